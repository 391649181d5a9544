package movielens.experiment.pipeline.judging;

import movielens.experiment.data.Split;
import movielens.experiment.evaluation.Evaluation;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.Panel;
import movielens.experiment.evaluation.Recommender;

/**
 * A model that is ready to be judged.
 *
 * @param name which of the table's models it is
 * @param recommender ranks with it
 * @param world the split whose catalogue is the recommender's vocabulary and whose training part is
 *     the history it is given
 */
public record FittedModel(ModelName name, Recommender recommender, Split world) {
  /** How it does on a panel. */
  Evaluation judgedOn(Panel panel) {
    return Evaluator.evaluate(recommender, world.catalog(), world.training(), panel);
  }
}
