package movielens.experiment.baseline;

import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;

/**
 * EASE by a system of the size of the users, U × U, which is the small one where there are more
 * items than users. By the push-through identity (XᵀX + λI)⁻¹ = (I − XᵀMX) / λ with M = (XXᵀ +
 * λI)⁻¹. So Pᵢᵢ = (1 − xᵢᵀMxᵢ) / λ with xᵢ the users of item i, and with x the items of a user an
 * unseen item has the score xᵢᵀMXx / (λPᵢᵢ). B itself, V × V, is never written down.
 */
final class UserSideSolver implements EaseSolver {
  private final SeenMatrix seen;
  private final GramMatrix gram;

  UserSideSolver(SeenMatrix seen) {
    this.seen = seen;
    gram = new GramMatrix(seen.transposed());
  }

  @Override
  public EaseWeights solve(double lambda) {
    float[] inverse = gram.inverse(lambda);
    int items = seen.catalogSize();
    double[] scaled = new double[items + 1];
    IntStream.rangeClosed(1, items)
        .parallel()
        .forEach(
            item -> {
              double[] ofUsers = new double[1];
              seen.forEachUser(
                  item, user -> ofUsers[0] += seen.sumOverUsers(item, inverse, user * gram.size()));
              scaled[item] = 1 - ofUsers[0];
            });
    return new Weights(seen, inverse, scaled, lambda);
  }

  /**
   * What the weights are made of.
   *
   * @param seen X
   * @param inverse M row by row, U × U, symmetric
   * @param scaledDiagonal λPᵢᵢ of each item index, in (0, 1]; position 0 is ignored
   * @param lambda the penalty λ
   */
  private record Weights(SeenMatrix seen, float[] inverse, double[] scaledDiagonal, double lambda)
      implements EaseWeights {
    @Override
    public float diagonal(int item) {
      return (float) (scaledDiagonal[item] / lambda);
    }

    @Override
    public void score(InteractionLog history, int row, Recency recency, float[] scores) {
      double[] shared = new double[seen.users()];
      for (int p = recency.firstThatCounts(history, row); p < history.end(row); p++) {
        double input = recency.weight(history, row, p);
        seen.forEachUser(history.item(p), user -> shared[user] += input);
      }
      double[] perUser = timesInverse(shared);
      for (int item = 1; item < scores.length; item++) {
        scores[item] += (float) (seen.sumOverUsers(item, perUser) / scaledDiagonal[item]);
      }
    }

    private double[] timesInverse(double[] vector) {
      double[] product = new double[vector.length];
      for (int row = 0; row < vector.length; row++) {
        double factor = vector[row];
        if (factor != 0) {
          int from = row * vector.length;
          for (int column = 0; column < vector.length; column++) {
            product[column] += factor * inverse[from + column];
          }
        }
      }
      return product;
    }
  }
}
