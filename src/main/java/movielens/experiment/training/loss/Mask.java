package movielens.experiment.training.loss;

import java.util.Locale;

/** Which shared negatives are none for a target, beside its own item. */
public enum Mask {
  /** The user's fit events inside the horizon of the position. */
  HORIZON,
  /** All fit events of the user, earlier ones too. */
  OWN,
  /** No others. */
  NONE;

  /** The choice on the command line. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
