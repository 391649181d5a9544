package movielens.experiment.pipeline;

import java.util.Optional;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.model.MatrixWork;
import movielens.experiment.training.EncoderTrainer;

/**
 * How long trainings may take, guessed from their arithmetic before anything was measured: every
 * training goes to its last epoch, and a processor does what the machines of {@code
 * docs/PERFORMANCE.md} did. What one training takes beside another is guessed far better than what
 * it takes.
 */
public final class TrainingCost {
  /** Of a large encoder: some 60% of the matrix product of one thread, or of one GPU. */
  private static final double PER_SECOND_AND_THREAD = 5e10;

  private static final double PER_SECOND_OF_GPU = 1e13;

  private final ExperimentConfig config;
  private final Split split;
  private final Optional<GenreSlice> slice;

  /** The trainings of a configuration on its data. */
  public TrainingCost(ExperimentConfig config, PreparedData data) {
    this.config = config;
    this.split = data.split();
    this.slice = data.slice();
  }

  /**
   * One training of a model.
   *
   * @param model a transformer; one of the slice needs data with a slice
   */
  public double seconds(ModelName model) {
    TrainingRecipe recipe = TrainingRecipe.of(model, config, split, slice);
    EncoderConfig shape = config.of(model).encoder();
    double positions =
        EncoderTrainer.plannedPositions(recipe.set(), recipe.config(), shape.window());
    double scores = recipe.config().loss().scoresPerTarget(recipe.set().candidates().length);
    double operations = MatrixWork.training(shape, shape.window(), scores - 1);
    return positions * operations / speed();
  }

  private double speed() {
    int threads =
        config.threads() > 0 ? config.threads() : Runtime.getRuntime().availableProcessors();
    return config.device() == DeviceChoice.CUDA
        ? PER_SECOND_OF_GPU
        : threads * PER_SECOND_AND_THREAD;
  }
}
