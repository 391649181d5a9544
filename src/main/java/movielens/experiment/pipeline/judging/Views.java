package movielens.experiment.pipeline.judging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.CutOffs;
import movielens.experiment.evaluation.Evaluation;
import movielens.experiment.evaluation.Lags;
import movielens.experiment.evaluation.Metric;
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
public final class Views {
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
  public Views(Everybody everybody, Split split, Optional<GenreSlice> slice, long laterSeconds) {
    Catalog whole = split.catalog();
    this.everybody = everybody;
    this.split = split;
    CutOffs at = everybody.cutOffs();
    likeForLike =
        slice.map(s -> powerUsers(View.LIKE_FOR_LIKE, s, s.genreOnly().catalog(), split, at));
    genericReach = slice.map(s -> powerUsers(View.GENERIC_REACH, s, whole, split, at));
    Panel headline = likeForLike.orElse(everybody.panel());
    later = laterSeconds > 0 ? headline.later(split.training(), laterSeconds) : Optional.empty();
  }

  /** The power users and their genre test items, ranked among the items of a catalogue. */
  private static Panel powerUsers(
      View view, GenreSlice slice, Catalog ranked, Split split, CutOffs cutOffs) {
    return Panel.of(
            view,
            ranked,
            slice.genreOnly().test(),
            slice.genreOnly().catalog(),
            split.training(),
            split.catalog())
        .at(cutOffs);
  }

  /** The views, headline first. */
  public List<View> all() {
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
  public View headline() {
    return all().get(0);
  }

  /** By what models are judged, in table order. */
  List<Metric> metrics() {
    return everybody.panel().metrics();
  }

  /**
   * Who and what a model is judged on in a view. A model that needs the slice always ranks the
   * genre's catalogue for the power users.
   *
   * @param sliced whether it is such a model
   */
  public Panel panel(View view, boolean sliced) {
    if (view == View.LATER) {
      return later.orElseThrow();
    }
    if (facesEverybody(view, sliced)) {
      return everybody.panel();
    }
    boolean reaching = view == View.GENERIC_REACH && !sliced;
    return (reaching ? genericReach : likeForLike).orElseThrow();
  }

  private boolean facesEverybody(View view, boolean sliced) {
    return likeForLike.isEmpty() || (view == View.AS_PUBLISHED && !sliced);
  }

  /**
   * How a model does in a view other than {@code later}, which has no lists of its own.
   *
   * @param seed of its training
   */
  Evaluation judge(View view, FittedModel model, long seed) {
    return facesEverybody(view, model.name().sliced())
        ? everybody.judge(model, seed)
        : model.judgedOn(panel(view, model.name().sliced()));
  }

  /** How many scores it takes to judge a model in all views. */
  public long rankedScores(ModelName model) {
    Set<Panel> panels = Collections.newSetFromMap(new IdentityHashMap<>());
    all().stream()
        .filter(view -> view != View.LATER)
        .forEach(view -> panels.add(panel(view, model.sliced())));
    return panels.stream().mapToLong(panel -> (long) panel.users() * panel.catalog().size()).sum();
  }

  /** When the test events of a panel come. */
  Lags lags(Panel panel) {
    return lags.computeIfAbsent(panel, one -> Lags.of(one, split));
  }
}
