package movielens.experiment.training.loss;

import java.util.List;
import java.util.stream.Stream;

/**
 * Negatives shared by the positions of a batch.
 *
 * @param uniform how many are drawn uniformly from the catalogue
 * @param inBatch how many are drawn from the batch's own targets
 */
public record Negatives(int uniform, int inBatch) {
  /** How many are drawn in all. */
  public int count() {
    return uniform + inBatch;
  }

  /** The kinds of which there are some, as on the command line: {@code uniform:512}. */
  public List<String> labels() {
    return Stream.of("uniform:" + uniform, "in-batch:" + inBatch)
        .filter(kind -> !kind.endsWith(":0"))
        .toList();
  }
}
