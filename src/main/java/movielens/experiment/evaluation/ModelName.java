package movielens.experiment.evaluation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The models of the table. */
public enum ModelName {
  GENERIC,
  DISTILLED,
  FINE_TUNED,
  /** As distilled, but of everybody's events on the genre. */
  GENERIC_GENRE,
  /** As generic, but of the power users' events alone. */
  DEVOTEES,
  /** Generic trained on for as many steps as fine-tuned, on everybody. */
  CONTINUED,
  /** As distilled, but learning also from what generic would recommend. */
  TAUGHT,
  POPULAR,
  RECENT_POPULAR,
  ITEM_KNN,
  EASE,
  EASE_RECENT,
  TRANSITIONS,
  POPULAR_DISTILLED,
  RECENT_POPULAR_DISTILLED,
  ITEM_KNN_DISTILLED,
  EASE_DISTILLED,
  EASE_RECENT_DISTILLED,
  TRANSITIONS_DISTILLED;

  private static final String OF_THE_SLICE = "_DISTILLED";

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
    return switch (this) {
      case FINE_TUNED, GENERIC_GENRE, DEVOTEES, CONTINUED -> true;
      default -> knowsGenreAlone();
    };
  }

  /** Whether the genre events of its power users are all the events that this model is given. */
  public boolean knowsGenreAlone() {
    return this == DISTILLED || this == TAUGHT || (!trained() && name().endsWith(OF_THE_SLICE));
  }

  /** The same baseline fitted on everybody; this model itself where it is that. */
  public ModelName ofEverybody() {
    return !trained() && knowsGenreAlone() ? valueOf(name().replace(OF_THE_SLICE, "")) : this;
  }

  /** Whether this model is a trained transformer, and so differs from seed to seed. */
  public boolean trained() {
    return compareTo(POPULAR) < 0;
  }

  /** Whether generic has to be trained before this model. */
  public boolean needsGeneric() {
    return continuesGeneric() || this == TAUGHT;
  }

  /** Whether this model is generic, trained on. */
  public boolean continuesGeneric() {
    return this == FINE_TUNED || this == CONTINUED;
  }
}
