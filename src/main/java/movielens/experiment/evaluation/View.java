package movielens.experiment.evaluation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who is recommended what when models are put side by side. */
public enum View {
  /** The headline: power users, genre catalogue, genre test items, the same for every model. */
  LIKE_FOR_LIKE,
  /**
   * The people and the lists of the headline, and of its test events those that come some time
   * after the last training event: no longer the rest of a visit that began before.
   */
  LATER,
  /** The same users and test items; the generic models rank the whole catalogue. */
  GENERIC_REACH,
  /** Generic models on all users and the whole catalogue, sliced models on their slice. */
  AS_PUBLISHED;

  /** Name in files and tables, e.g. {@code like-for-like}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The view of a label; empty for one that this version does not know. */
  public static Optional<View> of(String label) {
    return Arrays.stream(values()).filter(view -> view.label().equals(label)).findFirst();
  }

  /**
   * Whether the models of this view are judged on the same people and items.
   *
   * @param sliced whether a model that knows only a genre slice is among them
   */
  public boolean comparable(boolean sliced) {
    return this != AS_PUBLISHED || !sliced;
  }
}
