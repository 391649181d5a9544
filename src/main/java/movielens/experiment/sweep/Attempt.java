package movielens.experiment.sweep;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import movielens.experiment.files.WholeFile;
import movielens.experiment.run.RunLock;
import movielens.experiment.sweep.TaskState.Phase;

/**
 * A worker's attempt at a task, in a folder that no other worker ever writes into, wherever that
 * one runs and whatever it believes: {@code result/} with the checkpoints, and {@code state.json},
 * which the worker touches now and then as a sign of life.
 */
final class Attempt implements AutoCloseable {
  /** Without a sign for so long, a worker on another machine counts as dead. */
  static final Duration SILENCE = Duration.ofMinutes(3);

  private static final long SIGN_MILLIS = 20_000;
  private static final String STATE = "state.json";
  private static final JsonMapper JSON = new JsonMapper();
  private static final String HOST = host();

  private final Path folder;
  private final RunLock lock;
  private final long startNanos = System.nanoTime();
  private final Timer signs = new Timer("signs of life", true);
  private TaskState state;
  private volatile boolean superseded;

  private Attempt(Path folder, RunLock lock) {
    this.folder = folder;
    this.lock = lock;
    this.state =
        new TaskState(
            Phase.RUNNING,
            HOST,
            ProcessHandle.current().pid(),
            Instant.now().getEpochSecond(),
            0,
            0,
            "");
  }

  /**
   * Begins an attempt.
   *
   * @param folder a folder that was made for it
   */
  static Attempt begin(Path folder) throws IOException {
    Attempt attempt = new Attempt(folder, RunLock.take(folder));
    attempt.write();
    TimerTask sign =
        new TimerTask() {
          @Override
          public void run() {
            attempt.giveSign();
          }
        };
    attempt.signs.schedule(sign, SIGN_MILLIS, SIGN_MILLIS);
    return attempt;
  }

  private void giveSign() {
    try {
      Files.setLastModifiedTime(folder.resolve(STATE), FileTime.from(Instant.now()));
    } catch (IOException e) {
      // The next one may come through; until then the worker looks dead, and harms nobody.
    }
    int number = Integer.parseInt(folder.getFileName().toString());
    Path next = folder.resolveSibling(Integer.toString(number + 1));
    superseded |= Files.isDirectory(next);
  }

  /** Whether the engine has given the task to another worker. */
  boolean superseded() {
    return superseded;
  }

  /** What the task makes. */
  Path result() {
    return result(folder);
  }

  static Path result(Path attempt) {
    return attempt.resolve("result");
  }

  void done() {
    end(Phase.DONE, 0, "");
  }

  void stopped(String line) {
    end(Phase.STOPPED, 0, line);
  }

  void failed(int exitCode, String line) {
    end(Phase.FAILED, exitCode, line);
  }

  private void end(Phase how, int exitCode, String line) {
    state =
        state.ended(
            how, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos), exitCode, line);
    write();
  }

  private void write() {
    write(folder, state);
  }

  private static void write(Path folder, TaskState state) {
    Path file = folder.resolve(STATE);
    try {
      byte[] text = JSON.writeValueAsString(state).getBytes(StandardCharsets.UTF_8);
      WholeFile.write(file, out -> out.write(text));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * What an attempt has come to. A worker that died without a word has {@link Phase#STOPPED}.
   *
   * @param folder of the attempt
   */
  static TaskState stateOf(Path folder) {
    TaskState said;
    Path file = folder.resolve(STATE);
    try {
      said = JSON.readValue(Files.readString(file), TaskState.class);
      if (said.is(Phase.RUNNING) && !alive(said, folder)) {
        long last = Files.getLastModifiedTime(file).toInstant().getEpochSecond();
        return said.ended(
            Phase.STOPPED, Math.max(0, last - said.began()), 0, "its worker ended without a word");
      }
      return said;
    } catch (IOException e) {
      // Killed before its first word.
      return TaskState.WAITING;
    }
  }

  private static boolean alive(TaskState said, Path folder) throws IOException {
    if (said.host().equals(HOST)) {
      return RunLock.held(folder);
    }
    Instant last = Files.getLastModifiedTime(folder.resolve(STATE)).toInstant();
    return last.isAfter(Instant.now().minus(SILENCE));
  }

  /** Makes a failure an interruption, so that the task is tried again. */
  static void forgive(Path folder) {
    TaskState state = stateOf(folder);
    if (state.is(Phase.FAILED)) {
      write(folder, state.ended(Phase.STOPPED, state.seconds(), 0, state.line()));
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown host";
    }
  }

  @Override
  public void close() {
    signs.cancel();
    lock.close();
  }
}
