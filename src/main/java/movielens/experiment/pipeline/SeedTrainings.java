package movielens.experiment.pipeline;

import ai.djl.Device;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import movielens.experiment.console.Progress;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.run.RunFolder;
import movielens.experiment.training.TrainingException;

/** The transformers of one seed after the other, each after the one that it needs. */
final class SeedTrainings {
  private final ExperimentConfig config;
  private final TransformerTraining training;
  private final Timings timings;
  private final StopRequest stop;
  private final String lastWords;

  private SeedTrainings(
      ExperimentConfig config,
      TransformerTraining training,
      Timings timings,
      StopRequest stop,
      String lastWords) {
    this.config = config;
    this.training = training;
    this.timings = timings;
    this.stop = stop;
    this.lastWords = lastWords;
  }

  /**
   * The transformers among the models of a configuration, with their checkpoints in a folder.
   *
   * @param folder claimed already
   * @param withGeneric folders that may have the generic models, which are taken over from there
   * @param rankedScores how many scores it takes to judge a model when it is trained
   * @param timings gets the seconds of each training
   * @param stop a wish to stop waits for the step in hand and a checkpoint
   * @param lastWords what is said where it stops between two trainings
   */
  static SeedTrainings in(
      RunFolder folder,
      ExperimentConfig config,
      PreparedData data,
      Device device,
      List<RunFolder> withGeneric,
      ToLongFunction<ModelName> rankedScores,
      Timings timings,
      Progress progress,
      StopRequest stop,
      String lastWords) {
    Checkpoints checkpoints =
        new Checkpoints(folder, config, data.data().fingerprint(), progress::line);
    for (long seed : config.seeds()) {
      withGeneric.forEach(other -> checkpoints.takeOverGeneric(other, seed));
    }
    TransformerTraining training =
        new TransformerTraining(
            config, data.split(), data.slice(), rankedScores, device, checkpoints, progress, stop);
    return new SeedTrainings(config, training, timings, stop, lastWords);
  }

  /**
   * Generic first, then those that begin with it or learn from it, then the others.
   *
   * @param use gets each that is among the models; it is freed after that
   */
  void each(long seed, Consumer<TransformerTraining.Trained> use) {
    List<ModelName> wanted = config.models().stream().filter(ModelName::trained).toList();
    List<ModelName> from = wanted.stream().filter(ModelName::needsGeneric).toList();
    if (wanted.contains(ModelName.GENERIC) || !from.isEmpty()) {
      TransformerTraining.Trained generic = train(ModelName.GENERIC, seed, Optional.empty());
      try (generic) {
        if (wanted.contains(ModelName.GENERIC)) {
          use.accept(generic);
        }
        for (ModelName model : from) {
          trainAndUse(model, seed, Optional.of(EncoderWeights.of(generic.encoder())), use);
        }
      }
    }
    for (ModelName model : wanted) {
      if (model != ModelName.GENERIC && !model.needsGeneric()) {
        trainAndUse(model, seed, Optional.empty(), use);
      }
    }
  }

  private void trainAndUse(
      ModelName model,
      long seed,
      Optional<EncoderWeights> generic,
      Consumer<TransformerTraining.Trained> use) {
    try (TransformerTraining.Trained trained = train(model, seed, generic)) {
      use.accept(trained);
    }
  }

  private TransformerTraining.Trained train(
      ModelName model, long seed, Optional<EncoderWeights> generic) {
    stop.endsAfterStep();
    try {
      TransformerTraining.Trained trained =
          timings.timed("train " + model.label(), () -> training.train(model, seed, generic));
      stop.endsAtOnce(lastWords);
      return trained;
    } catch (TrainingException e) {
      throw new TrainingException(
          "%s, seed %d: %s".formatted(model.label(), seed, e.getMessage()), e);
    }
  }
}
