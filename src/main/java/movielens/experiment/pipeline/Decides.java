package movielens.experiment.pipeline;

/** What depends on an option. */
public enum Decides {
  /** Which events there are. */
  DATA,
  /** Which of them train, validate and test. */
  SPLIT,
  /** Who the power users are, and so what the models of a slice are trained on. */
  SLICE,
  /** The weights of a trained model. */
  TRAINING,
  /** Which models and trainings are judged, and how. */
  JUDGING,
  /** No more than the last digits: where things are, what computes, what is kept. */
  NOTHING
}
