package movielens.experiment.data.reading;

/** Pieces of a file, in a message about it. */
final class Shown {
  private static final int MOST_CHARACTERS = 40;

  private Shown() {}

  /** A field in quotes: its beginning, when it is long. */
  static String field(String text) {
    return "'" + beginning(text, MOST_CHARACTERS) + "'";
  }

  /** The beginning of a text, with a mark for each character that is none to print. */
  static String beginning(String text, int most) {
    String start = text.length() > most ? text.substring(0, most) + "…" : text;
    return start.replace("\t", "<tab>").replaceAll("\\p{Cntrl}", "?");
  }
}
