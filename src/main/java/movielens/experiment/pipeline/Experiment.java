package movielens.experiment.pipeline;

import ai.djl.Device;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import movielens.experiment.console.ConsoleReport;
import movielens.experiment.console.Progress;
import movielens.experiment.console.Terminal;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.Split;
import movielens.experiment.data.TestedUsers;
import movielens.experiment.data.Ties;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.TwoByTwo;
import movielens.experiment.html.HtmlReport;
import movielens.experiment.pipeline.judging.Ceiling;
import movielens.experiment.pipeline.judging.ExperimentResults;
import movielens.experiment.pipeline.judging.ModelPair;
import movielens.experiment.pipeline.judging.Scoreboard;
import movielens.experiment.pipeline.judging.Views;
import movielens.experiment.report.Numbers;
import movielens.experiment.run.DatasetInfo;
import movielens.experiment.run.EnvironmentInfo;
import movielens.experiment.run.Judging;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.SliceInfo;
import movielens.experiment.run.TrainingInfo;
import movielens.experiment.training.TrainingInterrupted;

/**
 * One experiment from data to report: load, split, slice, train each model and seed, evaluate all
 * on the same people and items, report. Every number it prints or writes was computed in the run,
 * or in the part of it that is resumed.
 */
public final class Experiment {
  private final ExperimentConfig config;
  private final Judging judging;
  private final SharedData sharedData;
  private final RunFolder folder;
  private final Progress progress;
  private final StopRequest stop;
  private final ResumeHint resumeHint;
  private final Timings timings;
  private final List<String> warnings = new ArrayList<>();

  /**
   * An experiment that is about to begin.
   *
   * @param config what to run
   * @param sharedData made for it, or for another slice of it
   * @param folder where its files go
   * @param progress where to say how far it is
   * @param stop a person's wish that it stop
   * @param resumeHint what to say then
   */
  public Experiment(
      ExperimentConfig config,
      SharedData sharedData,
      RunFolder folder,
      Progress progress,
      StopRequest stop,
      ResumeHint resumeHint) {
    this.config = config;
    this.judging = config.judging();
    this.sharedData = sharedData;
    this.folder = folder;
    this.progress = progress;
    this.stop = stop;
    this.resumeHint = resumeHint;
    this.timings = Timings.after(sharedData.timings());
  }

  /**
   * Runs an experiment to its end and prints what it found.
   *
   * @param config what to run
   * @param progress where to say how far it is
   * @param out where the report goes
   * @param stop a person's wish that the run stop
   * @throws InterruptedException when it stopped because of that, after a checkpoint; the message
   *     says how to go on
   */
  public static void run(
      ExperimentConfig config, Progress progress, PrintStream out, StopRequest stop)
      throws InterruptedException {
    String genre = config.sliced() ? config.slice().genre() : "all";
    Path path = config.out().orElseGet(() -> RunFolder.newPath(genre, config.options().hash()));
    ResumeHint resumeHint = new ResumeHint(path);
    PreparedData.requireApart(path, config.data());
    try (RunFolder folder = RunFolder.at(path, config.resume())) {
      // A folder that is there already is claimed before any work is done for it.
      if (config.resume() && folder.claimExisting()) {
        progress.line("going on with the run in " + path);
        stop.endsAtOnce(resumeHint.words());
      }
      SharedData sharedData = SharedData.of(config, progress);
      RunResults results =
          new Experiment(config, sharedData, folder, progress, stop, resumeHint).run(List.of());
      new ConsoleReport(out, Terminal.ofStdout()).print(results, path);
    } catch (TrainingInterrupted e) {
      throw resumeHint.after(e);
    }
  }

  /**
   * Runs it and writes all of its folder.
   *
   * @param others runs that differ from this one in their slice alone, whose generic models serve
   *     it as well
   */
  public RunResults run(List<RunFolder> others) {
    PreparedData data = prepared();
    Views views = views(data);
    int threads = ComputeDevice.start(config.threads(), config.encoder().precision());
    Device device = ComputeDevice.of(config.device(), config.encoder().precision());
    begin();

    Scoreboard scoreboard =
        new Scoreboard(views, config.models().stream().map(ModelName::label).toList());
    ModelsOfRun models = models(data, views, device, scoreboard, others);
    // What needs no estimate comes first: what is left then is the transformers'.
    models.fitAndJudgeBaselines(
        sharedData.baselines(),
        data.slice()
            .map(s -> data.validating(config, s.genreOnly()))
            .map(world -> new Baselines(world, config.baselines())));
    config.seeds().forEach(models::trainAndJudge);

    ExperimentResults found = found(scoreboard);
    RunResults results =
        results(data, found, ComputeDevice.environment(device, threads), models.trainings());
    write(results, found, data);
    return results;
  }

  /** The data, split and sliced, with a word on what weakens what is found on it. */
  private PreparedData prepared() {
    PreparedData whole = sharedData.whole();
    whole.data().warnings().forEach(this::warn);
    Ties.of(whole.log()).warning().ifPresent(this::warn);
    TestedUsers tested = TestedUsers.of(whole.log(), config.split());
    progress.line(tested.words());
    tested.warning().ifPresent(this::warn);
    PreparedData data =
        config.sliced()
            ? progress.during("slice", () -> whole.sliced(config.slice(), timings, this::warn))
            : whole;
    if (config.validateAfterSeconds() > 0) {
      progress.line(validatingUsers(data));
    }
    FitParts.of(config, data).requireUsable();
    if (config.models().containsAll(TwoByTwo.MODELS) && !config.alike(TwoByTwo.MODELS)) {
      warn(
          "generic, generic-genre, devotees and distilled have not all the same options, so what"
              + " people and events make of the difference is in part the options; give all four"
              + " the same, such as --distilled-options none");
    }
    return data;
  }

  /** How many people choose, where not all with a validation part do. */
  private String validatingUsers(PreparedData data) {
    Split everybody = data.validating(config, data.split());
    String words =
        "--validate-after %s: %s of %s validate"
            .formatted(
                Numbers.days(config.validateAfterDays()),
                Numbers.count(everybody.validating()),
                Numbers.count(everybody.validation().users(), "user"));
    return data.slice()
        .map(
            slice ->
                "%s, and %s of %s with events on %s"
                    .formatted(
                        words,
                        Numbers.count(data.validating(config, slice.genreOnly()).validating()),
                        Numbers.count(slice.powerUsers(), "power user"),
                        slice.rule().genre()))
        .orElse(words);
  }

  private Views views(PreparedData data) {
    Views views =
        new Views(sharedData.everybody(), data.split(), data.slice(), config.laterSeconds());
    Ceiling.warnings(views.panel(views.headline(), false), data.split()).forEach(this::warn);
    return views;
  }

  /** From here on there is something to go on with. */
  private void begin() {
    folder.claim();
    folder.writeConfig(config.options().byKey());
    stop.endsAtOnce(resumeHint.words());
  }

  private ModelsOfRun models(
      PreparedData data,
      Views views,
      Device device,
      Scoreboard scoreboard,
      List<RunFolder> others) {
    SeedTrainings transformers =
        SeedTrainings.in(
            folder,
            config,
            data,
            device,
            others,
            views::rankedScores,
            timings,
            progress,
            stop,
            resumeHint.words());
    return new ModelsOfRun(config, transformers, scoreboard, folder, timings, progress, this::warn);
  }

  private ExperimentResults found(Scoreboard scoreboard) {
    return new ExperimentResults(
        scoreboard,
        config.seeds(),
        judging,
        config.bootstrapResamples(),
        config.sliceShare(),
        ModelPair.asked(scoreboard.models()));
  }

  private RunResults results(
      PreparedData data,
      ExperimentResults found,
      EnvironmentInfo environment,
      List<TrainingInfo> trainings) {
    return new RunResults(
        RunResults.SCHEMA_VERSION,
        describe(data.data(), data.log()),
        data.slice()
            .map(
                s ->
                    new SliceInfo(s.rule().genre(), s.powerUsers(), s.genreOnly().catalog().size()))
            .orElse(null),
        environment,
        config.seeds(),
        found.summaries(),
        found.scopes(),
        timings.timed("compare", () -> progress.during("compare", found::comparisons)),
        warnings,
        timings.seconds(),
        trainings,
        judging,
        found.lags(),
        found.lateFilms(config.split(), data.split()),
        found.decompositions());
  }

  private void write(RunResults results, ExperimentResults found, PreparedData data) {
    progress.during(
        "write results",
        () -> {
          found.write(folder, config.saveAll());
          folder.writeMovies(data.movies());
          folder.writeStories(found.stories(data.split()));
          folder.writeResults(results);
        });
    progress.during("draw " + RunFolder.REPORT, this::drawReport);
  }

  /** Comes last, and may fail: what was computed is in the other files. */
  private void drawReport() {
    try {
      HtmlReport.write(folder);
    } catch (RuntimeException | LinkageError e) {
      progress.line(
          "warning: %s was not written (%s); all results were: try 'report %s'"
              .formatted(RunFolder.REPORT, e, folder.path()));
    }
  }

  private DatasetInfo describe(MovieLens data, InteractionLog log) {
    return new DatasetInfo(
        data.name(),
        data.fingerprint(),
        data.synthetic(),
        log.users(),
        log.distinctItems(),
        log.events());
  }

  private void warn(String warning) {
    warnings.add(warning);
    progress.line("warning: " + warning);
  }
}
