package movielens.experiment.training;

/**
 * What is known at the end of an epoch.
 *
 * @param epoch 1-based
 * @param loss weighted mean loss of a target
 * @param validation ndcg@10 on the validation part, in [0, 1]
 * @param learningRate rate of the last step
 * @param gradientNorm mean global gradient norm before clipping
 * @param positionsPerSecond real events trained on per second, validation not counted
 */
public record EpochRecord(
    int epoch,
    double loss,
    double validation,
    double learningRate,
    double gradientNorm,
    double positionsPerSecond) {}
