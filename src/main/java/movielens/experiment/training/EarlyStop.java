package movielens.experiment.training;

/** What happens when validation has not improved for as many epochs as patience allows. */
public enum EarlyStop {
  /** Training ends, at whatever rate it has come to. */
  AT_ONCE,
  /**
   * Training goes back to its best epoch, and its rate falls from there to zero over as many epochs
   * as patience is long, but not beyond the last epoch. Where an average of weights is kept, which
   * does the same for nothing, it ends at once.
   */
  ANNEALED
}
