package movielens.experiment.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a command as a shell has them. */
final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");
  private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

  private ShellWords() {}

  /** A word that a shell takes as it is, whatever is in it. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A command with all its words quoted where they need it. */
  static String quoted(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  /** The words of a text: separated by blanks; in quotes blanks are kept. Nothing is expanded. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(
          QUOTED
              .matcher(word.group())
              .replaceAll(
                  quoted ->
                      Matcher.quoteReplacement(
                          quoted.group(1) == null ? quoted.group(2) : quoted.group(1))));
    }
    return words;
  }
}
