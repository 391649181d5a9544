package movielens.experiment.run;

import java.util.List;

/**
 * How many of a model's test events were found, by how far they are from the training part.
 *
 * @param bins names of the bins, the nearest first
 * @param events test events of each bin
 * @param found share of them in their user's top 10, over seeds; NaN for a bin without events
 * @param perSeed the same for each seed, {@code perSeed.get(seed).get(bin)}
 */
public record LagTable(
    List<String> bins, List<Long> events, List<Double> found, List<List<Double>> perSeed) {
  /** Copies the lists. */
  public LagTable {
    bins = List.copyOf(bins);
    events = List.copyOf(events);
    found = List.copyOf(found);
    perSeed = perSeed.stream().map(List::copyOf).toList();
  }
}
