package movielens.experiment.training;

/** Which windows meet in a batch. */
public enum BatchOrder {
  /** Those of about one length: little is padded, but users of few events meet each other alone. */
  BY_LENGTH,
  /** Any. */
  MIXED
}
