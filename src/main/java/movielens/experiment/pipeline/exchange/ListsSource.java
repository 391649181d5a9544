package movielens.experiment.pipeline.exchange;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Lists that are to be judged.
 *
 * @param file where they are
 * @param name of their model in the tables; empty for the name that the file has for it, or of the
 *     file
 */
public record ListsSource(Path file, Optional<String> name) {
  private static final int MOST_CHARACTERS = 80;

  /**
   * The name of a model.
   *
   * @param model in the file's column; empty where it has none
   * @param alone whether it is the only one of the file
   */
  String name(String model, boolean alone) {
    if (name.isPresent()) {
      return shown(alone ? name.get() : name.get() + "/" + model);
    }
    String plain =
        file.getFileName().toString().replaceFirst("(\\.(csv|tsv|txt|inter))?(\\.gz)?$", "");
    return shown(model.isEmpty() ? plain : plain + "/" + model);
  }

  /** A file may hold any text, and a name goes to the terminal. */
  private static String shown(String text) {
    String start = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
