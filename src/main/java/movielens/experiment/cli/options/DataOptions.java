package movielens.experiment.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import movielens.experiment.cli.options.Converters.Genres;
import movielens.experiment.cli.options.Converters.Shares;
import movielens.experiment.data.SliceRule;
import movielens.experiment.data.SplitRule;
import movielens.experiment.data.SplitRule.Temporal.Validation;
import picocli.CommandLine.Option;

/** Which events are used, how they are split, and who the genre's devotees are. */
public final class DataOptions {
  /** How the split is made. */
  enum Cut {
    PER_USER,
    TEMPORAL,
    LEAVE_ONE_OUT
  }

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Folder or zip of a MovieLens release. Without it data/ml-25m if present, else the"
              + " bundled synthetic sample.")
  private Path data;

  @Option(
      names = "--min-rating",
      paramLabel = "R",
      description = "Leave out events rated lower (default: ${DEFAULT-VALUE}, keeps all).")
  private double minRating;

  @Option(
      names = "--split",
      paramLabel = "RULE",
      description =
          "What tests: per-user (the last events of each user), temporal (all events after a"
              + " moment) or leave-one-out (default: ${DEFAULT-VALUE}).")
  private Cut split;

  @Option(
      names = "--test-fraction",
      paramLabel = "F",
      description =
          "Share of each user's events, the last ones, that tests; for per-user (default:"
              + " ${DEFAULT-VALUE}).")
  private double testFraction;

  @Option(
      names = "--temporal-quantile",
      paramLabel = "Q",
      description =
          "Share of all events that lie before the test; for temporal (default: ${DEFAULT-VALUE}).")
  private double temporalQuantile;

  @Option(
      names = "--temporal-validation",
      paramLabel = "KIND",
      description =
          "What validates, for temporal: cut, the training events after a moment with a tenth of"
              + " them behind it, or per-user, the last tenth of each user's (default:"
              + " ${DEFAULT-VALUE}).")
  private Validation temporalValidation;

  @Option(
      names = "--genre",
      paramLabel = "NAMES",
      description =
          "Genre of the slice, spelled as in the data (default: ${DEFAULT-VALUE}). Several, with"
              + " commas: a run for each, which share what does not depend on the slice.")
  private Genres genres;

  @Option(
      names = "--min-genre-share",
      paramLabel = "F",
      description =
          "A power user's share of genre events is above this (default: ${DEFAULT-VALUE}). Several,"
              + " with commas: a run for each, as for --genre.")
  private Shares minGenreShares;

  @Option(
      names = "--min-genre-events",
      paramLabel = "N",
      description = "A power user has at least this many genre events (default: ${DEFAULT-VALUE}).")
  private int minGenreEvents;

  /** The release; none for the default. */
  public Optional<Path> data() {
    return Optional.ofNullable(data);
  }

  /** Events rated lower are left out. */
  public double minRating(OptionCheck check) {
    return check.in(Range.closed(0, 5), "--min-rating", minRating);
  }

  /** How the split is made. */
  public SplitRule splitRule(OptionCheck check) {
    String chosen = "--split " + split.name().toLowerCase(Locale.ROOT).replace('_', '-');
    check.withoutEffect("--test-fraction", split != Cut.PER_USER, chosen);
    check.withoutEffect("--temporal-quantile", split != Cut.TEMPORAL, chosen);
    check.withoutEffect("--temporal-validation", split != Cut.TEMPORAL, chosen);
    double fraction = check.in(Range.open(0, 1), "--test-fraction", testFraction);
    double quantile = check.in(Range.open(0, 1), "--temporal-quantile", temporalQuantile);
    return switch (split) {
      case PER_USER -> new SplitRule.PerUser(fraction);
      case TEMPORAL -> new SplitRule.Temporal(quantile, temporalValidation);
      case LEAVE_ONE_OUT -> new SplitRule.LeaveOneOut();
    };
  }

  /** One or more: every genre with every share. */
  public List<SliceRule> sliceRules(OptionCheck check) {
    List<SliceRule> rules = new ArrayList<>();
    for (String genre : genres.names()) {
      for (double share : minGenreShares.values()) {
        rules.add(
            new SliceRule(
                genre,
                check.in(Range.closedOpen(0, 1), "--min-genre-share", share),
                check.in(Range.closed(1, 1_000_000), "--min-genre-events", minGenreEvents)));
      }
    }
    return rules;
  }
}
