package movielens.experiment.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.evaluation.HolmCorrection;

/**
 * The difference of two models in one slice of several.
 *
 * @param run the slice
 * @param comparison the difference there
 * @param pHolmAll p, Holm-corrected over all slices and metrics of the pair of models; NaN where p
 *     is
 */
public record SliceDifference(SliceRun run, Comparison comparison, double pHolmAll) {
  private static final double SIGNIFICANT = 0.05;

  private record ModelPair(String a, String b) {}

  /** The differences of all slices, in the order of the slices and of their comparisons. */
  public static List<SliceDifference> of(List<SliceRun> runs) {
    Map<ModelPair, List<Double>> families = new LinkedHashMap<>();
    for (SliceRun run : runs) {
      for (Comparison c : run.results().comparisons()) {
        families.computeIfAbsent(pair(c), pair -> new ArrayList<>()).add(c.p());
      }
    }
    Map<ModelPair, double[]> corrected = new LinkedHashMap<>();
    families.forEach(
        (pair, p) ->
            corrected.put(
                pair,
                HolmCorrection.adjust(p.stream().mapToDouble(Double::doubleValue).toArray())));
    Map<ModelPair, Integer> next = new LinkedHashMap<>();
    List<SliceDifference> differences = new ArrayList<>();
    for (SliceRun run : runs) {
      for (Comparison c : run.results().comparisons()) {
        int place = next.merge(pair(c), 1, Integer::sum) - 1;
        differences.add(new SliceDifference(run, c, corrected.get(pair(c))[place]));
      }
    }
    return differences;
  }

  private static ModelPair pair(Comparison comparison) {
    return new ModelPair(comparison.a(), comparison.b());
  }

  /** 1 where a is better, -1 where b is, 0 where that is not certain. */
  public int verdict() {
    if (comparison.inconclusive() || !(pHolmAll < SIGNIFICANT)) {
      return 0;
    }
    return comparison.low() > 0 ? 1 : -1;
  }
}
