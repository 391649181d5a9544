package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong usage is one line that names the option, the value and what would be right. */
class UsageErrorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--dim|0|0 is not from 1 to 4096",
        "--dim|many|'many' is not a whole number",
        "--dim|99999999999|'99999999999' is not a whole number",
        "--layers|0|0 is not from 1 to 64",
        "--heads|3|3 does not divide --dim 256",
        "--dropout|1|1.0 is not at least 0 and below 1",
        "--dropout|NaN|'NaN' is not a number",
        "--test-fraction|1|1.0 is not above 0 and below 1",
        "--min-genre-share|1|1.0 is not at least 0 and below 1",
        "--min-rating|6|6.0 is not from 0 to 5",
        "--genre|' '|has a name that is empty",
        "--learning-rate|0|0.0 is not above 0 and at most 10",
        "--split|tempral|did you mean 'temporal'",
        "--models|generic,foo|'foo' is not one of generic, distilled",
        "--models|ease,ease|names ease twice",
        "--models|''|is not one of",
        "--seeds|5..1|'5..1' runs backwards",
        "--seeds|1,1|has the seed 1 twice",
        "--seeds|-1|'-1' is not a seed",
        "--seeds|1..100000|has more than 1000 seeds",
        "--negatives|uniform:0|has no negatives",
        "--negatives|all:5|is not of the form",
        "--negatives|uniform:1,uniform:2|gives uniform twice",
        "--distilled-options|precision=tf32|the engine has tf32 for all models or for none",
        "--kernels|fast|'fast' is not one of fused, step, plain",
        "--precision|bf8|did you mean 'bf16'",
        "--logq|maybe|'maybe' is not one of on, off",
        "--bootstrap-resamples|1|1 is not from 100 to 10000000",
        "--save-all|perhaps|'perhaps'",
        "--out|' '|is not a path",
      })
  void namesOptionAndRange(String option, String value, String problem) {
    ProgramRun run = ProgramRun.of("run", option + "=" + value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("experiment: ").contains(option).contains(problem);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).endsWith("see 'experiment run --help'" + System.lineSeparator());
  }

  @Test
  void bf16DoesNotGoWithPlainKernels() {
    ProgramRun run = ProgramRun.of("run", "--precision", "bf16", "--kernels", "plain");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--precision").contains("does not go with --kernels plain");
  }

  @ParameterizedTest
  @CsvSource({
    "run --gnre Horror, Unknown option: '--gnre'; did you mean '--genre'",
    "run --epoch=3, Unknown option: '--epoch'; did you mean '--epochs'",
    "run --zzzzzzzzzzz, Unknown option: '--zzzzzzzzzzz'; see",
    "run horror, Unexpected argument: 'horror'",
    "rum, Unknown command: 'rum'; did you mean 'run'",
    "data descrbe x, Unknown command: 'descrbe'; did you mean 'describe'",
    "data describe, Missing required parameter: 'PATH'",
    "run --data, Missing required parameter for option '--data' (PATH)",
  })
  void suggestsTheNearestName(String arguments, String message) {
    ProgramRun run = ProgramRun.of(arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("experiment: " + message);
    assertThat(run.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "--split temporal --test-fraction 0.3, --test-fraction has no effect with --split temporal",
    "--temporal-quantile 0.3, --temporal-quantile has no effect with --split per-user",
    "--loss full-softmax --negatives uniform:3, --negatives has no effect with --loss full-softmax",
    "--gbce-negatives 3, --gbce-negatives has no effect with --loss sampled-softmax",
  })
  void refusesOptionsWithoutEffect(String options, String message) {
    ProgramRun run = ProgramRun.of(("run " + options).split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void resumeNeedsAFolder() {
    ProgramRun run = ProgramRun.of("run", "--resume");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("needs --out");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "Horror,", ",Horror", "Horror,,War", ""})
  void anEmptyGenreIsCalledEmpty(String genres) {
    ProgramRun run = ProgramRun.of("run", "--genre", genres);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'" + genres + "' has a name that is empty");
  }

  @Test
  void aTabInAMessageIsSeen() {
    ProgramRun run = ProgramRun.of("run", "--models", "a\tb");
    assertThat(run.err()).contains("'a<tab>b' is not one of");
  }
}
