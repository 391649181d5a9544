package movielens.experiment.pipeline.judging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.Metric;
import movielens.experiment.evaluation.Panel;

/** Says where a catalogue is so small that metrics are at their end whatever a model does. */
public final class Ceiling {
  /** From this recall of lists drawn at random on, there is little room for a difference. */
  private static final double HIGH_CHANCE = 0.5;

  private Ceiling() {}

  /** One sentence for each metric that this befalls on a panel. */
  public static List<String> warnings(Panel panel, Split split) {
    int[] candidates = candidates(panel, split);
    int top = Metric.RECALL.depth();
    int deep = Metric.INTEREST_ENTROPY.depth();
    String view = panel.view().label();
    List<String> warnings = new ArrayList<>();
    double chance =
        Arrays.stream(candidates)
            .mapToDouble(left -> Math.min(1, (double) top / Math.max(1, left)))
            .average()
            .orElse(0);
    if (chance >= HIGH_CHANCE) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%s is near its ceiling: so few movies are left to rank that lists drawn at random"
                  + " have a %s of %.2f",
              view,
              Metric.RECALL.label(),
              chance));
    }
    long full = Arrays.stream(candidates).filter(left -> left <= top).count();
    if (full > 0) {
      warnings.add(
          "%d of %d users of %s have %d movies or fewer left to rank: their %s is 1 whatever the model"
              .formatted(full, candidates.length, view, top, Metric.RECALL.label()));
    }
    long whole = Arrays.stream(candidates).filter(left -> left <= deep).count();
    if (2 * whole > candidates.length) {
      warnings.add(
          "%d of %d users of %s have %d movies or fewer left to rank: their %s describes the catalogue, not the model"
              .formatted(whole, candidates.length, view, deep, Metric.INTEREST_ENTROPY.label()));
    }
    return warnings;
  }

  /** For each user of the panel how many movies of its catalogue the user has not seen. */
  public static int[] candidates(Panel panel, Split split) {
    boolean[] ranked = new boolean[split.catalog().size() + 1];
    for (int index : panel.catalog().indicesIn(split.catalog())) {
      ranked[index] = true;
    }
    InteractionLog training = split.training();
    int[] candidates = new int[panel.users()];
    for (int row = 0; row < candidates.length; row++) {
      int user = training.rowOf(panel.test().userId(row));
      candidates[row] = panel.catalog().size();
      for (int p = training.start(user); p < training.end(user); p++) {
        candidates[row] -= ranked[training.item(p)] ? 1 : 0;
      }
    }
    return candidates;
  }
}
