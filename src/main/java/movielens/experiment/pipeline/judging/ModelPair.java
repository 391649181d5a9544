package movielens.experiment.pipeline.judging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import movielens.experiment.evaluation.ModelName;

/**
 * Two models that are compared.
 *
 * @param a label of the model whose mean is taken
 * @param b label of the model whose mean is subtracted
 */
public record ModelPair(String a, String b) {
  /**
   * The pairs that answer the question, which come first: every sliced model against every other
   * model, then the generic one against the baseline that knows the order of events; or, without a
   * slice, the generic one against all baselines.
   *
   * @param labels of the models of a run, in table order
   */
  public static List<ModelPair> asked(List<String> labels) {
    List<ModelName> models = labels.stream().map(ModelName::of).flatMap(Optional::stream).toList();
    boolean sliced = models.stream().anyMatch(ModelName::sliced);
    List<ModelPair> pairs = new ArrayList<>();
    for (ModelName a : models) {
      for (ModelName b : models) {
        boolean asked = sliced ? askedWithSlice(a, b) : a == ModelName.GENERIC && b != a;
        if (asked) {
          pairs.add(new ModelPair(a.label(), b.label()));
        }
      }
    }
    boolean strongest =
        models.contains(ModelName.GENERIC) && models.contains(ModelName.EASE_RECENT);
    if (sliced && strongest) {
      pairs.add(new ModelPair(ModelName.GENERIC.label(), ModelName.EASE_RECENT.label()));
    }
    return pairs;
  }

  /**
   * A transformer of the slice against every model of everybody, distilled and fine-tuned also
   * against those that differ from them in one thing, and taught against what it learns from and
   * against what it is without that. What takes the difference apart, and a baseline of the slice,
   * against itself of everybody.
   */
  private static boolean askedWithSlice(ModelName a, ModelName b) {
    return switch (a) {
      case GENERIC -> false;
      case DISTILLED ->
          !b.sliced()
              || (!b.trained() && b.knowsGenreAlone())
              || b == ModelName.GENERIC_GENRE
              || b == ModelName.DEVOTEES;
      case FINE_TUNED -> !b.sliced() || b == ModelName.DISTILLED || b == ModelName.CONTINUED;
      case TAUGHT -> b == ModelName.GENERIC || b == ModelName.DISTILLED;
      case GENERIC_GENRE, DEVOTEES, CONTINUED -> b == ModelName.GENERIC;
      default -> a != b && a.ofEverybody() == b;
    };
  }
}
