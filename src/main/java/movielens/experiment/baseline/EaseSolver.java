package movielens.experiment.baseline;

/** Solves {@link Ease} for any number of penalties. */
interface EaseSolver {
  /**
   * The weights for a penalty.
   *
   * @param lambda the penalty λ, positive
   */
  EaseWeights solve(double lambda);

  /** The solver whose system has the size of the smaller of users and items. */
  static EaseSolver of(SeenMatrix seen) {
    return seen.users() < seen.catalogSize() ? new UserSideSolver(seen) : new ItemSideSolver(seen);
  }
}
