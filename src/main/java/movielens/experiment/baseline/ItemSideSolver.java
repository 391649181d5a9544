package movielens.experiment.baseline;

import movielens.experiment.data.InteractionLog;

/** EASE by a system of the size of the catalogue, V × V. */
final class ItemSideSolver implements EaseSolver {
  private final GramMatrix gram;

  ItemSideSolver(SeenMatrix seen) {
    gram = new GramMatrix(seen);
  }

  @Override
  public Weights solve(double lambda) {
    return Weights.of(gram.inverse(lambda), gram.size());
  }

  /**
   * All weights written down.
   *
   * @param weights B row by row, V × V, with a zero diagonal
   * @param diagonal of P, V values, positive
   */
  record Weights(float[] weights, float[] diagonal) implements EaseWeights {
    /** B of the inverse P, whose array is used again. */
    static Weights of(float[] inverse, int size) {
      float[] diagonal = new float[size];
      for (int i = 0; i < size; i++) {
        diagonal[i] = inverse[i * size + i];
      }
      for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
          inverse[row * size + column] /= -diagonal[column];
        }
        inverse[row * size + row] = 0;
      }
      return new Weights(inverse, diagonal);
    }

    @Override
    public float diagonal(int item) {
      return diagonal[item - 1];
    }

    /** Weight of a seen item for the score of another. */
    float weight(int seenItem, int item) {
      return weights[(seenItem - 1) * diagonal.length + item - 1];
    }

    @Override
    public void score(InteractionLog history, int row, Recency recency, float[] scores) {
      int items = diagonal.length;
      for (int p = recency.firstThatCounts(history, row); p < history.end(row); p++) {
        int seen = history.item(p);
        if (seen != 0) {
          float input = recency.weight(history, row, p);
          int from = (seen - 1) * items;
          for (int i = 0; i < items; i++) {
            scores[i + 1] += input * weights[from + i];
          }
        }
      }
    }
  }
}
