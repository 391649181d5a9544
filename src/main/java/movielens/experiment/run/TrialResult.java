package movielens.experiment.run;

/**
 * What the training of one trial under one seed came to. Nothing of the test part is in it.
 *
 * @param seed the seed
 * @param bestEpoch 1-based epoch of the best validation
 * @param epochs epochs that were trained
 * @param validation ndcg@10 on the validation part after the best epoch; NaN where there is none
 * @param seconds wall time of the training, or of its last part when it was interrupted
 * @param fingerprint of the data; null in results of a program that did not write it
 */
public record TrialResult(
    long seed, int bestEpoch, int epochs, double validation, double seconds, String fingerprint) {}
