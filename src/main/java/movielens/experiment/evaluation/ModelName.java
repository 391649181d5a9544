package movielens.experiment.evaluation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The models of the table. */
public enum ModelName {
  GENERIC,
  DISTILLED,
  FINE_TUNED,
  POPULAR,
  RECENT_POPULAR,
  ITEM_KNN,
  EASE;

  /** The name in options, files and tables: lower case with hyphens, e.g. {@code fine-tuned}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The model of a label; empty for one that this version does not know. */
  public static Optional<ModelName> of(String label) {
    return Arrays.stream(values()).filter(model -> model.label().equals(label)).findFirst();
  }

  /** Whether this model needs a genre slice. */
  public boolean sliced() {
    return this == DISTILLED || this == FINE_TUNED;
  }

  /** Whether this model is a trained transformer, and so differs from seed to seed. */
  public boolean trained() {
    return this == GENERIC || sliced();
  }
}
