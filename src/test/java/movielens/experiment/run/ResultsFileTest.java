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
            "trainings");
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
            "view", "metric", "a", "b", "difference", "low", "high", "p", "pHolm", "users");
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
            results.trainings());
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
