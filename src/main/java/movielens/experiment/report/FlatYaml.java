package movielens.experiment.report;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A map of scalars and lists of scalars as YAML text that any YAML reader gives back unchanged. */
public final class FlatYaml {
  /** Words that no reader takes for a number, a boolean, null, or syntax. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/._][A-Za-z0-9/._-]*");

  private static final Pattern KEYWORD =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|\\.nan|[-+.]?inf|\\.+|[._]*[0-9._e]*");

  private FlatYaml() {}

  /** The text, one line per option, with a comment that says what it is for. */
  public static String toText(Map<String, ?> options) {
    StringBuilder text =
        new StringBuilder("# 'experiment run --config' with this file repeats the run.\n");
    options.forEach(
        (key, value) -> text.append(key).append(": ").append(value(value)).append('\n'));
    return text.toString();
  }

  private static String value(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(FlatYaml::scalar).collect(Collectors.joining(", ", "[", "]"));
    }
    return scalar(value);
  }

  private static String scalar(Object value) {
    String text = value.toString();
    if (value instanceof Number || value instanceof Boolean) {
      return text;
    }
    if (PLAIN.matcher(text).matches() && !KEYWORD.matcher(text).matches()) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().forEach(c -> quoted.append(escaped((char) c)));
    return quoted.append('"').toString();
  }

  private static String escaped(char c) {
    if (c == '"' || c == '\\') {
      return "\\" + c;
    }
    return c < ' ' || c == 0x7f ? "\\u%04x".formatted((int) c) : String.valueOf(c);
  }
}
