package movielens.experiment.pipeline;

import java.lang.ref.SoftReference;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import movielens.experiment.baseline.Ease;
import movielens.experiment.baseline.EaseByUser;
import movielens.experiment.baseline.EaseSearch;
import movielens.experiment.baseline.FitListener;
import movielens.experiment.baseline.ItemKnn;
import movielens.experiment.baseline.Popular;
import movielens.experiment.baseline.RecentPopular;
import movielens.experiment.console.Progress;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.Recommender;
import movielens.experiment.files.DataException;
import movielens.experiment.run.EaseFit;
import movielens.experiment.run.RunFolder;

/**
 * Fits the models that need no gradient descent, on everybody's fit part. Keeps them for the next
 * slice while memory lasts: fitted again they are the same.
 */
final class Baselines {
  private final Split split;
  private final Map<ModelName, SoftReference<FittedModel>> kept = new EnumMap<>(ModelName.class);

  Baselines(Split split) {
    this.split = split;
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
      fitted = new FittedModel(name, recommender(name, progress), split);
      kept.put(name, new SoftReference<>(fitted));
    }
    return fitted;
  }

  private Recommender recommender(ModelName name, Progress progress) {
    try (Progress.Stage stage = progress.stage("fit " + name.label() + ": trials", -1)) {
      return recommender(name, () -> stage.step(1));
    }
  }

  private Recommender recommender(ModelName name, FitListener listener) {
    int items = split.catalog().size();
    return switch (name) {
      case POPULAR -> Popular.fit(split.fit(), items);
      case RECENT_POPULAR -> RecentPopular.fit(split.fit(), items);
      case ITEM_KNN -> ItemKnn.fit(split.fit(), items);
      case EASE -> new EaseSearch(split.fit(), split.validation(), items, listener).plain();
      case GENERIC, DISTILLED, FINE_TUNED ->
          throw new IllegalArgumentException(name.label() + " is trained");
    };
  }

  /** Writes what {@link #fitAgain} needs of a model that is costly to fit. */
  void keep(FittedModel model, RunFolder folder) {
    if (model.recommender() instanceof Ease ease) {
      Map<Integer, Float> diagonal = new LinkedHashMap<>();
      for (int item = 1; item <= split.catalog().size(); item++) {
        diagonal.put(split.catalog().movieId(item), ease.diagonal(item));
      }
      folder.writeEase(new EaseFit(EaseFit.SCHEMA_VERSION, ease.lambda(), diagonal));
    }
  }

  /**
   * A baseline of a run as it was then, meant for a few users: EASE from what the run has kept,
   * where it has, and anything else fitted as before.
   *
   * @throws DataException when what was kept is of another catalogue
   * @throws movielens.experiment.baseline.BaselineLeftOutException as {@link #fit}
   */
  FittedModel fitAgain(ModelName name, RunFolder folder) {
    Optional<EaseFit> kept = name == ModelName.EASE ? folder.readEase() : Optional.empty();
    return kept.map(fit -> new FittedModel(name, easeOf(fit, folder), split))
        .orElseGet(() -> fit(name, Progress.silent()));
  }

  private EaseByUser easeOf(EaseFit kept, RunFolder folder) {
    float[] diagonal = new float[split.catalog().size() + 1];
    for (int item = 1; item < diagonal.length; item++) {
      Float ofMovie = kept.diagonal().get(split.catalog().movieId(item));
      if (ofMovie == null || !(ofMovie > 0) || !(kept.lambda() > 0)) {
        throw new DataException(
            "%s does not fit the run's data at movie %d; delete it, and ease is fitted again"
                .formatted(folder.file(RunFolder.EASE), split.catalog().movieId(item)));
      }
      diagonal[item] = ofMovie;
    }
    return EaseByUser.of(split.fit(), kept.lambda(), 1, diagonal);
  }
}
