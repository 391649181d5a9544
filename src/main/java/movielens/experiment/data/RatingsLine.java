package movielens.experiment.data;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Says what is wrong with a line of ratings that was refused, and what to do about it. */
final class RatingsLine {
  /** Lines longer than this are not read: no line of any release comes near it. */
  static final int MAX_LINE_BYTES = 64 << 10;

  /** Ratings above this are refused; MovieLens' own end at 5. */
  static final int MAX_RATING = 100;

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,9})?");
  private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?[0-9.]+[eE][+-]?[0-9]+");
  private static final Pattern FRACTION = Pattern.compile("[+-]?[0-9]*\\.[0-9]*");
  private static final int SHOWN_CHARACTERS = 40;

  private RatingsLine() {}

  /** The reason why the line at {@code from} was refused. */
  static String complaint(
      ReleaseFormat format, int latestEpochSecond, byte[] bytes, int from, int to) {
    int end = lineEnd(bytes, from, to);
    if (end - from > MAX_LINE_BYTES) {
      return "the line is longer than 64 KiB; this is not a ratings file, or it is damaged";
    }
    for (int p = from; p < end; p++) {
      if (bytes[p] == 0) {
        return "the line has a NUL byte; the file is damaged or not UTF-8, download it again";
      }
    }
    String line = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    if (line.equals(ReleaseFormat.RATINGS_HEADER)) {
      return "the header stands here a second time; remove this line";
    }
    return complaint(format, latestEpochSecond, line.split(Pattern.quote(format.separator()), -1));
  }

  private static int lineEnd(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != '\n') {
      end++;
    }
    return end > from && bytes[end - 1] == '\r' ? end - 1 : end;
  }

  private static String complaint(ReleaseFormat format, int latestEpochSecond, String[] fields) {
    if (fields.length != 4) {
      return (fields.length < 4 ? "a field is missing" : "there are too many fields")
          + ": "
          + fields.length
          + " instead of the 4 of "
          + format.ratingsLine();
    }
    String complaint = idComplaint("user id", fields[0]);
    if (complaint == null) {
      complaint = idComplaint("movie id", fields[1]);
    }
    if (complaint == null) {
      complaint = ratingComplaint(fields[2]);
    }
    if (complaint == null) {
      complaint = timeComplaint(fields[3], latestEpochSecond);
    }
    return complaint != null ? complaint : "the line is not of the form " + format.ratingsLine();
  }

  private static String idComplaint(String what, String text) {
    if (text.isEmpty()) {
      return what + " is empty; give a whole number from 1 to 2147483647";
    }
    if (!DIGITS.matcher(text).matches()) {
      return what + " " + shown(text) + " is not a whole number from 1 to 2147483647";
    }
    if (beyondInt(text) || Integer.parseInt(text) == 0) {
      return what + " " + shown(text) + " is outside 1 to 2147483647";
    }
    return tooManyDigits(what, text);
  }

  private static String ratingComplaint(String text) {
    if (!DECIMAL.matcher(text).matches() || Double.parseDouble(text) >= MAX_RATING + 1) {
      return "rating " + shown(text) + " is not a number such as 3.5 from 0 to " + MAX_RATING;
    }
    return null;
  }

  private static String timeComplaint(String text, int latestEpochSecond) {
    String wanted = "; give whole seconds since 1970";
    if (text.isEmpty()) {
      return "timestamp is empty" + wanted;
    }
    if (text.startsWith("-")) {
      return "timestamp " + shown(text) + " is negative" + wanted;
    }
    if (SCIENTIFIC.matcher(text).matches()) {
      return "timestamp " + shown(text) + " is in scientific notation" + wanted;
    }
    if (FRACTION.matcher(text).matches()) {
      return "timestamp " + shown(text) + " is fractional" + wanted;
    }
    if (!DIGITS.matcher(text).matches()) {
      return "timestamp " + shown(text) + " is not a whole number" + wanted;
    }
    if (beyondInt(text)) {
      return "timestamp " + shown(text) + " is too large (milliseconds?)" + wanted;
    }
    int epochSecond = Integer.parseInt(text);
    if (epochSecond > latestEpochSecond) {
      return "timestamp "
          + text
          + " lies in the future ("
          + Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC).toLocalDate()
          + ")"
          + wanted;
    }
    return tooManyDigits("timestamp", text);
  }

  private static String tooManyDigits(String what, String text) {
    return text.length() > 10 ? what + " " + shown(text) + " has too many digits" : null;
  }

  private static boolean beyondInt(String digits) {
    return new BigDecimal(digits).compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0;
  }

  private static String shown(String text) {
    String start =
        text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
    return "'" + start.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
