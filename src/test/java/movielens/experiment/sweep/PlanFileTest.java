package movielens.experiment.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import movielens.experiment.files.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan that was changed by hand is refused in a line. */
class PlanFileTest {
  private static final String PLAN =
      """
      {"schemaVersion":1,"purpose":{"kind":"runs"},
       "runs":[{"name":"","folder":"","options":{"threads":"1"},"generics":[0]}],
       "tasks":[
        {"task":0,"name":"a","run":0,"slice":-1,"seed":1,"needs":[],"minutes":1},
        {"task":1,"name":"b","run":0,"slice":0,"seed":1,"needs":[0],"minutes":1}]}
      """;

  @TempDir private Path folder;

  @Test
  void readsAPlan() throws IOException {
    assertThat(PlanFile.read(file(PLAN)).size()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'needs\":[0]' | 'needs\":[77]' | does not need tasks before it alone",
        "'needs\":[]' | 'needs\":[1]' | does not need tasks before it alone",
        "'task\":1' | 'task\":9' | task 9 is where task 1 belongs",
        "'run\":0' | 'run\":4' | belongs to run 4",
        "'generics\":[0]' | 'generics\":[2]' | needs a task that is not there",
        "'folder\":\"\"' | 'folder\":\"../../evil\"' | is not inside the sweep's",
        "'folder\":\"\"' | 'folder\":\"/evil\"' | is not inside the sweep's",
        "'threads\":\"1\"' | 'treads\":\"1\"' | has the option 'treads'",
        "'\"tasks\"' | '\"others\"' | lacks its purpose",
      })
  void refusesWhatDoesNotFitTogether(String before, String after, String message)
      throws IOException {
    assertThat(PLAN).contains(before);
    Path file = file(PLAN.replace(before, after));

    assertThatThrownBy(() -> PlanFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("not the plan of a sweep")
        .hasMessageContaining(message);
  }

  @Test
  void refusesNull() throws IOException {
    Path file = file("null");

    assertThatThrownBy(() -> PlanFile.read(file)).isInstanceOf(DataException.class);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("sweep.json"), text);
  }
}
