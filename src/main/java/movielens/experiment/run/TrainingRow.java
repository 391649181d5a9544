package movielens.experiment.run;

/**
 * A line of {@code training.csv}.
 *
 * @param seed the seed
 * @param model label of the model
 * @param epoch 1-based
 * @param loss mean training loss of the epoch
 * @param validation validation ndcg@10 after it, NaN when not measured
 * @param learningRate of its last step
 * @param gradNorm mean global gradient norm before clipping
 * @param positionsPerSecond training throughput
 */
public record TrainingRow(
    long seed,
    String model,
    int epoch,
    double loss,
    double validation,
    double learningRate,
    double gradNorm,
    double positionsPerSecond) {}
