package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small sizes; nothing is said about time. */
class BenchmarkCommandTest {
  private static final String[] SMALL = {
    "--users=30",
    "--movies=40",
    "--events=300",
    "--dim=8",
    "--layers=1",
    "--heads=2",
    "--feed-forward=16",
    "--window=8",
    "--batch-size=4",
    "--negatives=uniform:5,in-batch:3",
    "--warm-up=1",
    "--repetitions=3"
  };

  /** Runs with the small sizes, but for the options that are given. */
  private static ProgramRun benchmark(String... options) {
    Stream<String> small =
        Arrays.stream(SMALL)
            .filter(
                size ->
                    Arrays.stream(options)
                        .noneMatch(o -> o.startsWith(size.substring(0, size.indexOf('=') + 1))));
    return ProgramRun.of(
        Stream.of(Stream.of("benchmark"), small, Arrays.stream(options))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  @Test
  void measuresEveryStageAsJson() throws Exception {
    ProgramRun run = benchmark("--json", "--quiet");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.at("/sizes/dim").asInt()).isEqualTo(8);
    assertThat(result.at("/sizes/negatives").asInt()).isEqualTo(8);
    assertThat(result.at("/machine/processors").asInt()).isPositive();
    assertThat(result.at("/environment/threads").asInt()).isPositive();
    List<String> stages = new ArrayList<>();
    for (JsonNode measured : result.get("measurements")) {
      String stage = measured.get("stage").asText();
      stages.add(stage);
      assertThat(measured.get("repetitions").asInt()).isEqualTo(3);
      double median = measured.get("median").asDouble();
      assertThat(measured.get("slowest").asDouble()).isPositive().isLessThanOrEqualTo(median);
      assertThat(measured.get("fastest").asDouble()).isGreaterThanOrEqualTo(median);
      assertThat(measured.get("gflops").isNull()).isEqualTo(stage.equals("load"));
      assertThat(measured.get("shareOfPeak").isNull()).isEqualTo(stage.equals("load"));
    }
    assertThat(stages)
        .containsSubsequence("load", "load", "product", "train", "rank", "rank")
        .hasSizeBetween(7, 9);
    // Two products in bfloat16, or a note that says why not.
    assertThat(stages.size() + 2 * result.get("notes").size()).isEqualTo(9);
  }

  @Test
  void showsTheChosenStagesAsATable() {
    ProgramRun run = benchmark("--stages", "load");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Machine", "Sizes", "read ratings", "order and split", "rows/s");
    assertThat(run.out()).doesNotContain("positions/s", "users/s", "float32 2048");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 240);
  }

  @ParameterizedTest
  @CsvSource({
    "--stages=rows, is not one of",
    "--repetitions=0, is not from 1",
    "--heads=3, does not divide",
    "--movies=3, is not from 20"
  })
  void refusesWhatMakesNoSense(String option, String problem) {
    ProgramRun run = benchmark(option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(option.substring(0, option.indexOf('=')), problem);
  }

  @Test
  void moreEventsThanPairsAreRefused() {
    ProgramRun run = benchmark("--events=1000000");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("give --events from 30 to 600");
  }
}
