package movielens.experiment.pipeline;

import java.lang.ref.SoftReference;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import movielens.experiment.baseline.Baseline;
import movielens.experiment.baseline.Ease;
import movielens.experiment.baseline.EaseByUser;
import movielens.experiment.baseline.EaseSearch;
import movielens.experiment.baseline.FitListener;
import movielens.experiment.baseline.ItemKnn;
import movielens.experiment.baseline.Popular;
import movielens.experiment.baseline.PopularAtRequest;
import movielens.experiment.baseline.RecentPopular;
import movielens.experiment.baseline.Transitions;
import movielens.experiment.console.Progress;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.files.DataException;
import movielens.experiment.pipeline.judging.FittedModel;
import movielens.experiment.run.EaseFit;
import movielens.experiment.run.RunFolder;

/**
 * Fits the models that need no gradient descent, on the fit part of a split: everybody's, or that
 * of a slice's genre events. Keeps them for the next slice while memory lasts: fitted again they
 * are the same.
 */
public final class Baselines {
  private final Split split;
  private final BaselineConfig config;
  private final Map<ModelName, SoftReference<FittedModel>> kept = new EnumMap<>(ModelName.class);
  private SoftReference<EaseSearch> easeSearch = new SoftReference<>(null);

  public Baselines(Split split, BaselineConfig config) {
    this.split = split;
    this.config = config;
  }

  /**
   * A fitted baseline.
   *
   * @param progress told how the fitting goes on
   * @throws movielens.experiment.baseline.BaselineLeftOutException when it cannot be fitted on a
   *     catalogue of this size
   * @throws IllegalArgumentException for a model that is trained
   */
  FittedModel fit(ModelName name, Progress progress) {
    SoftReference<FittedModel> before = kept.get(name);
    FittedModel fitted = before == null ? null : before.get();
    if (fitted == null) {
      Baseline baseline = baseline(name, progress);
      if (!baseline.settings().isEmpty()) {
        progress.line(name.label() + ": " + baseline.settings());
      }
      fitted = new FittedModel(name, baseline, split);
      kept.put(name, new SoftReference<>(fitted));
    }
    return fitted;
  }

  private Baseline baseline(ModelName name, Progress progress) {
    try (Progress.Stage stage = progress.stage("fit " + name.label() + ": trials", -1)) {
      return baseline(name, () -> stage.step(1));
    }
  }

  private Baseline baseline(ModelName name, FitListener listener) {
    InteractionLog fit = split.fit();
    InteractionLog validation = split.validation();
    int items = split.catalog().size();
    return switch (name) {
      case POPULAR, POPULAR_DISTILLED -> Popular.fit(fit, items);
      case RECENT_POPULAR, RECENT_POPULAR_DISTILLED ->
          switch (config.recentPopular()) {
            case DATA -> RecentPopular.fit(fit, items);
            case REQUEST -> PopularAtRequest.fit(fit, validation, items, listener);
          };
      case ITEM_KNN, ITEM_KNN_DISTILLED ->
          switch (config.itemKnn()) {
            case FIXED -> ItemKnn.fit(fit, items, ItemKnn.USUAL_NEIGHBOURS, 0);
            case VALIDATED -> ItemKnn.fit(fit, validation, items, listener);
          };
      case EASE, EASE_DISTILLED -> ease().plain(listener);
      case EASE_RECENT, EASE_RECENT_DISTILLED -> ease().recent(listener);
      case TRANSITIONS, TRANSITIONS_DISTILLED -> Transitions.fit(fit, validation, items, listener);
      default -> throw new IllegalArgumentException(name.label() + " is trained");
    };
  }

  private EaseSearch ease() {
    EaseSearch search = easeSearch.get();
    if (search == null) {
      search = new EaseSearch(split.fit(), split.validation(), split.catalog().size());
      easeSearch = new SoftReference<>(search);
    }
    return search;
  }

  /** Writes what {@link #fitAgain} needs of a model that is costly to fit. */
  void keep(FittedModel model, RunFolder folder) {
    if (model.recommender() instanceof Ease ease) {
      Map<Integer, Float> diagonal = new LinkedHashMap<>();
      for (int item = 1; item <= split.catalog().size(); item++) {
        diagonal.put(split.catalog().movieId(item), ease.diagonal(item));
      }
      new EaseFit(EaseFit.SCHEMA_VERSION, ease.lambda(), ease.decay(), diagonal)
          .writeTo(folder, model.name().label());
    }
  }

  /**
   * A baseline of a run as it was then, meant for a few users: EASE from what the run has kept,
   * where it has, and anything else fitted as before.
   *
   * @throws DataException when what was kept is of another catalogue
   * @throws movielens.experiment.baseline.BaselineLeftOutException as {@link #fit}
   */
  public FittedModel fitAgain(ModelName name, RunFolder folder) {
    boolean ease =
        name.ofEverybody() == ModelName.EASE || name.ofEverybody() == ModelName.EASE_RECENT;
    Optional<EaseFit> kept = ease ? EaseFit.of(folder, name.label()) : Optional.empty();
    return kept.map(fit -> new FittedModel(name, easeOf(name, fit, folder), split))
        .orElseGet(() -> fit(name, Progress.silent()));
  }

  private EaseByUser easeOf(ModelName name, EaseFit kept, RunFolder folder) {
    float[] diagonal = new float[split.catalog().size() + 1];
    for (int item = 1; item < diagonal.length; item++) {
      Float ofMovie = kept.diagonal().get(split.catalog().movieId(item));
      if (ofMovie == null || !(ofMovie > 0) || !(kept.lambda() > 0) || !(kept.decay() > 0)) {
        throw new DataException(
            "%s does not fit the run's data at movie %d; delete it, and %s is fitted again"
                .formatted(
                    folder.file(EaseFit.file(name.label())),
                    split.catalog().movieId(item),
                    name.label()));
      }
      diagonal[item] = ofMovie;
    }
    return EaseByUser.of(split.fit(), kept.lambda(), kept.decay(), diagonal);
  }
}
