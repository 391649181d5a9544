package movielens.experiment.run;

import java.util.List;
import java.util.Objects;

/**
 * How many of a model's test events were found, by how far they are from the training part.
 *
 * @param bins names of the bins, the nearest first
 * @param events test events of each bin
 * @param found share of them in their user's top 10, over seeds; NaN for a bin without events
 * @param perSeed the same for each seed, {@code perSeed.get(seed).get(bin)}
 * @param byUser mean over users of the share of their events in the bin that are in their top 10,
 *     over seeds: a user counts once, however many events there are; empty in results of a program
 *     that did not ask
 * @param perSeedByUser the same for each seed
 */
public record LagTable(
    List<String> bins,
    List<Long> events,
    List<Double> found,
    List<List<Double>> perSeed,
    List<Double> byUser,
    List<List<Double>> perSeedByUser) {
  /** Copies the lists. */
  public LagTable {
    bins = List.copyOf(bins);
    events = List.copyOf(events);
    found = List.copyOf(found);
    perSeed = perSeed.stream().map(List::copyOf).toList();
    byUser = List.copyOf(Objects.requireNonNullElse(byUser, List.of()));
    perSeedByUser =
        Objects.requireNonNullElse(perSeedByUser, List.<List<Double>>of()).stream()
            .map(List::copyOf)
            .toList();
  }

  /** What reports show: the mean over users; of an older program, the share of all events. */
  public List<Double> shown() {
    return byUser.isEmpty() ? found : byUser;
  }

  /** Whether {@link #shown} is a mean over users. */
  public boolean showsUsers() {
    return !byUser.isEmpty();
  }
}
