package movielens.experiment.pipeline;

import movielens.experiment.baseline.Ease;
import movielens.experiment.baseline.ItemKnn;
import movielens.experiment.baseline.Popular;
import movielens.experiment.baseline.RecentPopular;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.Recommender;

/** Fits the models that need no gradient descent, on everybody's fit part. */
final class Baselines {
  private final Split split;

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
    int items = split.catalog().size();
    Recommender recommender =
        switch (name) {
          case POPULAR -> Popular.fit(split.fit(), items);
          case RECENT_POPULAR -> RecentPopular.fit(split.fit(), items);
          case ITEM_KNN -> ItemKnn.fit(split.fit(), items);
          case EASE -> Ease.fit(split.fit(), split.validation(), items);
          case GENERIC, DISTILLED, FINE_TUNED ->
              throw new IllegalArgumentException(name.label() + " is trained");
        };
    return new FittedModel(name, recommender, split);
  }
}
