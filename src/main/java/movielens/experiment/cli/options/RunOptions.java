package movielens.experiment.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import movielens.experiment.evaluation.CutOffs;
import movielens.experiment.pipeline.DeviceChoice;
import movielens.experiment.run.RunPlace;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a run computes and what it keeps. */
public final class RunOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML of option names and values; options given here override it.")
  private Path config;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "A ready-made configuration for leave-one-out without a slice, as in the literature:"
              + " sasrec, sasrec-softmax, gsasrec, dense-all-action, best, which won on validation,"
              + " or best-untimed, which is not told times. --config and options override it.")
  private String preset;

  @Mixin private ResampleOptions resamples;

  @Option(
      names = "--margin",
      paramLabel = "D",
      description =
          "Models are called equal in a metric from 0 to 1 if they certainly differ by less"
              + " (default: ${DEFAULT-VALUE}).")
  private double margin;

  @Option(
      names = "--later-days",
      paramLabel = "DAYS",
      description =
          "The view 'later' judges on test events so long after a user's last training event"
              + "; 0 leaves it out (default: ${DEFAULT-VALUE}).")
  private double laterDays;

  @Option(
      names = "--at",
      paramLabel = "LIST",
      description =
          "How many of the best movies recall, ndcg, mrr and hit look at, such as 5,20,50; 10 is"
              + " always among them (default: ${DEFAULT-VALUE}).")
  private CutOffs cutOffs;

  @Mixin private ComputeOptions compute;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Run folder, or folder of run folders (default: runs/<UTC time>-<genre>-<hash of the"
              + " options>).")
  private Path out;

  @Option(
      names = "--resume",
      arity = "0",
      description = "Continue the interrupted run in --out with its own options.")
  private boolean resume;

  @Option(
      names = "--checkpoint-minutes",
      paramLabel = "MIN",
      description =
          "Minutes of training between checkpoints, at most; one is also written after each epoch"
              + " (default: ${DEFAULT-VALUE}).")
  private double checkpointMinutes;

  // A flag without a fallback would turn into its opposite when a configuration sets it too.
  @Option(
      names = "--save-all",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Keep the recommendations of all views (default: ${DEFAULT-VALUE}).")
  private boolean saveAll;

  Optional<Path> config() {
    return Optional.ofNullable(config);
  }

  Optional<String> preset() {
    return Optional.ofNullable(preset);
  }

  /** User resamples of each interval. */
  public int bootstrapResamples(OptionCheck check) {
    return resamples.bootstrapResamples(check);
  }

  /** A smaller difference counts as none. */
  public double margin(OptionCheck check) {
    return check.in(Range.openClosed(0, 1), "--margin", margin);
  }

  /** How long after the last training event the view later begins, in days; 0 for no such view. */
  public double laterDays(OptionCheck check) {
    return check.in(Range.closed(0, 36_500), "--later-days", laterDays);
  }

  /** At which metrics look at a list. */
  public CutOffs cutOffs() {
    return cutOffs;
  }

  /** The device that is asked for. */
  public DeviceChoice device() {
    return compute.device();
  }

  /** The threads that are asked for; 0 for one per processor. */
  public int threads(OptionCheck check) {
    return compute.threads(check);
  }

  /** The run folder; none for the default. */
  public Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  /**
   * Asked for, or the folder holds a run that did not come to its end.
   *
   * @throws movielens.experiment.files.FolderException when it is asked for where no run is
   */
  public boolean resume(OptionCheck check) {
    if (resume && out == null) {
      throw check.invalid("--resume", "it", "needs --out, the folder of the run to go on with");
    }
    if (resume) {
      NearestRun.requireRun(out);
    }
    return resume || (out != null && new RunPlace(out).holdsUnfinishedRun());
  }

  /** Whether a run there shall go on with the options that it began with. */
  public boolean bound() {
    return resume || !new RunPlace(out).holdsNothingTrained();
  }

  /** Minutes of training between checkpoints, at most. */
  public double checkpointMinutes(OptionCheck check) {
    return check.in(Range.openClosed(0, 10_000), "--checkpoint-minutes", checkpointMinutes);
  }

  /** Whether the recommendations of all views are kept. */
  public boolean saveAll() {
    return saveAll;
  }
}
