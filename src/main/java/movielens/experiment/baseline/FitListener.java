package movielens.experiment.baseline;

/** Told how the fitting of a baseline goes on. */
@FunctionalInterface
public interface FitListener {
  /** Listens to nothing. */
  FitListener NONE = () -> {};

  /** One more combination of settings was judged on the validation part. */
  void tried();
}
