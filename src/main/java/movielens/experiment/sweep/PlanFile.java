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
import movielens.experiment.pipeline.RunOption;
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
      if (content == null) {
        throw damaged(file, "it is empty");
      }
      if (content.schemaVersion() != SCHEMA_VERSION) {
        throw new DataException(
            "%s has schema version %d, this program reads %d; go on with the program that wrote it"
                .formatted(file, content.schemaVersion(), SCHEMA_VERSION));
      }
      check(content, file);
      return new SweepPlan(content.purpose(), content.runs(), content.tasks());
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new DataException(
          file + ":" + line + ": not the plan of a sweep: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new DataException(file + " cannot be read", e);
    }
  }

  /** What a hand or a damaged disk may have changed, before a task runs or a folder is made. */
  private static void check(Content content, Path file) {
    if (content.purpose() == null || missing(content.runs()) || missing(content.tasks())) {
      throw damaged(file, "it lacks its purpose, runs or tasks");
    }
    int count = content.tasks().size();
    for (PlannedRun run : content.runs()) {
      if (run.folder() == null || leavesTheSweep(run.folder())) {
        throw damaged(file, "the folder '" + run.folder() + "' of a run is not inside the sweep's");
      }
      for (String option : run.options().keySet()) {
        if (RunOption.of(option).isEmpty()) {
          throw damaged(file, "a run has the option '" + option + "', which this program lacks");
        }
      }
      if (run.generics().stream().anyMatch(task -> task < 0 || task >= count)) {
        throw damaged(file, "a run needs a task that is not there");
      }
    }
    for (int i = 0; i < count; i++) {
      int number = i;
      Task task = content.tasks().get(i);
      if (task.number() != i) {
        throw damaged(file, "task " + task.number() + " is where task " + i + " belongs");
      }
      if (task.run() < 0 || task.run() >= content.runs().size()) {
        throw damaged(file, "task " + i + " belongs to run " + task.run() + ", which is not there");
      }
      if (task.needs() == null
          || task.needs().stream().anyMatch(need -> need == null || need < 0 || need >= number)) {
        throw damaged(file, "task " + i + " does not need tasks before it alone");
      }
    }
  }

  private static boolean missing(List<?> list) {
    return list == null || list.isEmpty() || list.contains(null);
  }

  private static boolean leavesTheSweep(String folder) {
    Path sweep = Path.of("sweep");
    return !sweep.resolve(folder).normalize().startsWith(sweep);
  }

  private static DataException damaged(Path file, String what) {
    return new DataException(file + ": not the plan of a sweep: " + what);
  }
}
