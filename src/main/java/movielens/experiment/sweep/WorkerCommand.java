package movielens.experiment.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a process of this program is started.
 *
 * @param program the Java command up to the program's own arguments
 */
public record WorkerCommand(List<String> program) {
  /** Copies the list. */
  public WorkerCommand {
    program = List.copyOf(program);
  }

  /** The arguments of a worker. */
  static List<String> arguments(Path folder, int task) {
    return List.of("sweep", "work", folder.toString(), "--task", Integer.toString(task));
  }

  /** The whole command of a worker. */
  List<String> of(Path folder, int task) {
    List<String> command = new ArrayList<>(program);
    command.addAll(arguments(folder, task));
    return command;
  }
}
