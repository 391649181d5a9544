package movielens.experiment.baseline;

import java.util.Arrays;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.Recommender;
import movielens.experiment.evaluation.TopK;

/**
 * A fitted {@link Ease} without its V × V weights, which ranks for a few users at once what they
 * rank. With P = (XᵀX + λI)⁻¹ and x what the user's items count, an unseen item i has the score −(P
 * x)ᵢ / Pᵢᵢ. The diagonal of P is known from the fit; P x is the solution y of (XᵀX + λI) y = x,
 * found by conjugate gradients, where XᵀX is never written down. Scores differ from those of the
 * weights in the last digits of a float.
 */
public final class EaseByUser implements Recommender {
  /** Of the residual's norm to that of x; far below what a float shows. */
  private static final double TOLERANCE = 1e-10;

  /**
   * In exact arithmetic as many steps as there are items are enough. Rounding may ask for more, or
   * keep the residual above the tolerance for good.
   */
  private static final int MAX_STEPS_PER_ITEM = 2;

  private final SeenMatrix seen;
  private final double lambda;
  private final Recency recency;
  private final float[] diagonal;

  private EaseByUser(SeenMatrix seen, double lambda, Recency recency, float[] diagonal) {
    this.seen = seen;
    this.lambda = lambda;
    this.recency = recency;
    this.diagonal = diagonal;
  }

  /**
   * The model that an earlier fit gave.
   *
   * @param fit who saw what in that fit; item 0 is ignored
   * @param lambda its penalty λ, positive
   * @param decay its {@link Ease#decay}, in (0, 1]
   * @param diagonal its {@link Ease#diagonal} of each item index, V + 1 values; position 0 is
   *     ignored
   */
  public static EaseByUser of(InteractionLog fit, double lambda, double decay, float[] diagonal) {
    SeenMatrix seen = SeenMatrix.of(fit, diagonal.length - 1);
    return new EaseByUser(seen, lambda, new Recency(decay), diagonal);
  }

  @Override
  public TopK rank(InteractionLog history, int[] candidates, int k) {
    return ScoredRanking.rank(this::score, seen.catalogSize(), history, candidates, k);
  }

  private void score(InteractionLog history, int row, float[] scores) {
    double[] items = new double[seen.catalogSize() + 1];
    for (int p = recency.firstThatCounts(history, row); p < history.end(row); p++) {
      items[history.item(p)] += recency.weight(history, row, p);
    }
    items[0] = 0;
    double[] solution = solve(items);
    for (int item = 1; item < scores.length; item++) {
      scores[item] = (float) (-solution[item] / diagonal[item]);
    }
  }

  /**
   * Conjugate gradients, preconditioned with the diagonal of the system. Shewchuk, "An Introduction
   * to the Conjugate Gradient Method Without the Agonizing Pain", 1994.
   */
  private double[] solve(double[] right) {
    int length = right.length;
    double[] solution = new double[length];
    double[] residual = right.clone();
    double[] scaled = new double[length];
    double[] direction = new double[length];
    double enough = TOLERANCE * TOLERANCE * dot(right, right);
    double previous = Double.POSITIVE_INFINITY;
    int mostSteps = MAX_STEPS_PER_ITEM * length;
    for (int steps = 0; steps < mostSteps && dot(residual, residual) > enough; steps++) {
      Arrays.setAll(scaled, i -> i == 0 ? 0 : residual[i] / (seen.users(i) + lambda));
      double product = dot(residual, scaled);
      double kept = product / previous;
      Arrays.setAll(direction, i -> scaled[i] + kept * direction[i]);
      double[] image = seen.gramTimes(direction);
      Arrays.setAll(image, i -> image[i] + lambda * direction[i]);
      double step = product / dot(direction, image);
      for (int i = 0; i < length; i++) {
        solution[i] += step * direction[i];
        residual[i] -= step * image[i];
      }
      previous = product;
    }
    return solution;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
