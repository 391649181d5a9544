package movielens.experiment.pipeline;

import ai.djl.Device;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import movielens.experiment.console.AblationReport;
import movielens.experiment.console.Progress;
import movielens.experiment.console.Terminal;
import movielens.experiment.data.MovieLens;
import movielens.experiment.run.AblationFolder;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.TrainingRow;
import movielens.experiment.run.TrialResult;
import movielens.experiment.training.TrainingInterrupted;

/**
 * Trains the generic model under one configuration after another and compares them on the
 * validation part. The test part is never looked at, so that what is chosen here can be tested
 * once, later. Finished trials are not trained again, interrupted ones go on.
 */
public final class Ablation {
  private final AblationFolder folder;
  private final Progress progress;
  private final StopRequest stop;
  private final Map<String, List<TrialResult>> results = new LinkedHashMap<>();
  private Loaded loaded;

  private Ablation(AblationFolder folder, Progress progress, StopRequest stop) {
    this.folder = folder;
    this.progress = progress;
    this.stop = stop;
  }

  /** The data of the last trial, so that trials which share it read and split it once. */
  private record Loaded(ExperimentConfig config, PreparedData prepared) {
    boolean serves(ExperimentConfig other) {
      return config.data().equals(other.data())
          && config.minRating() == other.minRating()
          && config.split().equals(other.split());
    }
  }

  /**
   * Runs all trials and prints the table.
   *
   * @param trials what to compare; the first is what the others are compared with
   * @param out folder of results, made or gone on with
   * @param progress where to say how far it is
   * @param console where the table goes
   * @param stop a person's wish that the work stop
   * @throws InterruptedException when it stopped because of that, after a checkpoint
   */
  public static void run(
      List<Trial> trials, Path out, Progress progress, PrintStream console, StopRequest stop)
      throws InterruptedException {
    Ablation ablation = new Ablation(new AblationFolder(out), progress, stop);
    try {
      for (Trial trial : trials) {
        ablation.run(trial);
      }
    } catch (TrainingInterrupted e) {
      InterruptedException stopped =
          new InterruptedException(e.getMessage() + "; the same command continues from there");
      stopped.initCause(e);
      throw stopped;
    }
    new AblationReport(console, Terminal.ofStdout()).print(ablation.results);
  }

  private void run(Trial trial) {
    ExperimentConfig config = trial.config();
    List<TrialResult> seeds = new ArrayList<>();
    results.put(trial.name(), seeds);
    try (RunFolder run = folder.trial(config.trainingHash())) {
      run.claim();
      run.writeConfig(config.options());
      for (long seed : config.seeds()) {
        seeds.add(folder.finished(run, seed).orElseGet(() -> train(trial, seed, run)));
        folder.writeTable(results);
      }
    }
  }

  private TrialResult train(Trial trial, long seed, RunFolder run) {
    ExperimentConfig config = trial.config();
    if (loaded == null || !loaded.serves(config)) {
      MovieLens data = PreparedData.load(config.data(), progress);
      loaded = new Loaded(config, PreparedData.of(data, config, new Timings(), progress::line));
    }
    PreparedData prepared = loaded.prepared();
    ComputeDevice.useThreads(config.threads());
    Device device = ComputeDevice.of(config.device(), config.encoder().precision());
    TransformerTraining training =
        new TransformerTraining(
            config,
            prepared.split(),
            Optional.empty(),
            device,
            new Checkpoints(run, config, prepared.data().fingerprint(), progress::line),
            progress,
            stop);
    progress.line(trial.name() + ", seed " + seed);
    long start = System.nanoTime();
    stop.endsAfterStep();
    try (TransformerTraining.Trained trained = training.generic(seed)) {
      stop.endsAtOnce("interrupted; the same command continues from there");
      double seconds = (System.nanoTime() - start) / 1e9;
      List<TrainingRow> epochs = trained.epochs();
      TrainingRow best = epochs.get(trained.bestEpoch() - 1);
      TrialResult result =
          new TrialResult(seed, best.epoch(), epochs.size(), best.validation(), seconds);
      folder.write(run, result);
      return result;
    }
  }
}
