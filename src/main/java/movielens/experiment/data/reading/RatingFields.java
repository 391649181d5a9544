package movielens.experiment.data.reading;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import movielens.experiment.data.MovieLens;

/**
 * The four fields of a rating as numbers, or what is wrong with them and what to do about it.
 *
 * @param timeForm how times are written
 * @param latestEpochSecond times after this one are refused
 */
record RatingFields(TimeForm timeForm, int latestEpochSecond) {
  private static final Pattern ID = Pattern.compile("([0-9]+)(?:\\.0*)?");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,10}([.,][0-9]{1,20})?");
  private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?[0-9.]+[eE][+-]?[0-9]+");
  private static final String IDS = "a whole number from 0 to 2147483647";
  private static final String WANTED =
      "; give whole seconds since 1970 or dates such as 2005-04-02 23:53:47";

  /** Whether these are the fields of a rating, in the official order. */
  static boolean fit(List<String> fields, int latestEpochSecond) {
    RatingFields form = new RatingFields(TimeForm.of(fields.get(3).strip()), latestEpochSecond);
    return form.addTo(
            new RatingsBlock(1), fields.get(0), fields.get(1), fields.get(2), fields.get(3))
        == null;
  }

  /**
   * Adds a rating to a block.
   *
   * @return why it was refused; null when it was added
   */
  String addTo(RatingsBlock block, String user, String movie, String rating, String time) {
    String complaint = idComplaint("user id", user.strip());
    if (complaint == null) {
      complaint = idComplaint("movie id", movie.strip());
    }
    if (complaint == null) {
      complaint = ratingComplaint(rating.strip());
    }
    if (complaint == null) {
      complaint = timeComplaint(time.strip());
    }
    if (complaint == null) {
      block.add(
          id(user.strip()),
          id(movie.strip()),
          Float.parseFloat(rating.strip().replace(',', '.')),
          (int) timeForm.epochSecond(time.strip()));
    }
    return complaint;
  }

  /** An id that {@link #idComplaint} has nothing against. */
  static int id(String text) {
    int point = text.indexOf('.');
    return Integer.parseInt(point < 0 ? text : text.substring(0, point));
  }

  /** What is wrong with an id; null when nothing is. */
  static String idComplaint(String what, String text) {
    if (text.isEmpty()) {
      return what + " is empty; give " + IDS;
    }
    if (SCIENTIFIC.matcher(text).matches()) {
      return what + " " + Shown.field(text) + " is in scientific notation; write all its digits";
    }
    Matcher id = ID.matcher(text);
    if (!id.matches()) {
      return what + " " + Shown.field(text) + " is not " + IDS;
    }
    String digits = id.group(1);
    if (digits.length() > 9
        && new BigDecimal(digits).compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      return what + " " + Shown.field(text) + " is outside 0 to 2147483647";
    }
    return null;
  }

  private static String ratingComplaint(String text) {
    if (!DECIMAL.matcher(text).matches()
        || Double.parseDouble(text.replace(',', '.')) >= MovieLens.MAX_RATING + 1) {
      return "rating "
          + Shown.field(text)
          + " is not a number such as 3.5 from 0 to "
          + MovieLens.MAX_RATING;
    }
    return null;
  }

  private String timeComplaint(String text) {
    long epochSecond = timeForm.epochSecond(text);
    if (epochSecond >= 0 && epochSecond <= latestEpochSecond) {
      return null;
    }
    if (text.isEmpty()) {
      return "timestamp is empty" + WANTED;
    }
    String shown = "timestamp " + Shown.field(text);
    if (text.startsWith("-")) {
      return shown + " is negative" + WANTED;
    }
    if (SCIENTIFIC.matcher(text).matches()) {
      return shown + " is in scientific notation, which may have lost digits" + WANTED;
    }
    if (epochSecond < 0) {
      return shown
          + timeForm
              .words()
              .map(form -> " is none of this file, whose " + form)
              .orElse(" is not a whole number")
          + WANTED;
    }
    if (epochSecond > Integer.MAX_VALUE) {
      return shown + " is too large (milliseconds?)" + WANTED;
    }
    return shown
        + " lies in the future ("
        + Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC).toLocalDate()
        + ")"
        + WANTED;
  }
}
