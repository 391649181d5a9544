package movielens.experiment.pipeline;

import java.util.Optional;
import java.util.stream.IntStream;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.training.TrainingBudget;
import movielens.experiment.training.TrainingConfig;
import movielens.experiment.training.TrainingSet;

/**
 * What makes a trained model the model that it is: a new kind of model is a recipe here.
 *
 * @param name of the model
 * @param world the people and movies that it knows, and their parts
 * @param set what it is fitted on
 * @param config how
 * @param validation what its epochs are judged by
 */
record TrainingRecipe(
    ModelName name, Split world, TrainingSet set, TrainingConfig config, HeldBack validation) {

  /**
   * The recipe of a model in an experiment.
   *
   * @param split everybody's events
   * @param slice the power users', for a model of the slice
   */
  static TrainingRecipe of(
      ModelName name, ExperimentConfig ofAll, Split split, Optional<GenreSlice> slice) {
    ExperimentConfig config = ofAll.of(name);
    Split world = PreparedData.validating(ofAll, split, PreparedData.world(name, split, slice));
    return switch (name) {
      case GENERIC, DISTILLED, TAUGHT, GENERIC_GENRE, DEVOTEES ->
          alone(name, world, config.training());
      case FINE_TUNED ->
          fineTuned(
              config,
              world,
              PreparedData.validating(ofAll, split, slice.orElseThrow().genreOnly()));
      case CONTINUED -> alone(name, world, continued(ofAll, world, slice.orElseThrow()));
      default -> throw new IllegalArgumentException(name.label() + " is not trained");
    };
  }

  /** A model that predicts any movie of its world. */
  private static TrainingRecipe alone(ModelName name, Split world, TrainingConfig config) {
    int items = world.catalog().size();
    return new TrainingRecipe(
        name,
        world,
        TrainingSet.ofAllItems(world.fit(), items),
        config,
        new HeldBack(world.fit(), world.validation(), IntStream.rangeClosed(1, items).toArray()));
  }

  /**
   * The generic model trained on: the power users' whole histories, predicting their genre events
   * among the genre's items.
   */
  private static TrainingRecipe fineTuned(ExperimentConfig config, Split world, Split genreOnly) {
    Catalog genre = genreOnly.catalog();
    TrainingSet set =
        new TrainingSet(world.fit(), world.catalog().size(), genre.indicesIn(world.catalog()));
    return new TrainingRecipe(
        ModelName.FINE_TUNED,
        world,
        set,
        goingOn(config),
        new HeldBack(world.fit(), genreOnly.validation(), set.candidates()));
  }

  /** How a model is trained on. */
  private static TrainingConfig goingOn(ExperimentConfig config) {
    TrainingConfig base = config.training();
    return base.with(base.optimizer().withLearningRate(config.fineTuneLearningRate()))
        .with(base.epochs().goingOn(config.fineTuneEpochs(), config.fineTuneKeepStart()));
  }

  /** As fine-tuned, in as many steps, which are fewer epochs of everybody's events. */
  private static TrainingConfig continued(ExperimentConfig config, Split world, GenreSlice slice) {
    int window = config.of(ModelName.GENERIC).encoder().window();
    TrainingConfig ofFineTuned = goingOn(config.of(ModelName.FINE_TUNED));
    long steps = TrainingBudget.steps(ofFineTuned, slice.whole().fit(), window);
    TrainingConfig training = goingOn(config.of(ModelName.CONTINUED));
    return TrainingBudget.ofSteps(training, world.fit(), window, steps);
  }
}
