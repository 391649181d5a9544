package movielens.experiment.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import movielens.experiment.files.DurableFolder;
import movielens.experiment.files.FolderException;
import movielens.experiment.files.TakenOver;
import movielens.experiment.files.WholeFile;
import movielens.experiment.run.RunLock;
import movielens.experiment.sweep.TaskState.Phase;

/**
 * The attempts at a task, in folders {@code 1}, {@code 2} … Each begins with the checkpoints of the
 * one before it.
 *
 * @param path need not exist
 */
record TaskFolder(Path path) {
  private static final Comparator<Path> BY_NUMBER =
      Comparator.comparingInt(attempt -> Integer.parseInt(attempt.getFileName().toString()));

  private List<Path> attempts() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[1-9]\\d{0,8}"))
          .sorted(BY_NUMBER)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + path, e);
    }
  }

  private Optional<Path> last() {
    List<Path> attempts = attempts();
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
  }

  /** What the task has come to: done by any attempt, or what the last one says. */
  TaskState state() {
    TaskState state = TaskState.WAITING;
    for (Path attempt : attempts()) {
      state = Attempt.stateOf(attempt);
      if (state.is(Phase.DONE)) {
        return state;
      }
    }
    return state;
  }

  /** What the task has made, once it is done. */
  Optional<Path> result() {
    return attempts().stream()
        .filter(attempt -> Attempt.stateOf(attempt).is(Phase.DONE))
        .map(Attempt::result)
        .findFirst();
  }

  /** Lets a task that failed be tried again. */
  void forgive() {
    last().ifPresent(Attempt::forgive);
  }

  /**
   * Begins an attempt where the one before it came to its end.
   *
   * @param anew whether the engine has taken the task away from whoever had it before
   * @throws FolderException when another process is at it, as far as locks reach
   */
  Attempt begin(boolean anew) {
    Optional<Path> before = last();
    if (!anew && before.filter(RunLock::held).isPresent()) {
      throw new FolderException(
          "another process is at work in " + before.get() + "; it has this task");
    }
    try {
      Attempt attempt = Attempt.begin(newFolder(before));
      if (before.isPresent()) {
        TakenOver.tree(Attempt.result(before.get()), attempt.result(), TaskFolder::kept);
      }
      return attempt;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + path, e);
    }
  }

  /** Making a folder either succeeds or finds it there, on every file system. */
  private Path newFolder(Optional<Path> before) throws IOException {
    DurableFolder.create(path);
    int number = before.map(last -> Integer.parseInt(last.getFileName().toString())).orElse(0) + 1;
    while (true) {
      Path folder = path.resolve(Integer.toString(number));
      try {
        Files.createDirectory(folder);
        DurableFolder.force(folder);
        return folder;
      } catch (FileAlreadyExistsException e) {
        number++;
      }
    }
  }

  /** Gives back the room that earlier attempts took, once the task is done. */
  void clearBut(Attempt done) {
    for (Path attempt : attempts()) {
      Path result = Attempt.result(attempt);
      if (!result.equals(done.result())) {
        delete(result);
      }
    }
  }

  private static void delete(Path tree) {
    if (!Files.isDirectory(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // A worker that lost the task may still write there, and only the room is at stake.
    }
  }

  /** What an attempt has made, and not what it holds while it runs. */
  static boolean kept(Path file) {
    String name = file.getFileName().toString();
    return !name.equals(RunLock.FILE) && !WholeFile.part(name);
  }
}
