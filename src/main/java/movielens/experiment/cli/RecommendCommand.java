package movielens.experiment.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import movielens.experiment.cli.options.OptionCheck;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.cli.options.Range;
import movielens.experiment.console.RecommendationReport;
import movielens.experiment.console.Terminal;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.pipeline.trained.Audience;
import movielens.experiment.pipeline.trained.RecommendationRequest;
import movielens.experiment.pipeline.trained.RecommendationsFromRun;
import movielens.experiment.report.Recommendations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Recommends movies with a model of a finished run. */
@Command(
    name = "recommend",
    abbreviateSynopsis = true,
    customSynopsis = {
      "experiment recommend --run DIR --user ID [OPTIONS]",
      "       experiment recommend --run DIR --likes TITLE [--likes TITLE]... [OPTIONS]"
    },
    sortOptions = false,
    description = RecommendCommand.PURPOSE,
    footer = {
      "",
      "The model is given the user's training part, or the liked movies; seen movies are left out.",
      "Models of the slice rank the movies of its genre; distilled, generic-genre and the baselines"
          + " that end in -distilled see those alone."
    })
final class RecommendCommand implements Callable<Integer> {
  static final String PURPOSE =
      "Recommend movies to a user, or from liked movies, with a model of a finished run.";

  private final Program program;

  @Spec private CommandSpec spec;

  @Mixin private TrainedRunOptions run;

  @Option(names = "--user", paramLabel = "ID", description = "A user of the run's data.")
  private Integer userId;

  @Option(
      names = "--likes",
      paramLabel = "TITLE",
      description =
          "A liked movie, with or without its year, or id:MOVIEID. Repeat it for more, the most"
              + " recent last.")
  private List<String> likes;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "A model of the run, e.g. generic, distilled or ease-recent (default: distilled, or the"
              + " run's first).")
  private ModelName model;

  @Option(
      names = "-k",
      paramLabel = "N",
      defaultValue = "10",
      description = "Movies to recommend (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--genre-only",
      description = "Rank only movies of the run's genre, also with models that know all movies.")
  private boolean genreOnly;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private OutputOptions output;

  RecommendCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    RecommendationRequest request = request();
    Recommendations recommendations =
        new RecommendationsFromRun(run.open(output.progress(program.err()))).suggest(request);
    RecommendationReport report = new RecommendationReport(program.out(), Terminal.ofStdout());
    if (json) {
      report.printJson(recommendations);
    } else {
      report.print(recommendations);
    }
    return ExitCode.DONE;
  }

  private RecommendationRequest request() {
    int checkedCount = new OptionCheck(spec).in(Range.closed(1, 100_000), "-k", count);
    return new RecommendationRequest(
        audience(), Optional.ofNullable(model), run.seed(), checkedCount, genreOnly);
  }

  private Audience audience() {
    if ((userId == null) == (likes == null)) {
      String problem = userId == null ? "one of them is needed" : "only one of them can be given";
      throw new ParameterException(spec.commandLine(), "--user or --likes: " + problem);
    }
    return userId == null ? new Audience.Likes(likes) : new Audience.User(userId);
  }
}
