package movielens.experiment.pipeline.judging;

import java.util.HashMap;
import java.util.Map;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.CutOffs;
import movielens.experiment.evaluation.Evaluation;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.Panel;
import movielens.experiment.evaluation.View;

/**
 * All users and the whole catalogue. No slice changes how a model that knows every movie does
 * there, so each is judged once.
 */
public final class Everybody {
  private final Panel panel;
  private final CutOffs cutOffs;
  private final Map<Judged, Evaluation> judged = new HashMap<>();

  /**
   * Everybody in a split.
   *
   * @param cutOffs at which metrics look at a list
   * @throws movielens.experiment.data.DataException when nobody has a test item in the catalogue
   */
  public Everybody(Split split, CutOffs cutOffs) {
    Catalog whole = split.catalog();
    this.cutOffs = cutOffs;
    panel =
        Panel.of(View.AS_PUBLISHED, whole, split.test(), whole, split.training(), whole)
            .at(cutOffs);
  }

  private record Judged(ModelName model, long seed) {}

  CutOffs cutOffs() {
    return cutOffs;
  }

  Panel panel() {
    return panel;
  }

  /**
   * How a model does.
   *
   * @param seed of its training
   */
  Evaluation judge(FittedModel model, long seed) {
    return judged.computeIfAbsent(new Judged(model.name(), seed), unknown -> model.judgedOn(panel));
  }
}
