package movielens.experiment.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import movielens.experiment.cli.options.NearestName;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.console.DescriptionReport;
import movielens.experiment.console.Progress;
import movielens.experiment.console.Terminal;
import movielens.experiment.data.DataDescription;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.RatingsSampler;
import movielens.experiment.data.SplitRule;
import movielens.experiment.data.reading.MovieLensReader;
import movielens.experiment.data.reading.ReleaseDownload;
import movielens.experiment.data.synthetic.SyntheticData;
import movielens.experiment.files.OutputFolder;
import movielens.experiment.pipeline.RunOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gets, makes and describes data; each subcommand is a method. */
@Command(name = "data", description = DataCommand.PURPOSE)
final class DataCommand implements Runnable {
  static final String PURPOSE = "Download, sample, invent, describe or split MovieLens data.";

  private final Program program;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  DataCommand(Program program) {
    this.program = program;
  }

  /** The command with those of its subcommands that are classes of their own. */
  static CommandLine of(Program program) {
    return new CommandLine(new DataCommand(program)).addSubcommand(new DataSplitCommand(program));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: " + String.join(", ", spec.subcommands().keySet()));
  }

  @Command(
      name = "download",
      sortOptions = false,
      description = "Download an official release from GroupLens, check it and unpack it.")
  int download(
      @Parameters(paramLabel = "NAME", description = "E.g. ml-latest-small, ml-1m, ml-25m.")
          String name,
      @Option(
              names = "--to",
              paramLabel = "DIR",
              defaultValue = "data",
              description =
                  "Folder in which the release's folder is made (default: ${DEFAULT-VALUE}).")
          Path parent,
      @Mixin OutputOptions shown) {
    try (DownloadProgress progress = new DownloadProgress(shown.progress(program.err()))) {
      String release = name.toLowerCase(Locale.ROOT);
      if (!ReleaseDownload.NAMES.contains(release)) {
        throw usage(
            "download",
            "no release '"
                + name
                + "'"
                + NearestName.hint(release, ReleaseDownload.NAMES)
                + "; the releases are "
                + String.join(", ", ReleaseDownload.NAMES));
      }
      Path folder =
          new ReleaseDownload(ReleaseDownload.GROUPLENS, progress).download(release, parent);
      program.out().println(folder);
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "sample",
      sortOptions = false,
      description = "Cut a smaller release out of one: some users, with all their ratings.")
  int sample(
      @Option(
              names = "--from",
              paramLabel = "PATH",
              required = true,
              description = "Folder or zip of the release to cut from.")
          Path from,
      @Option(names = "--users", paramLabel = "N", required = true, description = "Users to draw.")
          int users,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "42",
              description = "Decides which users are drawn (default: ${DEFAULT-VALUE}).")
          long seed,
      @Option(
              names = "--out",
              paramLabel = "DIR",
              description = "New folder for the release (default: data/<name>-<N>-users).")
          Path out,
      @Mixin OutputOptions shown) {
    if (users < 1) {
      throw usage("sample", "--users: '" + users + "' is too few; give at least 1");
    }
    if (out != null) {
      // Before a large release is read
      requireFresh(out, from);
    }
    MovieLens data = read(from, shown.progress(program.err()));
    if (users > data.users()) {
      throw usage(
          "sample",
          "--users: '" + users + "' is more than the " + data.users() + " of " + data.name());
    }
    Path folder = out == null ? Path.of("data", data.name() + "-" + users + "-users") : out;
    requireFresh(folder, from);
    RatingsSampler.write(data, users, seed, folder);
    program.out().println(folder);
    return ExitCode.DONE;
  }

  @Command(
      name = "synth",
      sortOptions = false,
      description = "Invent a release in the format of the official ones, marked as synthetic.")
  int synth(
      @Option(names = "--users", paramLabel = "N", required = true, description = "Users.")
          int users,
      @Option(names = "--movies", paramLabel = "N", required = true, description = "Movies.")
          int movies,
      @Option(
              names = "--events",
              paramLabel = "N",
              description = "Ratings (default: 100 per user, fewer where there are few movies).")
          Long events,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "42",
              description = "Same numbers and seed, same bytes (default: ${DEFAULT-VALUE}).")
          long seed,
      @Option(
              names = "--out",
              paramLabel = "DIR",
              defaultValue = "data/synthetic",
              description = "New folder for the release (default: ${DEFAULT-VALUE}).")
          Path out,
      @Mixin OutputOptions shown) {
    OutputFolder.requireNew(out);
    SyntheticData.Size size;
    try {
      size =
          events == null
              ? SyntheticData.Size.of(users, movies, seed)
              : new SyntheticData.Size(users, movies, events, seed);
    } catch (IllegalArgumentException e) {
      throw usage("synth", e.getMessage());
    }
    try (Progress.Stage stage = shown.progress(program.err()).stage("invent ratings", -1)) {
      SyntheticData.write(size, out);
      stage.step(size.events());
    }
    program.out().println(out);
    return ExitCode.DONE;
  }

  @Command(
      name = "describe",
      sortOptions = false,
      description = "What a release holds, and how many power users each genre has.")
  int describe(
      @Parameters(paramLabel = "PATH", description = "Folder or zip of a release.") Path path,
      @Option(
              names = "--min-genre-events",
              paramLabel = "N",
              description = "Fewest genre events of a power user (default: ${DEFAULT-VALUE}).")
          int minGenreEvents,
      @Mixin OutputOptions shown) {
    Progress progress = shown.progress(program.err());
    MovieLens data = read(path, progress);
    List<SplitRule> rules =
        List.of(
            new SplitRule.PerUser(number(RunOption.TEST_FRACTION)),
            new SplitRule.Temporal(
                number(RunOption.TEMPORAL_QUANTILE), SplitRule.Temporal.Validation.CUT),
            new SplitRule.LeaveOneOut());
    DataDescription description = DataDescription.of(data, rules, minGenreEvents);
    description.ties().warning().ifPresent(warning -> warn(progress, warning));
    description
        .tested()
        .forEach(split -> split.warning().ifPresent(warning -> warn(progress, warning)));
    new DescriptionReport(program.out(), Terminal.ofStdout()).print(description);
    return ExitCode.DONE;
  }

  private static void requireFresh(Path out, Path data) {
    OutputFolder.requireApart(out, data);
    OutputFolder.requireNew(out);
  }

  private ParameterException usage(String command, String problem) {
    return new ParameterException(spec.subcommands().get(command), problem);
  }

  private static double number(RunOption option) {
    return Double.parseDouble(option.defaultText().orElseThrow());
  }

  private static MovieLens read(Path path, Progress progress) {
    MovieLens data;
    try (Progress.Stage stage = progress.stage("read " + path.getFileName(), -1)) {
      data = MovieLensReader.read(path);
      stage.step(data.events());
    }
    data.warnings().forEach(warning -> warn(progress, warning));
    return data;
  }

  private static void warn(Progress progress, String warning) {
    progress.line("warning: " + warning);
  }
}
