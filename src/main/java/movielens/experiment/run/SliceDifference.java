package movielens.experiment.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.evaluation.HolmCorrection;
import movielens.experiment.evaluation.View;

/**
 * The difference of two models in one slice of several.
 *
 * @param run the slice
 * @param comparison the difference there
 * @param pHolmAll p, Holm-corrected over all slices and metrics of the pair of models; NaN where p
 *     is
 * @param pPrimary p of the sign-flip test, Holm-corrected over the primary comparisons of the pair,
 *     one per genre; NaN for a comparison that shows a trend
 */
public record SliceDifference(
    SliceRun run, Comparison comparison, double pHolmAll, double pPrimary) {
  private static final double SIGNIFICANT = 0.05;

  private record ModelPair(String a, String b) {}

  /** The like-for-like differences of all slices, in the order of slices and comparisons. */
  public static List<SliceDifference> of(List<SliceRun> runs) {
    return of(runs, View.LIKE_FOR_LIKE.label());
  }

  /** The differences of all slices in a view. */
  static List<SliceDifference> of(List<SliceRun> runs, String view) {
    Families all = new Families();
    Families primary = new Families();
    for (SliceRun run : runs) {
      for (Comparison c : comparisons(run, view)) {
        all.add(pair(c), c.p());
        primary.add(pair(c), primaryP(c));
      }
    }
    Iterator<Double> corrected = all.corrected();
    Iterator<Double> correctedPrimary = primary.corrected();
    List<SliceDifference> differences = new ArrayList<>();
    for (SliceRun run : runs) {
      for (Comparison c : comparisons(run, view)) {
        differences.add(new SliceDifference(run, c, corrected.next(), correctedPrimary.next()));
      }
    }
    return differences;
  }

  private static List<Comparison> comparisons(SliceRun run, String view) {
    return run.results().comparisons().stream().filter(c -> c.view().equals(view)).toList();
  }

  private static double primaryP(Comparison comparison) {
    return comparison.primary() ? comparison.certainty().pSignFlip() : Double.NaN;
  }

  /** p values, of which those of a pair of models are corrected together. */
  private static final class Families {
    private final List<ModelPair> pairs = new ArrayList<>();
    private final Map<ModelPair, List<Double>> families = new LinkedHashMap<>();

    void add(ModelPair pair, double p) {
      pairs.add(pair);
      families.computeIfAbsent(pair, none -> new ArrayList<>()).add(p);
    }

    /** The corrected values in the order in which they were added. */
    Iterator<Double> corrected() {
      Map<ModelPair, Iterator<Double>> corrected = new LinkedHashMap<>();
      families.forEach(
          (pair, p) ->
              corrected.put(
                  pair,
                  Arrays.stream(
                          HolmCorrection.adjust(
                              p.stream().mapToDouble(Double::doubleValue).toArray()))
                      .iterator()));
      return pairs.stream().map(pair -> corrected.get(pair).next()).toList().iterator();
    }
  }

  private static ModelPair pair(Comparison comparison) {
    return new ModelPair(comparison.a(), comparison.b());
  }

  /**
   * 1 where a is better, -1 where b is, 0 where that is not certain. Where the comparison is not a
   * primary one, the p decides that is corrected over all of them.
   */
  public int verdict() {
    double p = comparison.primary() ? pPrimary : pHolmAll;
    if (comparison.inconclusive() || !(p < SIGNIFICANT)) {
      return 0;
    }
    return comparison.shownInterval().low() > 0 ? 1 : -1;
  }
}
