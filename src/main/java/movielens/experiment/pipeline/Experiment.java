package movielens.experiment.pipeline;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import movielens.experiment.baseline.BaselineLeftOutException;
import movielens.experiment.console.ConsoleReport;
import movielens.experiment.console.Progress;
import movielens.experiment.console.Terminal;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.Split;
import movielens.experiment.data.SplitRule;
import movielens.experiment.data.TestedUsers;
import movielens.experiment.data.Ties;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.html.HtmlReport;
import movielens.experiment.model.NativeMemory;
import movielens.experiment.run.CatalogMovie;
import movielens.experiment.run.DatasetInfo;
import movielens.experiment.run.Judging;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.SliceInfo;
import movielens.experiment.run.TrainingInfo;
import movielens.experiment.run.TrainingRow;
import movielens.experiment.training.TrainingException;
import movielens.experiment.training.TrainingInterrupted;

/**
 * One experiment from data to report: load, split, slice, train each model and seed, evaluate all
 * on the same people and items, report. Every number it prints or writes was computed in the run,
 * or in the part of it that is resumed.
 */
public final class Experiment {
  private static final long WITHOUT_SEED = 0;
  private static final double SECONDS_PER_DAY = 86_400;

  private final ExperimentConfig config;
  private final SharedData sharedData;
  private final RunFolder folder;
  private final Progress progress;
  private final StopRequest stop;
  private final ResumeHint resumeHint;
  private final Timings timings;
  private final List<String> warnings = new ArrayList<>();
  private final List<TrainingRow> epochs = new ArrayList<>();
  private final List<TrainingInfo> trainings = new ArrayList<>();

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
  Experiment(
      ExperimentConfig config,
      SharedData sharedData,
      RunFolder folder,
      Progress progress,
      StopRequest stop,
      ResumeHint resumeHint) {
    this.config = config;
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
  RunResults run(List<RunFolder> others) {
    MovieLens data = sharedData.whole().data();
    data.warnings().forEach(this::warn);
    Ties.of(sharedData.whole().log()).warning().ifPresent(this::warn);
    TestedUsers tested = TestedUsers.of(sharedData.whole().log(), config.split());
    progress.line(tested.words());
    tested.warning().ifPresent(this::warn);
    PreparedData prepared =
        config.sliced()
            ? sharedData.whole().sliced(config.slice(), timings, this::warn)
            : sharedData.whole();
    Split split = prepared.split();
    Optional<GenreSlice> slice = prepared.slice();
    FitParts.of(prepared).requireTargets(config.models());
    Judging judging = Judging.of(config.margin(), config.laterDays());
    long laterSeconds = Math.round(judging.laterDays() * SECONDS_PER_DAY);
    Views views = new Views(sharedData.everybody(), split, slice, laterSeconds);
    Ceiling.warnings(views.panel(views.headline(), ModelName.GENERIC), split).forEach(this::warn);
    int threads = ComputeDevice.useThreads(config.threads());
    Device device = ComputeDevice.of(config.device(), config.encoder().precision());
    folder.claim();
    folder.writeConfig(config.options().byKey());
    stop.endsAtOnce(resumeHint.words());

    Scoreboard scoreboard = new Scoreboard(views);
    Checkpoints checkpoints = new Checkpoints(folder, config, data.fingerprint(), progress::line);
    for (long seed : config.seeds()) {
      others.forEach(other -> checkpoints.takeOverGeneric(other, seed));
    }
    TransformerTraining training =
        new TransformerTraining(config, split, slice, device, checkpoints, progress, stop);
    for (long seed : config.seeds()) {
      trainAndJudge(training, seed, scoreboard);
    }
    fitAndJudgeBaselines(
        slice.map(s -> new Baselines(s.genreOnly(), config.baselines())), scoreboard);

    ExperimentResults findings =
        new ExperimentResults(
            scoreboard,
            config.seeds(),
            judging,
            config.bootstrapResamples(),
            slice.isPresent()
                ? OptionalDouble.of(config.slice().minGenreShare())
                : OptionalDouble.empty());
    RunResults results =
        new RunResults(
            RunResults.SCHEMA_VERSION,
            describe(data, prepared.log()),
            slice
                .map(
                    s ->
                        new SliceInfo(
                            s.rule().genre(), s.powerUsers(), s.genreOnly().catalog().size()))
                .orElse(null),
            ComputeDevice.environment(device, threads),
            config.seeds(),
            findings.summaries(),
            findings.scopes(),
            timings.timed("compare", () -> progress.during("compare", findings::comparisons)),
            warnings,
            timings.seconds(),
            trainings,
            judging,
            findings.lags(),
            // Split at one moment, the training part ends before anybody is recommended to.
            config.split() instanceof SplitRule.Temporal ? Map.of() : findings.lateFilms(split));
    findings.write(folder, config.saveAll());
    folder.writeMovies(movies(split));
    folder.writeStories(findings.stories(split));
    folder.writeResults(results);
    drawReport();
    return results;
  }

  private static List<CatalogMovie> movies(Split split) {
    Catalog catalog = split.catalog();
    int[] events = new int[catalog.size() + 1];
    InteractionLog training = split.training();
    for (int user = 0; user < training.users(); user++) {
      for (int p = training.start(user); p < training.end(user); p++) {
        events[training.item(p)]++;
      }
    }
    List<CatalogMovie> movies = new ArrayList<>();
    for (int item = 1; item <= catalog.size(); item++) {
      movies.add(
          new CatalogMovie(
              catalog.movieId(item), catalog.title(item), catalog.genres(item), events[item]));
    }
    return movies;
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

  private void trainAndJudge(TransformerTraining training, long seed, Scoreboard scoreboard) {
    List<ModelName> wanted = config.models();
    if (wanted.contains(ModelName.GENERIC) || wanted.contains(ModelName.FINE_TUNED)) {
      TransformerTraining.Trained generic =
          trained(ModelName.GENERIC, seed, () -> training.generic(seed));
      try (generic) {
        if (wanted.contains(ModelName.GENERIC)) {
          record(generic, seed, scoreboard);
        }
        if (wanted.contains(ModelName.FINE_TUNED)) {
          try (TransformerTraining.Trained tuned =
              trained(
                  ModelName.FINE_TUNED, seed, () -> training.fineTuned(seed, generic.encoder()))) {
            record(tuned, seed, scoreboard);
          }
        }
      }
    }
    if (wanted.contains(ModelName.DISTILLED)) {
      try (TransformerTraining.Trained distilled =
          trained(ModelName.DISTILLED, seed, () -> training.distilled(seed))) {
        record(distilled, seed, scoreboard);
      }
    }
  }

  /** Trains; a wish to stop waits for the step in hand and a checkpoint. */
  private TransformerTraining.Trained trained(
      ModelName model, long seed, Supplier<TransformerTraining.Trained> training) {
    stop.endsAfterStep();
    try {
      TransformerTraining.Trained trained = timings.timed("train " + model.label(), training);
      stop.endsAtOnce(resumeHint.words());
      return trained;
    } catch (TrainingException e) {
      throw new TrainingException(
          "%s, seed %d: %s".formatted(model.label(), seed, e.getMessage()), e);
    }
  }

  private void record(TransformerTraining.Trained trained, long seed, Scoreboard scoreboard) {
    epochs.addAll(trained.epochs());
    trainings.add(trained.info(seed));
    folder.writeTraining(epochs);
    judge(trained.model(), seed, scoreboard);
  }

  private void fitAndJudgeBaselines(Optional<Baselines> ofSlice, Scoreboard scoreboard) {
    for (ModelName name : config.models()) {
      if (name.trained()) {
        continue;
      }
      try {
        Baselines baselines = name.sliced() ? ofSlice.orElseThrow() : sharedData.baselines();
        FittedModel model =
            timings.timed("fit " + name.label(), () -> baselines.fit(name, progress));
        baselines.keep(model, folder);
        judge(model, WITHOUT_SEED, scoreboard);
      } catch (BaselineLeftOutException e) {
        warn(name.label() + " left out: " + e.getMessage());
      }
    }
  }

  private void judge(FittedModel model, long seed, Scoreboard scoreboard) {
    try {
      timings.timed(
          "rank " + model.name().label(),
          () -> {
            return progress.during(
                "rank " + model.name().label(),
                () -> {
                  scoreboard.judge(model, seed);
                  return model;
                });
          });
    } catch (EngineException e) {
      if (NativeMemory.exhausted(e)) {
        throw new TrainingException(
            "out of memory while ranking the catalogue with width %d; lower --dim or --layers, or end other programs"
                .formatted(config.encoder().dim()),
            e);
      }
      throw e;
    }
  }

  private DatasetInfo describe(MovieLens data, InteractionLog log) {
    return new DatasetInfo(
        data.name(),
        data.fingerprint(),
        data.synthetic(),
        log.users(),
        distinctItems(log),
        log.events());
  }

  private static int distinctItems(InteractionLog log) {
    BitSet items = new BitSet();
    for (int user = 0; user < log.users(); user++) {
      for (int p = log.start(user); p < log.end(user); p++) {
        items.set(log.item(p));
      }
    }
    return items.cardinality();
  }

  private void warn(String warning) {
    warnings.add(warning);
    progress.line("warning: " + warning);
  }
}
