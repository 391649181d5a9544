package movielens.experiment.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.Evaluation;
import movielens.experiment.evaluation.Lags;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.Panel;
import movielens.experiment.evaluation.View;

/**
 * The views of an experiment and, in each, the panel that a model faces. With a slice: {@code
 * like-for-like} and {@code generic-reach} for the power users, and {@code as-published}. Without:
 * {@code as-published}, which then is the protocol of the literature, all users and the whole
 * catalogue. Last comes {@code later}, the headline's people and lists, where some of them have a
 * test event that is late enough.
 */
final class Views {
  private final Everybody everybody;
  private final Optional<Panel> likeForLike;
  private final Optional<Panel> genericReach;
  private final Optional<Panel> later;
  private final Split split;
  private final IdentityHashMap<Panel, Lags> lags = new IdentityHashMap<>();

  /**
   * The views of a split.
   *
   * @param everybody the panel of all users and the whole catalogue, which slices share
   * @param laterSeconds from how long after the last training event on a test event is later; 0 for
   *     no such view
   */
  Views(Everybody everybody, Split split, Optional<GenreSlice> slice, long laterSeconds) {
    Catalog whole = split.catalog();
    this.everybody = everybody;
    this.split = split;
    likeForLike = slice.map(s -> powerUsers(View.LIKE_FOR_LIKE, s, s.genreOnly().catalog(), split));
    genericReach = slice.map(s -> powerUsers(View.GENERIC_REACH, s, whole, split));
    Panel headline = likeForLike.orElse(everybody.panel());
    later = laterSeconds > 0 ? headline.later(split.training(), laterSeconds) : Optional.empty();
  }

  /** The power users and their genre test items, ranked among the items of a catalogue. */
  private static Panel powerUsers(View view, GenreSlice slice, Catalog ranked, Split split) {
    return Panel.of(
        view,
        ranked,
        slice.genreOnly().test(),
        slice.genreOnly().catalog(),
        split.training(),
        split.catalog());
  }

  /** The views, headline first. */
  List<View> all() {
    List<View> views = new ArrayList<>();
    if (likeForLike.isPresent()) {
      views.add(View.LIKE_FOR_LIKE);
      views.add(View.GENERIC_REACH);
    }
    views.add(View.AS_PUBLISHED);
    later.ifPresent(panel -> views.add(View.LATER));
    return views;
  }

  /** The view that answers the question. */
  View headline() {
    return all().get(0);
  }

  /**
   * Who and what a model is judged on in a view. A model that knows one genre always ranks that
   * genre's catalogue.
   */
  Panel panel(View view, ModelName model) {
    if (view == View.LATER) {
      return later.orElseThrow();
    }
    if (facesEverybody(view, model)) {
      return everybody.panel();
    }
    boolean reaching = view == View.GENERIC_REACH && !model.sliced();
    return (reaching ? genericReach : likeForLike).orElseThrow();
  }

  private boolean facesEverybody(View view, ModelName model) {
    return likeForLike.isEmpty() || (view == View.AS_PUBLISHED && !model.sliced());
  }

  /**
   * How a model does in a view other than {@code later}, which has no lists of its own.
   *
   * @param seed of its training
   */
  Evaluation judge(View view, FittedModel model, long seed) {
    return facesEverybody(view, model.name())
        ? everybody.judge(model, seed)
        : model.judgedOn(panel(view, model.name()));
  }

  /** How many scores it takes to judge a model in all views. */
  long rankedScores(ModelName model) {
    Set<Panel> panels = Collections.newSetFromMap(new IdentityHashMap<>());
    all().stream()
        .filter(view -> view != View.LATER)
        .forEach(view -> panels.add(panel(view, model)));
    return panels.stream().mapToLong(panel -> (long) panel.users() * panel.catalog().size()).sum();
  }

  /** When the test events of a model's panel come. */
  Lags lags(View view, ModelName model) {
    return lags.computeIfAbsent(panel(view, model), panel -> Lags.of(panel, split));
  }
}
