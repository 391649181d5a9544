package movielens.experiment.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import movielens.experiment.pipeline.InvalidConfigException;

/** The commands by which Slurm is talked to. They are started without a shell. */
final class SlurmCommands {
  private static final Pattern ARRAY_LIMIT =
      Pattern.compile("(?m)^\\s*MaxArraySize\\s*=\\s*(\\d{1,9})\\s*$");
  private static final Pattern JOB = Pattern.compile("(\\d+)(;.*)?");

  private SlurmCommands() {}

  private record Answer(int exitCode, String out) {}

  /** Runs a command; what it says of errors is part of the answer. */
  private static Optional<Answer> ask(List<String> command) throws InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return Optional.empty();
    }
    try {
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(new Answer(process.waitFor(), out.strip()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot talk to " + command.get(0), e);
    }
  }

  /**
   * Submits a job.
   *
   * @return its id
   * @throws InvalidConfigException when Slurm is not here, or does not take it
   */
  static String submit(List<String> sbatch) throws InterruptedException {
    Answer answer =
        ask(sbatch)
            .orElseThrow(
                () ->
                    new InvalidConfigException(
                        "--on slurm: there is no sbatch on this machine; start the sweep where"
                            + " jobs are submitted, or use --print"));
    String last = answer.out().lines().reduce("", (before, line) -> line);
    Matcher job = JOB.matcher(last);
    if (answer.exitCode() != 0 || !job.matches()) {
      throw new InvalidConfigException("--on slurm: sbatch: " + answer.out().replace('\n', ' '));
    }
    return job.group(1);
  }

  /** One more than the highest index of an array, where the cluster says so. */
  static OptionalInt arrayLimit() throws InterruptedException {
    Matcher limit =
        ARRAY_LIMIT.matcher(ask(List.of("scontrol", "show", "config")).map(Answer::out).orElse(""));
    return limit.find() ? OptionalInt.of(Integer.parseInt(limit.group(1))) : OptionalInt.empty();
  }

  /** Those of the jobs that wait or run. */
  static List<String> active(List<String> jobs) throws InterruptedException {
    if (jobs.isEmpty()) {
      return List.of();
    }
    List<String> squeue =
        List.of("squeue", "--noheader", "--format=%F", "--jobs=" + String.join(",", jobs));
    // Of jobs that it knows no longer it says that they are invalid.
    return ask(squeue)
        .filter(answer -> answer.exitCode() == 0)
        .map(answer -> answer.out().lines().map(String::strip).distinct().toList())
        .orElse(List.of());
  }
}
