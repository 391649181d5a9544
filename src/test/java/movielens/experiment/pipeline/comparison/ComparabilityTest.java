package movielens.experiment.pipeline.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.run.FinishedRun;
import movielens.experiment.run.SampleResults;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparabilityTest {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "data", "here",
          "min-rating", "0.0",
          "split", "per-user",
          "test-fraction", "0.2",
          "genre", "Horror",
          "min-genre-share", "0.5",
          "min-genre-events", "10",
          "dim", "64");

  private static FinishedRun run(String key, String value) {
    Map<String, String> options = new LinkedHashMap<>(OPTIONS);
    options.put(key, value);
    return new FinishedRun(Path.of("run"), options, SampleResults.of(false, List.of(1L)));
  }

  private static List<String> obstacles(FinishedRun run) {
    return Comparability.of(run("dim", "64"), run).obstacles();
  }

  @ParameterizedTest
  @CsvSource({
    "min-rating, 3.0, 'other events, --min-rating 3.0 against 0.0'",
    "split, temporal, 'another split, --split temporal against per-user'",
    "test-fraction, 0.5, 'another split, --test-fraction 0.5 against 0.2'",
    "genre, Drama, 'another slice, --genre Drama against Horror'",
    "min-genre-share, 0.3, 'another slice, --min-genre-share 0.3 against 0.5'",
    "min-genre-events, 5, 'another slice, --min-genre-events 5 against 10'"
  })
  void whatDecidesWhoIsJudgedOnWhatMakesRunsIncomparable(String key, String value, String said) {
    assertThat(obstacles(run(key, value))).containsExactly(said);
  }

  @ParameterizedTest
  @CsvSource({"dim, 32", "data, elsewhere", "threads, 7", "seeds, 5", "loss, gbce"})
  void whatOnlyDecidesTheModelsDoesNot(String key, String value) {
    assertThat(obstacles(run(key, value))).isEmpty();
    assertThat(Comparability.of(run("dim", "64"), run(key, value)).view())
        .isEqualTo("like-for-like");
  }
}
