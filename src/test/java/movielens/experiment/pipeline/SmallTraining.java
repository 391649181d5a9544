package movielens.experiment.pipeline;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.Optional;
import movielens.experiment.console.Progress;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.run.RunFolder;

/** One model, trained with seed 1 on a processor, without a word. */
final class SmallTraining {
  private SmallTraining() {}

  /**
   * The weights of a trained model.
   *
   * @param folder where a new folder for its checkpoints is made
   * @param generic for a model that needs it
   */
  static float[][] weights(
      ModelName name,
      ExperimentConfig config,
      Split split,
      Optional<GenreSlice> slice,
      Path folder,
      Optional<EncoderWeights> generic) {
    TransformerTraining training =
        new TransformerTraining(
            config,
            split,
            slice,
            unranked -> 0,
            Device.cpu(),
            new Checkpoints(
                RunFolder.at(folder.resolve("run" + System.nanoTime()), false),
                config,
                "data",
                message -> {}),
            Progress.silent(),
            () -> false);
    try (TransformerTraining.Trained trained = training.train(name, 1, generic)) {
      return EncoderWeights.of(trained.encoder()).values();
    }
  }
}
