package movielens.experiment.data.reading;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a file writes times. The first one in it shows how. */
enum TimeForm {
  /** Whole seconds since 1970, as in the releases. */
  SECONDS(1, null),
  /** Thousandths of it, as JavaScript and Java count. */
  MILLISECONDS(1_000, "times are milliseconds since 1970"),
  /** As databases count. */
  MICROSECONDS(1_000_000, "times are microseconds since 1970"),
  /** As pandas counts. */
  NANOSECONDS(1_000_000_000, "times are nanoseconds since 1970"),
  /** ISO 8601: a date, with or without a time of day, fraction and zone. */
  ISO(0, "times are dates, those without a zone read as UTC");

  /** No number here: the text is no time of this form. */
  static final long NONE = -1;

  /** In seconds, later than the year 5000; in milliseconds, 1973. */
  private static final long FIRST_MILLISECOND = 100_000_000_000L;

  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,19})(\\.[0-9]*)?");
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4})-(\\d{2})-(\\d{2})"
              + "(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?"
              + " ?(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?)?");

  private final long perSecond;
  private final String words;

  TimeForm(long perSecond, String words) {
    this.perSecond = perSecond;
    this.words = words;
  }

  /** The form of a time; that of the releases when it has none. */
  static TimeForm of(String text) {
    if (ISO.epochSecond(text) != NONE) {
      return ISO;
    }
    Matcher number = NUMBER.matcher(text);
    if (!number.matches() || number.group(1).length() > 18) {
      return SECONDS;
    }
    long value = Long.parseLong(number.group(1));
    if (value < FIRST_MILLISECOND) {
      return SECONDS;
    }
    return value < 1000 * FIRST_MILLISECOND
        ? MILLISECONDS
        : value < 1_000_000 * FIRST_MILLISECOND ? MICROSECONDS : NANOSECONDS;
  }

  /** What a person should know about it; empty for that of the releases. */
  Optional<String> words() {
    return Optional.ofNullable(words);
  }

  /** Seconds since 1970, rounded down, or {@link #NONE}. */
  long epochSecond(String text) {
    if (this == ISO) {
      Matcher date = DATE.matcher(text);
      return date.matches() ? isoSecond(date) : NONE;
    }
    Matcher number = NUMBER.matcher(text);
    if (!number.matches() || number.group(1).length() > 18) {
      return NONE;
    }
    long value = Long.parseLong(number.group(1));
    return this == SECONDS || value >= perSecond / 1000 * FIRST_MILLISECOND
        ? value / perSecond
        : NONE;
  }

  private static long isoSecond(Matcher date) {
    try {
      LocalDate day = LocalDate.of(part(date, 1), part(date, 2), part(date, 3));
      LocalTime time =
          date.group(4) == null
              ? LocalTime.MIDNIGHT
              : LocalTime.of(part(date, 4), part(date, 5), part(date, 6));
      return Math.max(NONE, LocalDateTime.of(day, time).toEpochSecond(zone(date.group(7))));
    } catch (DateTimeException e) {
      return NONE;
    }
  }

  private static int part(Matcher date, int group) {
    return date.group(group) == null ? 0 : Integer.parseInt(date.group(group));
  }

  private static ZoneOffset zone(String text) {
    return text == null || Character.isLetter(text.charAt(0))
        ? ZoneOffset.UTC
        : ZoneOffset.of(text);
  }
}
