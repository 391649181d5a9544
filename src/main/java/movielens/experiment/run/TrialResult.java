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
 * @param recall recall@10 of the same events; null in results of a program that did not write it
 * @param rehearsal on what a rehearsal keeps back; null where there was none
 */
public record TrialResult(
    long seed,
    int bestEpoch,
    int epochs,
    double validation,
    double seconds,
    String fingerprint,
    Double recall,
    Rehearsal rehearsal) {

  /**
   * How good lists are.
   *
   * @param recall mean recall@10
   * @param ndcg mean ndcg@10
   */
  public record Scores(double recall, double ndcg) {}

  /**
   * On the last events of each user's training part, which a rehearsal holds back as if they were
   * the test part.
   *
   * @param all on all of them
   * @param later on the later half of each user's
   */
  public record Rehearsal(Scores all, Scores later) {}
}
