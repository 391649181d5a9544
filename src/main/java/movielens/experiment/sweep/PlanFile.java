package movielens.experiment.sweep;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import movielens.experiment.files.DataException;
import movielens.experiment.files.WholeFile;
import movielens.experiment.run.BuildInfo;

/** {@code sweep.json}: a plan with a line for each task. It may have many, so it is streamed. */
final class PlanFile {
  private static final int SCHEMA_VERSION = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();

  private PlanFile() {}

  /** The file's fields. */
  private record Content(
      int schemaVersion,
      String program,
      Purpose purpose,
      List<PlannedRun> runs,
      List<Task> tasks) {}

  /**
   * Writes a plan.
   *
   * @param folder of the sweep, which the commands name
   */
  static void write(Path file, SweepPlan plan, Path folder) throws IOException {
    WholeFile.write(
        file,
        out -> {
          try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeStringField("program", BuildInfo.load().version());
            json.writePOJOField("purpose", plan.purpose());
            json.writeArrayFieldStart("runs");
            for (PlannedRun run : plan.runs()) {
              json.writeRaw("\n  ");
              json.writePOJO(run);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("tasks");
            for (Task task : plan.tasks()) {
              json.writeRaw("\n  ");
              write(task, folder, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
          }
        });
  }

  private static void write(Task task, Path folder, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("task", task.number());
    json.writeStringField("name", task.name());
    json.writeNumberField("run", task.run());
    json.writeNumberField("slice", task.slice());
    json.writeNumberField("seed", task.seed());
    json.writePOJOField("needs", task.needs());
    json.writeNumberField("minutes", task.minutes());
    json.writePOJOField("command", WorkerCommand.arguments(folder, task.number()));
    json.writeEndObject();
  }

  /**
   * Reads a plan.
   *
   * @throws DataException when it is none, or of another version
   */
  static SweepPlan read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Content content = JSON.readValue(in, Content.class);
      if (content.schemaVersion() != SCHEMA_VERSION) {
        throw new DataException(
            "%s has schema version %d, this program reads %d; go on with the program that wrote it"
                .formatted(file, content.schemaVersion(), SCHEMA_VERSION));
      }
      return new SweepPlan(content.purpose(), content.runs(), content.tasks());
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new DataException(
          file + ":" + line + ": not the plan of a sweep: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new DataException(file + " cannot be read", e);
    }
  }
}
