package movielens.experiment.baseline;

import java.util.List;
import java.util.Locale;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.TopK;

/**
 * EASE: the item-to-item weights B that best reproduce the user-item matrix X from itself under an
 * L2 penalty λ and a zero diagonal. With P = (XᵀX + λI)⁻¹ they are B = I − P · diag(P)⁻¹ in closed
 * form. An item's score is the sum of its weights from the user's items, each times what the event
 * counts. The inverse is that of a matrix of the size of the smaller of users and items. Steck,
 * "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019.
 */
public final class Ease implements Baseline {
  /** More users and items than this are refused: their matrices take n² memory and n³ time. */
  public static final int MAX_SIZE = 20_000;

  private final int catalogSize;
  private final EaseWeights weights;
  private final double lambda;
  private final Recency recency;
  private final List<Trial> trials;

  Ease(int catalogSize, EaseWeights weights, double lambda, Recency recency, List<Trial> trials) {
    this.catalogSize = catalogSize;
    this.weights = weights;
    this.lambda = lambda;
    this.recency = recency;
    this.trials = List.copyOf(trials);
  }

  /**
   * What settings were worth.
   *
   * @param lambda the penalty λ
   * @param decay of what an event counts, in (0, 1]
   * @param ndcg mean ndcg@10 of the validation part, in [0, 1]
   */
  public record Trial(double lambda, double decay, double ndcg) {}

  /**
   * Fits the weights for given settings.
   *
   * @param fit who saw what; item 0 is ignored
   * @param catalogSize number of items, V
   * @param lambda the penalty λ, positive
   * @param decay an event of a user counts this to the power of the number of events after it; in
   *     (0, 1]
   * @throws BaselineLeftOutException when users and items are too many for a dense matrix
   */
  public static Ease fit(InteractionLog fit, int catalogSize, double lambda, double decay) {
    refuseIfTooLarge(fit.users(), catalogSize, Runtime.getRuntime().maxMemory());
    EaseSolver solver = EaseSolver.of(SeenMatrix.of(fit, catalogSize));
    return new Ease(catalogSize, solver.solve(lambda), lambda, new Recency(decay), List.of());
  }

  /** The penalty λ that was used. */
  public double lambda() {
    return lambda;
  }

  /** The decay that was used; 1 where all events count the same. */
  public double decay() {
    return recency.decay();
  }

  /**
   * Pᵢᵢ of the item of an index: with λ and decay, all that {@link EaseByUser} needs of this fit.
   */
  public float diagonal(int item) {
    return weights.diagonal(item);
  }

  /** The settings that were tried, in the order of trial; empty when they were given. */
  public List<Trial> trials() {
    return trials;
  }

  @Override
  public String settings() {
    return String.format(Locale.ROOT, "lambda %,.0f", lambda)
        + (recency.decay() == 1 ? "" : ", decay " + recency.decay());
  }

  @Override
  public TopK rank(InteractionLog history, int[] candidates, int k) {
    return ScoredRanking.rank(
        (log, row, scores) -> weights.score(log, row, recency, scores),
        catalogSize,
        history,
        candidates,
        k);
  }

  /** Two n × n matrices of floats stand in the heap at once, n the smaller of users and items. */
  static void refuseIfTooLarge(int users, int catalogSize, long heapBytes) {
    int size = Math.min(users, catalogSize);
    if (size > MAX_SIZE) {
      throw new BaselineLeftOutException(
          String.format(
              Locale.ROOT,
              "its dense matrix is not practical for %,d users and %,d items (at most %,d of one"
                  + " of them)",
              users,
              catalogSize,
              MAX_SIZE));
    }
    long needed = 2L * Float.BYTES * size * size;
    if (needed > heapBytes / 10 * 8) {
      throw new BaselineLeftOutException(
          String.format(
              Locale.ROOT,
              "%,d users and %,d items need %,d MiB of heap of which java has %,d; raise -Xmx",
              users,
              catalogSize,
              needed >> 20,
              heapBytes >> 20));
    }
  }
}
