package movielens.experiment.html;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Builds a page of HTML that is also well-formed XML. Text and attribute values, which stand
 * between double quotes, are escaped here, and there is no way around it but for {@link #drawing},
 * whose text another library has escaped.
 */
final class Html {
  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn
   */
  Html open(String tag, String... attributes) {
    tag(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Ends the element that was begun last. */
  Html close() {
    String tag = open.pop();
    out.append("</").append(tag).append('>');
    if (!isInline(tag)) {
      out.append('\n');
    }
    return this;
  }

  /** An element with nothing but text in it. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** An element that has no content, such as {@code meta}. */
  Html empty(String tag, String... attributes) {
    tag(tag, attributes);
    out.append(isInline(tag) ? "/>" : "/>\n");
    return this;
  }

  /** Text. */
  Html text(String text) {
    escape(text, out);
    return this;
  }

  /** A style sheet of this program's own. */
  Html style(String css) {
    out.append("<style>\n").append(css).append("</style>\n");
    return this;
  }

  /** A chart. */
  Html drawing(Svg svg) {
    out.append(svg.markup()).append('\n');
    return this;
  }

  /** The page so far; every element must be closed. */
  String page() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("open: " + open);
    }
    return "<!DOCTYPE html>\n" + out;
  }

  private void tag(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1], out);
      out.append('"');
    }
  }

  private static boolean isInline(String tag) {
    return switch (tag) {
      case "bdi", "b", "span", "small", "code", "strong", "a", "i", "wbr" -> true;
      default -> false;
    };
  }

  private static void escape(String text, StringBuilder out) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(isCharacter(c) ? c : 0xfffd);
              }
            });
  }

  /** The same text without what no document can hold: most control characters, half pairs. */
  static String characters(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().forEach(c -> kept.appendCodePoint(isCharacter(c) ? c : 0xfffd));
    return kept.toString();
  }

  private static boolean isCharacter(int c) {
    boolean control = (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
    boolean surrogate = c >= 0xd800 && c <= 0xdfff;
    return !control && !surrogate && (c & 0xfffe) != 0xfffe;
  }
}
