package movielens.experiment.pipeline.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import movielens.experiment.console.Progress;
import movielens.experiment.evaluation.Interval;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.files.DataException;
import movielens.experiment.report.RunComparison;
import movielens.experiment.run.EarlierRun;
import movielens.experiment.run.FinishedRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunComparerTest {
  @TempDir private Path folder;

  private RunComparison withItself() throws IOException {
    FinishedRun run = FinishedRun.read(EarlierRun.finished(1, folder));
    return RunComparer.of(List.of(run, run), 200, Progress.silent());
  }

  @Test
  void aRunDoesNotDifferFromItself() throws IOException {
    RunComparison comparison = withItself();

    assertThat(comparison.options()).isEmpty();
    RunComparison.Pair pair = comparison.pairOf("B");
    assertThat(pair.comparable()).isTrue();
    assertThat(pair.differences()).hasSizeGreaterThan(ModelName.values().length);
    assertThat(pair.differences())
        .allSatisfy(
            difference -> {
              assertThat(difference.equal()).isTrue();
              assertThat(difference.found().difference()).isZero();
            });
    assertThat(pair.notes()).anyMatch(note -> note.contains("the same options and seeds"));
  }

  /** The means come from the values per user, which the run's own summaries must agree with. */
  @Test
  void scoresLieInTheirIntervals() throws IOException {
    assertThat(withItself().scores())
        .filteredOn(score -> !Double.isNaN(score.mean().low()))
        .isNotEmpty()
        .allSatisfy(
            score -> {
              double mean = score.summary().mean();
              Interval interval = score.mean().interval();
              assertThat(score.mean().value()).isCloseTo(mean, within(1e-12));
              assertThat(mean).isBetween(score.mean().low() - 1e-12, score.mean().high() + 1e-12);
              assertThat(mean).isBetween(interval.low() - 1e-12, interval.high() + 1e-12);
            });
  }

  @Test
  void missingValuesPerUserAreNamed() throws IOException {
    Path path = EarlierRun.finished(1, folder);
    FinishedRun run = FinishedRun.read(path);
    Files.delete(path.resolve("per_user.csv.gz"));

    assertThatThrownBy(() -> RunComparer.of(List.of(run, run), 200, Progress.silent()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("per_user.csv.gz");
  }

  @Test
  void averagesOverSeedsAreThoseOfTheResults() throws IOException {
    RunComparison comparison = withItself();
    comparison
        .scores()
        .forEach(
            score ->
                assertThat(
                        score.summary().perSeed().stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElseThrow())
                    .isCloseTo(score.summary().mean(), within(1e-12)));
  }
}
