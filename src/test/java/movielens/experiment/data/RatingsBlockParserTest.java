package movielens.experiment.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class RatingsBlockParserTest {
  private static final int LATEST = 1_800_000_000;
  private static final String MUTATIONS = "0129.,:\t-eE+ \"x\r\n\0\u00e9";

  @Provide
  Arbitrary<Ratings.Event> events() {
    return Combinators.combine(
            Arbitraries.integers().between(1, Integer.MAX_VALUE),
            Arbitraries.integers().between(1, Integer.MAX_VALUE),
            Arbitraries.integers().between(0, 1000).map(i -> i / 100f),
            Arbitraries.integers().between(0, LATEST))
        .as(Ratings.Event::new);
  }

  @Property(tries = 500)
  void readsWhatWasWritten(
      @ForAll List<Ratings.@From("events") Event> events,
      @ForAll ReleaseFormat format,
      @ForAll boolean windows) {
    StringBuilder text = new StringBuilder();
    for (Ratings.Event event : events) {
      text.append(line(event, format)).append(windows ? "\r\n" : "\n");
    }
    RatingsBlock block = parse(text.toString(), format);
    assertThat(block.complaint).isNull();
    assertThat(block.rows).isEqualTo(events.size());
    assertThat(block.lines).isEqualTo(events.size());
    for (int row = 0; row < block.rows; row++) {
      assertThat(row(block, row)).isEqualTo(events.get(row));
    }
  }

  /** A line with some bytes changed is read as plain text processing reads it, or explained. */
  @Property(tries = 5000)
  void acceptsJustWhatPlainTextProcessingAccepts(
      @ForAll("events") Ratings.Event event,
      @ForAll ReleaseFormat format,
      @ForAll List<@IntRange(min = 0, max = 400) Integer> mutations) {
    StringBuilder line = new StringBuilder(line(event, format));
    for (int mutation : mutations.subList(0, Math.min(3, mutations.size()))) {
      int at = mutation % line.length();
      line.setCharAt(at, MUTATIONS.charAt(mutation % MUTATIONS.length()));
    }
    String first = line.toString().split("\n", -1)[0].replaceAll("\r$", "");
    RatingsBlock block = parse(first + "\n", format);
    Ratings.Event expected = plain(first, format);
    if (first.isEmpty()) {
      assertThat(block.rows).isZero();
    } else if (expected != null) {
      assertThat(block.complaint).isNull();
      assertThat(row(block, 0)).isEqualTo(expected);
    } else {
      assertThat(block.rows).isZero();
      assertThat(block.complaint)
          .isNotEmpty()
          .doesNotContain("the line is not of the form")
          .doesNotContainPattern("\\p{Cntrl}");
    }
  }

  private static Ratings.Event plain(String line, ReleaseFormat format) {
    String[] fields = line.split(Pattern.quote(format.separator()), -1);
    if (fields.length != 4
        || !fields[0].matches("[0-9]{1,10}")
        || !fields[1].matches("[0-9]{1,10}")
        || !fields[2].matches("[0-9]{1,10}(\\.[0-9]{1,9})?")
        || !fields[3].matches("[0-9]{1,10}")) {
      return null;
    }
    long user = Long.parseLong(fields[0]);
    long movie = Long.parseLong(fields[1]);
    long time = Long.parseLong(fields[3]);
    BigDecimal rating = new BigDecimal(fields[2]);
    boolean inRange =
        Math.min(user, movie) > 0
            && Math.max(user, movie) <= Integer.MAX_VALUE
            && rating.compareTo(BigDecimal.valueOf(RatingsLine.MAX_RATING + 1)) < 0
            && time <= LATEST;
    return inRange
        ? new Ratings.Event((int) user, (int) movie, rating.floatValue(), (int) time)
        : null;
  }

  private static String line(Ratings.Event event, ReleaseFormat format) {
    String rating = String.format(Locale.ROOT, "%.2f", event.rating());
    return String.join(
        format.separator(),
        String.valueOf(event.userId()),
        String.valueOf(event.movieId()),
        rating.endsWith(".00") ? rating.substring(0, rating.length() - 3) : rating,
        String.valueOf(event.epochSecond()));
  }

  private static RatingsBlock parse(String text, ReleaseFormat format) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return new RatingsBlockParser(format, LATEST).parse(bytes, 0, bytes.length);
  }

  private static Ratings.Event row(RatingsBlock block, int row) {
    return new Ratings.Event(
        block.userIds[row], block.movieIds[row], block.ratings[row], block.epochSeconds[row]);
  }
}
