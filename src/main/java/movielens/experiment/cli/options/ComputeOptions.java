package movielens.experiment.cli.options;

import movielens.experiment.pipeline.DeviceChoice;
import picocli.CommandLine.Option;

/** What computes, in a run and in a benchmark. */
public final class ComputeOptions {
  @Option(
      names = "--device",
      paramLabel = "KIND",
      description = "auto, cpu or cuda (default: ${DEFAULT-VALUE}).")
  private DeviceChoice device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Engine threads (default: ${DEFAULT-VALUE}, one per processor).")
  private int threads;

  /** The device that is asked for. */
  public DeviceChoice device() {
    return device;
  }

  /** The threads that are asked for; 0 for one per processor. */
  public int threads(OptionCheck check) {
    return check.in(Range.closed(0, 1024), "--threads", threads);
  }
}
