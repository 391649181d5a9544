package movielens.experiment.cli.options;

import picocli.CommandLine.Option;

/** How finely intervals are drawn, in a run and where runs are compared. */
public final class ResampleOptions {
  @Option(
      names = "--bootstrap-resamples",
      paramLabel = "N",
      description = "User resamples of each interval (default: ${DEFAULT-VALUE}).")
  private int bootstrapResamples;

  /** User resamples of each interval. */
  public int bootstrapResamples(OptionCheck check) {
    return check.in(Range.closed(100, 10_000_000), "--bootstrap-resamples", bootstrapResamples);
  }
}
