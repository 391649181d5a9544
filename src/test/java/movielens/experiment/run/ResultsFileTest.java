package movielens.experiment.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import movielens.experiment.evaluation.Interval;
import movielens.experiment.files.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
  @TempDir private Path folder;

  private final RunResults results =
      SampleResults.of(
          true, List.of(42L), SampleResults.comparison(0.1, Double.NaN, 0.3, Double.NaN, 2));

  @Test
  void comesBackUnchanged() throws IOException {
    Path file = Files.writeString(folder.resolve("results.json"), ResultsFile.toJson(results));

    RunResults read = ResultsFile.read(file);

    assertThat(read).isEqualTo(results);
    assertThat(read.views().keySet()).containsExactlyElementsOf(results.views().keySet());
    assertThat(ResultsFile.toJson(read)).isEqualTo(ResultsFile.toJson(results));
  }

  @Test
  void keepsWhatIsSureAndWhen() throws IOException {
    Comparison judged =
        SampleResults.judged(
            SampleResults.comparison(0.02, 0.01, 0.03, 0.004, 81),
            true,
            new Interval(-0.01, 0.05),
            0.25,
            Double.NaN);
    RunResults written = SampleResults.withLags(SampleResults.of(false, List.of(1L), judged));
    Path file = Files.writeString(folder.resolve("results.json"), ResultsFile.toJson(written));
    assertThat(ResultsFile.read(file)).isEqualTo(written);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/comparisons/0/certainty/interval/low").doubleValue()).isEqualTo(-0.01);
    assertThat(json.at("/comparisons/0/certainty/pEquivalence").isNull()).isTrue();
    assertThat(json.at("/comparisons/0/certainty/effect/dz").doubleValue()).isEqualTo(0.25);
    assertThat(json.at("/judging/margin").doubleValue()).isEqualTo(0.02);
    assertThat(json.at("/lags/like-for-like/generic/byLag/rank/found/1").isNull()).isTrue();
    assertThat(json.at("/lags/like-for-like/generic/coldEvents").intValue()).isEqualTo(1);
  }

  @Test
  void resultsOfAnEarlierProgramLackThem() throws IOException {
    Comparison old = SampleResults.comparison(0.02, 0.01, 0.03, 0.004, 81);
    ObjectNode json =
        (ObjectNode)
            new ObjectMapper()
                .readTree(ResultsFile.toJson(SampleResults.of(false, List.of(1L), old)));
    json.remove(List.of("judging", "lags", "lateFilms", "decompositions"));
    ((ObjectNode) json.at("/comparisons/0")).remove(List.of("primary", "certainty"));
    ((ObjectNode) json.at("/views/like-for-like/generic/recall@10")).remove("interval");
    Path file = Files.writeString(folder.resolve("results.json"), json.toString());
    assertThat(ResultsFile.read(file)).isEqualTo(SampleResults.of(false, List.of(1L), old));
  }

  @Test
  void hasTheAgreedLayoutAndNullForNaN() throws IOException {
    JsonNode json = new ObjectMapper().readTree(ResultsFile.toJson(results));

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "schemaVersion",
            "dataset",
            "slice",
            "environment",
            "seeds",
            "views",
            "viewScopes",
            "comparisons",
            "warnings",
            "timings",
            "trainings",
            "judging",
            "lags",
            "lateFilms",
            "decompositions");
    JsonNode training = json.at("/trainings/0");
    assertThat(training.fieldNames())
        .toIterable()
        .containsExactly("seed", "model", "epochs", "bestEpoch", "validation", "trainSeconds");
    assertThat(json.at("/environment/machine").textValue()).isEqualTo("a processor");
    JsonNode recall = json.at("/views/like-for-like/distilled/recall@10");
    assertThat(recall.get("mean").doubleValue()).isEqualTo(0.12);
    assertThat(recall.get("sd").isNull()).isTrue();
    assertThat(recall.get("perSeed").get(0).doubleValue()).isEqualTo(0.12);
    JsonNode comparison = json.at("/comparisons/0");
    assertThat(comparison.fieldNames())
        .toIterable()
        .containsExactly(
            "view",
            "metric",
            "a",
            "b",
            "difference",
            "low",
            "high",
            "p",
            "pHolm",
            "users",
            "primary",
            "certainty");
    assertThat(comparison.get("low").isNull()).isTrue();
  }

  @Test
  void aRunWithoutSliceHasNull() throws IOException {
    RunResults none =
        new RunResults(
            1,
            results.dataset(),
            null,
            results.environment(),
            results.seeds(),
            results.views(),
            results.scopes(),
            results.comparisons(),
            results.warnings(),
            results.timings(),
            results.trainings(),
            results.judging(),
            results.lags(),
            results.lateFilms(),
            List.of());
    Path file = Files.writeString(folder.resolve("results.json"), ResultsFile.toJson(none));

    assertThat(ResultsFile.read(file).slice()).isNull();
  }

  @Test
  void aFileOfAProgramWithoutTrainingsIsRead() throws IOException {
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(ResultsFile.toJson(results));
    json.remove("trainings");
    ((ObjectNode) json.get("environment")).remove("machine");
    Path file = Files.writeString(folder.resolve("results.json"), json.toString());

    RunResults read = ResultsFile.read(file);

    assertThat(read.trainings()).isEmpty();
    assertThat(read.environment().machine()).isNull();
    assertThat(read.environment().threads()).isEqualTo(2);
  }

  @Test
  void anotherSchemaIsRefused() throws IOException {
    String text =
        ResultsFile.toJson(results).replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 9");
    Path file = Files.writeString(folder.resolve("results.json"), text);

    assertThatThrownBy(() -> ResultsFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("schema version 9, this program reads 1");
  }

  @Test
  void brokenTextIsFoundWithItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("results.json"), "{\n\"seeds\": [1,\n}");

    assertThatThrownBy(() -> ResultsFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ":3: not a results file");
    assertThatThrownBy(() -> ResultsFile.read(folder.resolve("none.json")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot be read");
  }
}
