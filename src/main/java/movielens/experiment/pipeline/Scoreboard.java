package movielens.experiment.pipeline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.evaluation.Evaluation;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.evaluation.Lags;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.Panel;
import movielens.experiment.evaluation.View;

/**
 * Judges models in every view and keeps what each scored: one evaluation per seed, or one for a
 * model without seeds.
 */
final class Scoreboard {
  private final Views views;
  private final Map<View, Map<ModelName, List<Evaluation>>> scores = new EnumMap<>(View.class);

  Scoreboard(Views views) {
    this.views = views;
    for (View view : views.all()) {
      scores.put(view, new EnumMap<>(ModelName.class));
    }
  }

  /**
   * Judges a model in all views. A panel that serves several views is ranked once, and so are the
   * lists of the headline, which are judged on the later events as well.
   *
   * @param seed of its training; any one number for a model without seeds
   */
  void judge(FittedModel model, long seed) {
    IdentityHashMap<Panel, Evaluation> judged = new IdentityHashMap<>();
    for (View view : views.all()) {
      Panel panel = views.panel(view, model.name());
      if (!judged.containsKey(panel)) {
        judged.put(
            panel,
            view == View.LATER
                ? Evaluator.judge(judged.get(views.panel(headline(), model.name())), panel)
                : views.judge(view, model, seed));
      }
      Evaluation evaluation = judged.get(panel);
      scores.get(view).computeIfAbsent(model.name(), name -> new ArrayList<>()).add(evaluation);
    }
  }

  /** The views, headline first. */
  List<View> views() {
    return views.all();
  }

  /** The view that answers the question. */
  View headline() {
    return views.headline();
  }

  /** When the test events of a model's panel in a view come. */
  Lags lags(View view, ModelName model) {
    return views.lags(view, model);
  }

  /** The models that were judged, in table order. */
  List<ModelName> models() {
    return List.copyOf(scores.get(headline()).keySet());
  }

  /**
   * A model's evaluations in a view: one per seed in the order judged, or one alone for a model
   * without seeds.
   */
  List<Evaluation> of(View view, ModelName model) {
    return scores.get(view).get(model);
  }

  /** The evaluation of a model in a view under the n-th seed. */
  Evaluation of(View view, ModelName model, int seedIndex) {
    List<Evaluation> evaluations = of(view, model);
    return model.trained() ? evaluations.get(seedIndex) : evaluations.get(0);
  }
}
