package movielens.experiment.console;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the place that text goes to can show.
 *
 * @param interactive whether a person watches it, so that lines may be redrawn
 * @param colour whether bold and colour codes are understood and wanted
 * @param unicode whether characters beyond ASCII arrive
 */
public record Terminal(boolean interactive, boolean colour, boolean unicode) {
  /** A file or pipe that takes ASCII. */
  public static final Terminal PLAIN = new Terminal(false, false, false);

  /** What standard output can show. */
  public static Terminal ofStdout() {
    return of(1, "stdout.encoding", System.getenv());
  }

  /** What standard error can show. */
  public static Terminal ofStderr() {
    return of(2, "stderr.encoding", System.getenv());
  }

  private static Terminal of(
      int descriptor, String encodingProperty, Map<String, String> environment) {
    boolean interactive =
        isTerminal(descriptor) && !"dumb".equals(environment.getOrDefault("TERM", ""));
    // https://no-color.org: any value that is not empty.
    boolean colour = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(interactive, colour, isUnicode(encodingProperty));
  }

  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    if (Files.isSymbolicLink(link)) {
      try {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      } catch (IOException e) {
        return false;
      }
    }
    return hasConsole();
  }

  /** Where there is no /proc: before JDK 22 a console is always a terminal, later it may not be. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static boolean isUnicode(String encodingProperty) {
    String name =
        System.getProperty(encodingProperty, System.getProperty("sun." + encodingProperty));
    try {
      Charset charset = name == null ? Charset.defaultCharset() : Charset.forName(name);
      return charset.name().startsWith("UTF-");
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return false;
    }
  }

  String bold(String text) {
    return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  String alarm(String text) {
    return colour ? "\u001b[1;33m" + text + "\u001b[0m" : text;
  }

  /** The text as lines of at most {@code width} where its words allow, later ones indented. */
  List<String> wrapped(String text, String indent, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder row = new StringBuilder();
    for (String word : text(text).split(" ", -1)) {
      if (row.length() > indent.length() && row.length() + 1 + word.length() > width) {
        lines.add(row.toString());
        row.setLength(0);
        row.append(indent).append(word);
      } else {
        row.append(row.length() == 0 ? "" : " ").append(word);
      }
    }
    lines.add(row.toString());
    return lines;
  }

  /** The text, with the few characters beyond ASCII that reports use spelled out if need be. */
  String text(String text) {
    if (unicode) {
      return text;
    }
    return text.replace("±", "+-")
        .replace("−", "-")
        .replace("–", "-")
        .replace("…", "...")
        .replace("≥", ">=")
        .replace("×", "x")
        .replace("·", "|")
        .replace("─", "-");
  }
}
