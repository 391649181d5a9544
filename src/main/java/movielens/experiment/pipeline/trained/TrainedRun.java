package movielens.experiment.pipeline.trained;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import movielens.experiment.baseline.BaselineLeftOutException;
import movielens.experiment.console.Progress;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.Split;
import movielens.experiment.data.reading.MovieLensReader;
import movielens.experiment.evaluation.EncoderRecommender;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.files.DataException;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.pipeline.Baselines;
import movielens.experiment.pipeline.Checkpoints;
import movielens.experiment.pipeline.ComputeDevice;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.InvalidConfigException;
import movielens.experiment.pipeline.PreparedData;
import movielens.experiment.pipeline.Timings;
import movielens.experiment.pipeline.judging.FittedModel;
import movielens.experiment.run.DatasetInfo;
import movielens.experiment.run.ResultsFile;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;

/**
 * A finished run whose models can be used again: its data, split and sliced as it was then, and its
 * trained weights. Models are loaded on the CPU, also those that were trained elsewhere.
 */
public final class TrainedRun {
  private final RunFolder folder;
  private final ExperimentConfig config;
  private final RunResults results;
  private final PreparedData data;
  private final Checkpoints checkpoints;

  private TrainedRun(
      RunFolder folder,
      ExperimentConfig config,
      RunResults results,
      PreparedData data,
      Checkpoints checkpoints) {
    this.folder = folder;
    this.config = config;
    this.results = results;
    this.data = data;
    this.checkpoints = checkpoints;
  }

  /**
   * Opens a run.
   *
   * @param folder the run's folder
   * @param config what its {@code config.yaml} says
   * @param data where its data is now; empty for where it was
   * @param progress told when a damaged checkpoint is passed over
   * @throws DataException when the run is not finished, or when the data is missing or not what the
   *     run was made with
   */
  public static TrainedRun open(
      Path folder, ExperimentConfig config, Optional<Path> data, Progress progress) {
    RunFolder run = RunFolder.finished(folder);
    RunResults results = ResultsFile.read(run.file(RunFolder.RESULTS));
    MovieLens release = release(data, config.data(), results.dataset(), folder);
    PreparedData prepared =
        PreparedData.of(release, config, new Timings(), saidByTheRunItself -> {});
    Checkpoints checkpoints = new Checkpoints(run, config, release.fingerprint(), progress::line);
    return new TrainedRun(run, config, results, prepared, checkpoints);
  }

  /** The data of the run: without a path the sample, if it was that, whatever is there by now. */
  private static MovieLens release(
      Optional<Path> given, Optional<Path> before, DatasetInfo used, Path folder) {
    if (given.isEmpty() && before.isEmpty() && used.synthetic()) {
      MovieLens sample = MovieLensReader.readBundledSample();
      if (sample.fingerprint().equals(used.fingerprint())) {
        return sample;
      }
    }
    MovieLens release = load(given, before, folder);
    requireSame(release, used, folder);
    return release;
  }

  /** What cannot be read where it was may be elsewhere by now. */
  private static MovieLens load(Optional<Path> given, Optional<Path> before, Path folder) {
    try {
      return PreparedData.load(given.or(() -> before), Progress.silent());
    } catch (DataException e) {
      if (given.isPresent() || before.isEmpty()) {
        throw e;
      }
      throw new DataException(
          "the data of the run in %s cannot be read at %s (%s); if it was moved, add --data with its new place"
              .formatted(
                  folder,
                  before.get(),
                  Files.exists(before.get()) ? e.getMessage() : "no such file or folder"),
          e);
    }
  }

  private static void requireSame(MovieLens release, DatasetInfo used, Path folder) {
    if (!release.fingerprint().equals(used.fingerprint())) {
      throw new DataException(
          "the data (%s, sha256 %.12s) is not that of the run in %s (%s, sha256 %.12s); give the run's own data with --data"
              .formatted(
                  release.name(), release.fingerprint(), folder, used.name(), used.fingerprint()));
    }
  }

  /**
   * Refuses to write into the folder of the data, around it or inside it.
   *
   * @param out where files would go
   * @param moved where the data is now; empty for where it was
   * @throws movielens.experiment.files.FolderException when it is such a folder
   */
  public void requireApart(Path out, Optional<Path> moved) {
    PreparedData.requireApart(out, moved.or(config::data));
  }

  /** What it found. */
  public RunResults results() {
    return results;
  }

  /** Its data, split and sliced as it was then. */
  public PreparedData data() {
    return data;
  }

  /** The configuration of the run. */
  ExperimentConfig config() {
    return config;
  }

  /**
   * The model that is meant.
   *
   * @param asked the model by name; empty for {@code preferred} where the run has it, else the
   *     first suitable one of the run
   * @param suitable which models will do
   * @throws InvalidConfigException when the run has no such model; the message names those it has
   */
  ModelName model(Optional<ModelName> asked, ModelName preferred, Predicate<ModelName> suitable) {
    List<ModelName> models =
        config.models().stream().filter(this::judged).filter(suitable).toList();
    ModelName wanted =
        asked.orElseGet(
            () -> models.isEmpty() || models.contains(preferred) ? preferred : models.get(0));
    if (models.isEmpty()) {
      throw new InvalidConfigException(
          "the run in %s has no trained model, only %s; train one with: run --models generic"
              .formatted(
                  folder.path(),
                  config.models().stream()
                      .map(ModelName::label)
                      .collect(Collectors.joining(", "))));
    }
    if (!models.contains(wanted)) {
      throw new InvalidConfigException(
          "--model %s: the run in %s has no such model to use here; it has: %s"
              .formatted(
                  wanted.label(),
                  folder.path(),
                  models.stream().map(ModelName::label).collect(Collectors.joining(", "))));
    }
    return wanted;
  }

  /** Whether a model is in the results: a baseline may have been left out. */
  private boolean judged(ModelName name) {
    return results.views().values().stream().anyMatch(view -> view.containsKey(name.label()));
  }

  /**
   * The seed that is meant.
   *
   * @param asked one of the run's; empty for the first
   * @throws InvalidConfigException when the run has no such seed
   */
  long seed(Optional<Long> asked) {
    long wanted = asked.orElse(config.seeds().get(0));
    if (!config.seeds().contains(wanted)) {
      throw new InvalidConfigException(
          "--seed %d: the run in %s has the seeds %s"
              .formatted(
                  wanted,
                  folder.path(),
                  config.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
    return wanted;
  }

  /**
   * A model as it was when the run ended, for a few users: a transformer with its trained weights,
   * or a baseline fitted again, which gives the same.
   *
   * @throws DataException when the weights are missing or damaged
   * @throws InvalidConfigException when a baseline cannot be fitted here
   */
  LoadedModel load(ModelName name, long seed) {
    Split world = data.world(name);
    if (!name.trained()) {
      try {
        return new LoadedModel(
            new Baselines(data.validating(config, world), config.baselines())
                .fitAgain(name, folder),
            Optional.empty());
      } catch (BaselineLeftOutException e) {
        throw new InvalidConfigException("--model " + name.label() + ": " + e.getMessage());
      }
    }
    EncoderWeights weights = checkpoints.of(name, seed).finished();
    ComputeDevice.start(config.threads(), config.encoder().precision());
    SequenceEncoder encoder =
        new SequenceEncoder(config.of(name).encoder(), world.catalog().size(), Device.cpu(), seed);
    try {
      weights.copyTo(encoder);
    } catch (RuntimeException | Error e) {
      encoder.close();
      throw e;
    }
    return new LoadedModel(
        new FittedModel(name, new EncoderRecommender(encoder), world), Optional.of(encoder));
  }
}
