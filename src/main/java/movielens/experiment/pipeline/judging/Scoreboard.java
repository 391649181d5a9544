package movielens.experiment.pipeline.judging;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.evaluation.Evaluation;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.evaluation.Lags;
import movielens.experiment.evaluation.Metric;
import movielens.experiment.evaluation.Panel;
import movielens.experiment.evaluation.View;

/**
 * Judges models in every view and keeps what each scored: one evaluation per seed, or one for a
 * model without seeds.
 */
public final class Scoreboard {
  private final Views views;
  private final List<String> order;
  private final Map<View, Map<String, List<Evaluation>>> scores = new EnumMap<>(View.class);

  /**
   * An empty board.
   *
   * @param order labels of the models that may come, in table order
   */
  public Scoreboard(Views views, List<String> order) {
    this.views = views;
    this.order = List.copyOf(order);
    for (View view : views.all()) {
      scores.put(view, new HashMap<>());
    }
  }

  /**
   * Judges a model in all views. A panel that serves several views is ranked once, and so are the
   * lists of the headline, which are judged on the later events as well.
   *
   * @param seed of its training; any one number for a model without seeds
   */
  public void judge(FittedModel model, long seed) {
    IdentityHashMap<Panel, Evaluation> judged = new IdentityHashMap<>();
    for (View view : views.all()) {
      Panel panel = views.panel(view, model.name().sliced());
      if (!judged.containsKey(panel)) {
        judged.put(
            panel,
            view == View.LATER
                ? Evaluator.judge(judged.get(views.panel(headline(), model.name().sliced())), panel)
                : views.judge(view, model, seed));
      }
      add(view, model.name().label(), judged.get(panel));
    }
  }

  /** Adds an evaluation, of the next seed of a model. */
  public void add(View view, String model, Evaluation evaluation) {
    if (!order.contains(model)) {
      throw new IllegalArgumentException(model + " is not among " + order);
    }
    scores.get(view).computeIfAbsent(model, name -> new ArrayList<>()).add(evaluation);
  }

  /** The views, headline first. */
  List<View> views() {
    return views.all();
  }

  /** The view that answers the question. */
  View headline() {
    return views.headline();
  }

  /** By what models are judged, in table order. */
  List<Metric> metrics() {
    return views.metrics();
  }

  /** When the test events of a model's panel in a view come. */
  Lags lags(View view, String model) {
    return views.lags(of(view, model, 0).panel());
  }

  /** The models that were judged in the headline view, in table order. */
  public List<String> models() {
    return models(headline());
  }

  /** The models that were judged in a view, in table order. */
  List<String> models(View view) {
    return order.stream().filter(scores.get(view)::containsKey).toList();
  }

  /**
   * A model's evaluations in a view: one per seed in the order judged, or one alone for a model
   * without seeds.
   */
  List<Evaluation> of(View view, String model) {
    return scores.get(view).get(model);
  }

  /** The evaluation of a model in a view under the n-th seed. */
  public Evaluation of(View view, String model, int seedIndex) {
    List<Evaluation> evaluations = of(view, model);
    return evaluations.get(evaluations.size() == 1 ? 0 : seedIndex);
  }
}
