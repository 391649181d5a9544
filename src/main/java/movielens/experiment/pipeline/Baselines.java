package movielens.experiment.pipeline;

import java.lang.ref.SoftReference;
import java.util.EnumMap;
import java.util.Map;
import movielens.experiment.baseline.Ease;
import movielens.experiment.baseline.ItemKnn;
import movielens.experiment.baseline.Popular;
import movielens.experiment.baseline.RecentPopular;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.Recommender;

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
   * @throws movielens.experiment.baseline.BaselineLeftOutException when it cannot be fitted on a
   *     catalogue of this size
   * @throws IllegalArgumentException for a model that is trained
   */
  FittedModel fit(ModelName name) {
    SoftReference<FittedModel> before = kept.get(name);
    FittedModel fitted = before == null ? null : before.get();
    if (fitted == null) {
      fitted = new FittedModel(name, recommender(name), split);
      kept.put(name, new SoftReference<>(fitted));
    }
    return fitted;
  }

  private Recommender recommender(ModelName name) {
    int items = split.catalog().size();
    return switch (name) {
      case POPULAR -> Popular.fit(split.fit(), items);
      case RECENT_POPULAR -> RecentPopular.fit(split.fit(), items);
      case ITEM_KNN -> ItemKnn.fit(split.fit(), items);
      case EASE -> Ease.fit(split.fit(), split.validation(), items);
      case GENERIC, DISTILLED, FINE_TUNED ->
          throw new IllegalArgumentException(name.label() + " is trained");
    };
  }
}
