package movielens.experiment.pipeline;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import movielens.experiment.baseline.BaselineLeftOutException;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.Split;
import movielens.experiment.report.CatalogMovie;
import movielens.experiment.report.ConsoleReport;
import movielens.experiment.report.DatasetInfo;
import movielens.experiment.report.EpochRow;
import movielens.experiment.report.HtmlReport;
import movielens.experiment.report.Progress;
import movielens.experiment.report.RunFolder;
import movielens.experiment.report.RunResults;
import movielens.experiment.report.SliceInfo;
import movielens.experiment.report.Terminal;
import movielens.experiment.training.TrainingException;
import movielens.experiment.training.TrainingInterrupted;

/**
 * One experiment from data to report: load, split, slice, train each model and seed, evaluate all
 * on the same people and items, report. Every number it prints or writes was computed in the run,
 * or in the part of it that is resumed.
 */
public final class Experiment {
  private final ExperimentConfig config;
  private final Progress progress;
  private final StopRequest stop;
  private final RunFolder folder;
  private final List<String> warnings = new ArrayList<>();
  private final List<EpochRow> epochs = new ArrayList<>();
  private final Timings timings = new Timings();

  private Experiment(ExperimentConfig config, Progress progress, StopRequest stop) {
    this.config = config;
    this.progress = progress;
    this.stop = stop;
    String genre = config.sliced() ? config.slice().genre() : "all";
    Path path =
        config
            .out()
            .orElseGet(
                () ->
                    RunFolder.unused(
                        RunFolder.defaultPath(Instant.now(), genre, config.shortHash())));
    folder = RunFolder.at(path, config.resume());
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
    Experiment experiment = new Experiment(config, progress, stop);
    try (RunFolder folder = experiment.folder) {
      experiment.goOn();
      RunResults results = experiment.run();
      new ConsoleReport(out, Terminal.ofStdout()).print(results, folder.path());
    } catch (TrainingInterrupted e) {
      InterruptedException stopped =
          new InterruptedException(e.getMessage() + experiment.howToGoOn());
      stopped.initCause(e);
      throw stopped;
    } catch (EngineException e) {
      if (String.valueOf(e.getMessage()).contains("memory")) {
        throw new TrainingException(
            "out of memory while ranking the catalogue with width %d; lower --dim or --layers, or end other programs"
                .formatted(config.encoder().dim()),
            e);
      }
      throw e;
    }
  }

  /** Claims a folder that is there already before any work is done for it. */
  private void goOn() {
    if (config.resume() && Files.isDirectory(folder.path())) {
      folder.claim();
      progress.line("going on with the run in " + folder.path());
      stop.endsAtOnce("interrupted" + howToGoOn());
    }
  }

  private String howToGoOn() {
    String path = folder.path().toString();
    String quoted = path.matches("[\\w./:\\\\-]+") ? path : '"' + path + '"';
    return "; go on with: run --resume --out " + quoted;
  }

  private RunResults run() {
    MovieLens data = timings.timed("load", () -> PreparedData.load(config.data(), progress));
    data.warning().ifPresent(this::warn);
    PreparedData prepared = PreparedData.of(data, config, timings, this::warn);
    Split split = prepared.split();
    Optional<GenreSlice> slice = prepared.slice();
    Views views = new Views(split, slice);
    int threads = ComputeDevice.threads(config.threads());
    Device device = ComputeDevice.of(config.device(), config.encoder().precision());
    folder.claim();
    folder.writeConfig(config.options());
    stop.endsAtOnce("interrupted" + howToGoOn());

    Scoreboard scoreboard = new Scoreboard(views);
    TransformerTraining training =
        new TransformerTraining(
            config,
            split,
            slice,
            device,
            new Checkpoints(folder, config, data.fingerprint(), progress::line),
            progress,
            stop);
    for (long seed : config.seeds()) {
      trainAndJudge(training, seed, scoreboard);
    }
    fitAndJudgeBaselines(new Baselines(split), scoreboard);

    Findings findings = new Findings(scoreboard, config.seeds());
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
            timings.timed("compare", () -> findings.comparisons(config.bootstrapResamples())),
            warnings,
            timings.seconds());
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
      TransformerTraining.Trained generic = trained("generic", () -> training.generic(seed));
      try (generic) {
        if (wanted.contains(ModelName.GENERIC)) {
          record(generic, scoreboard);
        }
        if (wanted.contains(ModelName.FINE_TUNED)) {
          try (TransformerTraining.Trained tuned =
              trained("fine-tuned", () -> training.fineTuned(seed, generic.encoder()))) {
            record(tuned, scoreboard);
          }
        }
      }
    }
    if (wanted.contains(ModelName.DISTILLED)) {
      try (TransformerTraining.Trained distilled =
          trained("distilled", () -> training.distilled(seed))) {
        record(distilled, scoreboard);
      }
    }
  }

  /** Trains; a wish to stop waits for the step in hand and a checkpoint. */
  private TransformerTraining.Trained trained(
      String model, Supplier<TransformerTraining.Trained> training) {
    stop.endsAfterStep();
    TransformerTraining.Trained trained = timings.timed("train " + model, training);
    stop.endsAtOnce("interrupted" + howToGoOn());
    return trained;
  }

  private void record(TransformerTraining.Trained trained, Scoreboard scoreboard) {
    epochs.addAll(trained.epochs());
    folder.writeTraining(epochs);
    judge(trained.model(), scoreboard);
  }

  private void fitAndJudgeBaselines(Baselines baselines, Scoreboard scoreboard) {
    for (ModelName name : config.models()) {
      if (name.trained()) {
        continue;
      }
      try {
        FittedModel model = timings.timed("fit " + name.label(), () -> baselines.fit(name));
        baselines.keep(model, folder);
        judge(model, scoreboard);
      } catch (BaselineLeftOutException e) {
        warn(name.label() + " left out: " + e.getMessage());
      }
    }
  }

  private void judge(FittedModel model, Scoreboard scoreboard) {
    timings.timed(
        "rank " + model.name().label(),
        () -> {
          scoreboard.judge(model);
          return model;
        });
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
