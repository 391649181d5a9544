package movielens.experiment.baseline;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.Recommender;
import movielens.experiment.evaluation.TopK;

/**
 * EASE: the item-to-item weights B that best reproduce the user-item matrix X from itself under an
 * L2 penalty λ and a zero diagonal. With P = (XᵀX + λI)⁻¹ they are B = I − P · diag(P)⁻¹ in closed
 * form. An item's score is the sum of its weights from the user's items. Steck, "Embarrassingly
 * Shallow Autoencoders for Sparse Data", WWW 2019.
 */
public final class Ease implements Recommender {
  /** Larger catalogues are refused: V² weights and V³ time. */
  public static final int MAX_ITEMS = 20_000;

  private final int catalogSize;
  private final float[] weights;
  private final float[] diagonal;
  private final double lambda;
  private final List<Trial> trials;

  Ease(int catalogSize, EaseSolver.Solution solution, double lambda, List<Trial> trials) {
    this.catalogSize = catalogSize;
    this.weights = solution.weights();
    this.diagonal = solution.diagonal();
    this.lambda = lambda;
    this.trials = List.copyOf(trials);
  }

  /**
   * What a penalty was worth.
   *
   * @param lambda the penalty λ
   * @param ndcg mean ndcg@10 of the validation part, in [0, 1]
   */
  public record Trial(double lambda, double ndcg) {}

  /**
   * Fits the weights, with the penalty that is best on the validation part; see {@link
   * EaseLambdaSearch}.
   *
   * @param fit who saw what; item 0 is ignored
   * @param validation what the same users saw next, the same user rows
   * @param catalogSize number of items, V
   * @throws BaselineLeftOutException when the catalogue is too large for a dense matrix
   */
  public static Ease fit(InteractionLog fit, InteractionLog validation, int catalogSize) {
    refuseIfTooLarge(catalogSize, Runtime.getRuntime().maxMemory());
    return new EaseLambdaSearch(fit, validation, catalogSize).best();
  }

  /**
   * Fits the weights for a given penalty.
   *
   * @param fit who saw what; item 0 is ignored
   * @param catalogSize number of items, V
   * @param lambda the penalty λ, positive
   * @throws BaselineLeftOutException when the catalogue is too large for a dense matrix
   */
  public static Ease fit(InteractionLog fit, int catalogSize, double lambda) {
    refuseIfTooLarge(catalogSize, Runtime.getRuntime().maxMemory());
    EaseSolver solver = new EaseSolver(SeenMatrix.of(fit, catalogSize));
    return new Ease(catalogSize, solver.solve(lambda), lambda, List.of());
  }

  /** The penalty λ that was used. */
  public double lambda() {
    return lambda;
  }

  /** Pᵢᵢ of the item of an index: with λ, all that {@link EaseByUser} needs of this fit. */
  public float diagonal(int item) {
    return diagonal[item - 1];
  }

  /** The penalties that were tried, in the order of trial; empty when λ was given. */
  public List<Trial> trials() {
    return trials;
  }

  @Override
  public TopK rank(InteractionLog history, int[] candidates, int k) {
    return ScoredRanking.rank(this::score, catalogSize, history, candidates, k);
  }

  /** The same list for every item of the catalogue as candidate. */
  TopK rankAll(InteractionLog history, int k) {
    return rank(history, IntStream.rangeClosed(1, catalogSize).toArray(), k);
  }

  /** Weight of a seen item for the score of another. */
  float weight(int seenItem, int item) {
    return weights[(seenItem - 1) * catalogSize + item - 1];
  }

  private void score(InteractionLog history, int row, float[] scores) {
    for (int p = history.start(row); p < history.end(row); p++) {
      int seen = history.item(p);
      if (seen != 0) {
        int from = (seen - 1) * catalogSize;
        for (int i = 0; i < catalogSize; i++) {
          scores[i + 1] += weights[from + i];
        }
      }
    }
  }

  /** Two V × V matrices of floats stand in the heap at once. */
  static void refuseIfTooLarge(int catalogSize, long heapBytes) {
    if (catalogSize > MAX_ITEMS) {
      throw new BaselineLeftOutException(
          String.format(
              Locale.ROOT,
              "EASE left out: its dense item-item matrix is not practical for %,d items (at most"
                  + " %,d)",
              catalogSize,
              MAX_ITEMS));
    }
    long needed = 2L * Float.BYTES * catalogSize * catalogSize;
    if (needed > heapBytes / 10 * 8) {
      throw new BaselineLeftOutException(
          String.format(
              Locale.ROOT,
              "EASE left out: %,d items need %,d MiB of heap of which java has %,d; raise -Xmx",
              catalogSize,
              needed >> 20,
              heapBytes >> 20));
    }
  }
}
