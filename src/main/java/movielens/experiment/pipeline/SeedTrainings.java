package movielens.experiment.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.training.TrainingException;

/** The transformers of one seed after the other, each after the one that it begins with. */
final class SeedTrainings {
  private final ExperimentConfig config;
  private final TransformerTraining training;
  private final Timings timings;
  private final StopRequest stop;
  private final String lastWords;

  /**
   * The transformers among the models of a configuration.
   *
   * @param training trains one of them
   * @param timings gets the seconds of each
   * @param stop a wish to stop waits for the step in hand and a checkpoint
   * @param lastWords what is said where it stops between two trainings
   */
  SeedTrainings(
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
   * Generic first, then those that go on from it, then the others.
   *
   * @param use gets each that is among the models; it is freed after that
   */
  void each(long seed, Consumer<TransformerTraining.Trained> use) {
    List<ModelName> wanted = config.models().stream().filter(ModelName::trained).toList();
    List<ModelName> from = wanted.stream().filter(ModelName::continuesGeneric).toList();
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
      if (model != ModelName.GENERIC && !model.continuesGeneric()) {
        trainAndUse(model, seed, Optional.empty(), use);
      }
    }
  }

  private void trainAndUse(
      ModelName model,
      long seed,
      Optional<EncoderWeights> start,
      Consumer<TransformerTraining.Trained> use) {
    try (TransformerTraining.Trained trained = train(model, seed, start)) {
      use.accept(trained);
    }
  }

  private TransformerTraining.Trained train(
      ModelName model, long seed, Optional<EncoderWeights> start) {
    stop.endsAfterStep();
    try {
      TransformerTraining.Trained trained =
          timings.timed("train " + model.label(), () -> training.train(model, seed, start));
      stop.endsAtOnce(lastWords);
      return trained;
    } catch (TrainingException e) {
      throw new TrainingException(
          "%s, seed %d: %s".formatted(model.label(), seed, e.getMessage()), e);
    }
  }
}
