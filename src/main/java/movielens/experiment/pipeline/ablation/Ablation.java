package movielens.experiment.pipeline.ablation;

import ai.djl.Device;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import movielens.experiment.console.AblationReport;
import movielens.experiment.console.Progress;
import movielens.experiment.console.Terminal;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.files.DataException;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.pipeline.Checkpoints;
import movielens.experiment.pipeline.ComputeDevice;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.FitParts;
import movielens.experiment.pipeline.HeldBack;
import movielens.experiment.pipeline.OptionValues;
import movielens.experiment.pipeline.PreparedData;
import movielens.experiment.pipeline.StopRequest;
import movielens.experiment.pipeline.Timings;
import movielens.experiment.pipeline.TransformerTraining;
import movielens.experiment.run.AblationFolder;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.TrialResult;
import movielens.experiment.run.TrialResult.Rehearsal;
import movielens.experiment.training.TrainingInterrupted;

/**
 * Trains a model under one configuration after another and compares them on the validation part.
 * The test part is never looked at, so that what is chosen here can be tested once, later. Finished
 * trials are not trained again, interrupted ones go on.
 */
public final class Ablation {
  private final AblationFolder folder;
  private final ModelName model;
  private final boolean rehearsal;
  private final Progress progress;
  private final StopRequest stop;
  private final Map<String, List<TrialResult>> results = new LinkedHashMap<>();

  /** For what decides a generic model, the first trial that has trained it. */
  private final Map<List<Object>, Path> generics = new HashMap<>();

  private Loaded loaded;

  private Ablation(
      Path out, ModelName model, boolean rehearsal, Progress progress, StopRequest stop) {
    this.folder = AblationFolder.at(out, rehearsal);
    this.model = model;
    this.rehearsal = rehearsal;
    this.progress = progress;
    this.stop = stop;
  }

  /** The data of the last trial, so that trials which share it read and split it once. */
  private record Loaded(ExperimentConfig config, PreparedData prepared) {
    boolean serves(ExperimentConfig other) {
      return config.data().equals(other.data())
          && config.minRating() == other.minRating()
          && config.split().equals(other.split())
          && config.slice().equals(other.slice());
    }
  }

  /**
   * Runs all trials and prints the table.
   *
   * @param trials what to compare; the first is what the others are compared with
   * @param model a transformer
   * @param rehearsal whether to split the training part once more by the same rule, train on what
   *     comes first and also judge on what comes last, as far ahead as the test part lies, with the
   *     people and among the movies of the slice for a model of the slice
   * @param out folder of results, made or gone on with
   * @param progress where to say how far it is
   * @param console where the table goes
   * @param stop a person's wish that the work stop
   * @throws InterruptedException when it stopped because of that, after a checkpoint
   */
  public static void run(
      List<Trial> trials,
      ModelName model,
      boolean rehearsal,
      Path out,
      Progress progress,
      PrintStream console,
      StopRequest stop)
      throws InterruptedException {
    trials.forEach(trial -> PreparedData.requireApart(out, trial.config().data()));
    Ablation ablation = new Ablation(out, model, rehearsal, progress, stop);
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
    load(config);
    folder.claim();
    Map<String, String> deciding = config.options().decidingTrainingOf(model);
    try (RunFolder run =
        folder.trial(
            OptionValues.hash(deciding),
            stored -> OptionValues.ofRecord(stored).decidingTrainingOf(model).equals(deciding))) {
      run.claim();
      run.writeConfig(config.options().byKey());
      Checkpoints checkpoints = new Checkpoints(run, config, fingerprint(), progress::line);
      if (model.needsGeneric()) {
        takeOverGeneric(config, run, checkpoints);
      }
      for (long seed : config.seeds()) {
        Optional<TrialResult> before = folder.finished(run, model, seed);
        before.ifPresent(result -> requireSameData(result, run, checkpoints));
        seeds.add(before.orElseGet(() -> train(trial, seed, run, checkpoints)));
        folder.writeTable(model, results);
      }
    }
  }

  /** Generic is the same in all trials that do not vary what decides it, and is trained once. */
  private void takeOverGeneric(ExperimentConfig config, RunFolder run, Checkpoints checkpoints) {
    List<Object> deciding =
        List.of(fingerprint(), config.options().decidingTrainingOf(ModelName.GENERIC));
    Path first = generics.putIfAbsent(deciding, run.path());
    if (first != null) {
      RunFolder trained = RunFolder.at(first, true);
      config.seeds().forEach(seed -> checkpoints.takeOverGeneric(trained, seed));
    }
  }

  private void load(ExperimentConfig config) {
    if (loaded == null || !loaded.serves(config)) {
      MovieLens data = PreparedData.load(config.data(), progress);
      Timings timings = new Timings();
      PreparedData whole = PreparedData.whole(data, config, timings);
      PreparedData cut = rehearsal ? whole.rehearsal(config.split()) : whole;
      loaded =
          new Loaded(
              config, config.sliced() ? cut.sliced(config.slice(), timings, progress::line) : cut);
    }
    FitParts.of(config, loaded.prepared()).requireUsable();
  }

  private String fingerprint() {
    return loaded.prepared().data().fingerprint();
  }

  /** A result that does not name its data belongs to that of its checkpoint. */
  private void requireSameData(TrialResult result, RunFolder run, Checkpoints checkpoints) {
    if (result.fingerprint() == null) {
      checkpoints.of(model, result.seed()).finished();
    } else if (!result.fingerprint().equals(fingerprint())) {
      throw new DataException(
          "the trial in %s was made with other data (sha256 %.12s, now %.12s); give another --out than %s"
              .formatted(run.path(), result.fingerprint(), fingerprint(), folder.path()));
    }
  }

  private TrialResult train(Trial trial, long seed, RunFolder run, Checkpoints checkpoints) {
    ExperimentConfig config = trial.config();
    ComputeDevice.start(config.threads(), config.encoder().precision());
    Device device = ComputeDevice.of(config.device(), config.encoder().precision());
    TransformerTraining training =
        new TransformerTraining(
            config,
            loaded.prepared().split(),
            loaded.prepared().slice(),
            unranked -> 0,
            device,
            checkpoints,
            progress,
            stop);
    progress.line(trial.name() + ", seed " + seed);
    long start = System.nanoTime();
    stop.endsAfterStep();
    try (TransformerTraining.Trained trained =
        training.train(model, seed, generic(training, seed))) {
      stop.endsAtOnce("interrupted; the same command continues from there");
      double seconds = (System.nanoTime() - start) / 1e9;
      int epochs = trained.epochs().size();
      TrialResult result =
          new TrialResult(
              seed,
              trained.bestEpoch(),
              epochs,
              trained.validation(),
              seconds,
              fingerprint(),
              training.validation(model).scores(trained.encoder()).recall(),
              rehearsal ? rehearse(trained.encoder()) : null);
      folder.write(run, model, result);
      return result;
    }
  }

  /** Generic's weights, for a model that needs them. */
  private Optional<EncoderWeights> generic(TransformerTraining training, long seed) {
    if (!model.needsGeneric()) {
      return Optional.empty();
    }
    try (TransformerTraining.Trained generic =
        training.train(ModelName.GENERIC, seed, Optional.empty())) {
      return Optional.of(EncoderWeights.of(generic.encoder()));
    }
  }

  private Rehearsal rehearse(SequenceEncoder encoder) {
    PreparedData prepared = loaded.prepared();
    Split world = prepared.world(model);
    Split judged = prepared.slice().map(GenreSlice::genreOnly).orElse(prepared.split());
    InteractionLog test = judged.test();
    int[] middle = new int[test.users()];
    int[] inWorld = new int[test.users()];
    for (int row = 0; row < test.users(); row++) {
      middle[row] = test.start(row) + test.size(row) / 2;
      inWorld[row] = world.training().rowOf(test.userId(row));
    }
    InteractionLog history = world.training().select(inWorld);
    int[] items = judged.catalog().indicesIn(world.catalog());
    return new Rehearsal(
        new HeldBack(history, test, items).scores(encoder),
        new HeldBack(history, test.beginningAt(middle), items).scores(encoder));
  }
}
