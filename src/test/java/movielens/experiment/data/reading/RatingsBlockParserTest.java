package movielens.experiment.data.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.Ratings;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RatingsBlockParserTest {
  private static final int LATEST = 1_800_000_000;
  private static final String MUTATIONS = "0129.,:\t-eE+ \"x\r\n\0\u00e9";

  private static final List<String> SEPARATORS = List.of(",", "::", "\t", ";");

  @Provide
  Arbitrary<String> separators() {
    return Arbitraries.of(SEPARATORS);
  }

  @Provide
  Arbitrary<Ratings.Event> events() {
    return Combinators.combine(
            Arbitraries.integers().between(0, Integer.MAX_VALUE),
            Arbitraries.integers().between(0, Integer.MAX_VALUE),
            Arbitraries.integers().between(0, 1000).map(i -> i / 100f),
            Arbitraries.integers().between(0, LATEST))
        .as(Ratings.Event::new);
  }

  @Property(tries = 500)
  void readsWhatWasWritten(
      @ForAll List<Ratings.@From("events") Event> events,
      @ForAll("separators") String separator,
      @ForAll boolean windows) {
    StringBuilder text = new StringBuilder();
    for (Ratings.Event event : events) {
      text.append(line(event, separator)).append(windows ? "\r\n" : "\n");
    }
    RatingsBlock block = parse(text.toString(), separator);
    assertThat(block.refused).isFalse();
    assertThat(block.rows).isEqualTo(events.size());
    for (int row = 0; row < block.rows; row++) {
      assertThat(row(block, row)).isEqualTo(events.get(row));
    }
  }

  /** A line with some bytes changed is read as plain text processing reads it, or refused. */
  @Property(tries = 5000)
  void acceptsJustWhatPlainTextProcessingAccepts(
      @ForAll("events") Ratings.Event event,
      @ForAll("separators") String separator,
      @ForAll List<@IntRange(min = 0, max = 400) Integer> mutations) {
    StringBuilder line = new StringBuilder(line(event, separator));
    for (int mutation : mutations.subList(0, Math.min(3, mutations.size()))) {
      int at = mutation % line.length();
      line.setCharAt(at, MUTATIONS.charAt(mutation % MUTATIONS.length()));
    }
    String first = line.toString().split("\n", -1)[0].replaceAll("\r$", "");
    RatingsBlock block = parse(first + "\n", separator);
    Ratings.Event expected = plain(first, separator);
    if (first.isEmpty()) {
      assertThat(block.rows).isZero();
    } else if (expected != null) {
      assertThat(block.refused).isFalse();
      assertThat(row(block, 0)).isEqualTo(expected);
    } else {
      assertThat(block.rows).isZero();
      assertThat(block.refused).isTrue();
    }
  }

  /**
   * A block in the middle of a buffer, cut anywhere, is read as its lines are one by one, whatever
   * stands before and after it.
   */
  @Property(tries = 2000)
  void readsItsBlockAndNothingElse(
      @ForAll @Size(max = 4) List<Ratings.@From("events") Event> events,
      @ForAll("separators") String separator,
      @ForAll List<@IntRange(min = 0, max = 400) Integer> mutations,
      @ForAll @IntRange(max = 60) int cutOff,
      @ForAll @IntRange(max = 3) int neighbour) {
    StringBuilder text = new StringBuilder();
    for (Ratings.Event event : events) {
      text.append(line(event, separator)).append(event.userId() % 2 == 0 ? "\r\n" : "\n");
    }
    text.setLength(Math.max(0, text.length() - cutOff));
    for (int mutation : mutations.subList(0, Math.min(cutOff % 3, mutations.size()))) {
      if (text.length() > 0) {
        text.setCharAt(mutation % text.length(), MUTATIONS.charAt(mutation % MUTATIONS.length()));
      }
    }
    String before = "7" + separator;
    String after = List.of("\n", "3\n", separator + "3\n", ".5\n").get(neighbour);
    byte[] bytes = (before + text + after).getBytes(ISO_8859_1);
    RatingsBlock block =
        new RatingsBlockParser(separator, LATEST)
            .parse(bytes, before.length(), before.length() + text.length());

    int lines = 0;
    boolean refused = false;
    List<Ratings.Event> expected = new ArrayList<>();
    String[] pieces = text.toString().split("\n", -1);
    while (!refused && lines < pieces.length) {
      String line = pieces[lines].replaceAll("\r\\z", "");
      if (lines == pieces.length - 1 && pieces[lines].isEmpty()) {
        // Nothing follows the last line feed.
        break;
      }
      lines++;
      if (!line.isEmpty()) {
        Ratings.Event event = plain(line, separator);
        refused = event == null;
        Stream.ofNullable(event).forEach(expected::add);
      }
    }
    assertThat(IntStream.range(0, block.rows).mapToObj(row -> row(block, row))).isEqualTo(expected);
    assertThat(block.refused).isEqualTo(refused);
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647,2147483647,100.999999999,1800000000",
    "0000000001,0000000001,0000000000.000000000,0000000000",
    "0,0,0,0",
    "1,1,0,0",
    "1,1,0.5,0",
  })
  void theFarthestValuesAreRead(String user, String movie, String rating, String time) {
    for (String separator : SEPARATORS) {
      String line = String.join(separator, user, movie, rating, time);
      RatingsBlock block = parse(line, separator);
      assertThat(block.refused).isFalse();
      assertThat(row(block, 0)).isEqualTo(plain(line, separator)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2147483648,1,1,1",
        "1,2147483648,1,1",
        "00000000001,1,1,1",
        "1,00000000001,1,1",
        "1,1,101,1",
        "1,1,1.0000000000,1",
        "1,1,1.,1",
        "1,1,1,1800000001",
        "1,1,1,00000000001",
        "1,1,1,2147483648",
        "1,1,1",
        "1,1,1,1,1",
      })
  void oneBeyondTheFarthestIsRefused(String line) {
    RatingsBlock block = parse("7,7,1,1\n\n" + line + "\n8,8,1,1\n", ",");
    assertThat(block.refused).isTrue();
    assertThat(block.rows).isEqualTo(1);
  }

  @Test
  void aBlockMayHaveManyRows() {
    int rows = 20_000;
    String text =
        IntStream.rangeClosed(1, rows)
            .mapToObj(row -> row + "," + 2 * row + ",3.5," + row + "\n")
            .collect(Collectors.joining());
    RatingsBlock block = parse(text, ",");
    assertThat(block.rows).isEqualTo(rows);
    for (int row = 0; row < rows; row++) {
      assertThat(row(block, row)).isEqualTo(new Ratings.Event(row + 1, 2 * row + 2, 3.5f, row + 1));
    }
  }

  private static Ratings.Event plain(String line, String separator) {
    String[] fields = line.split(Pattern.quote(separator), -1);
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
        Math.max(user, movie) <= Integer.MAX_VALUE
            && rating.compareTo(BigDecimal.valueOf(MovieLens.MAX_RATING + 1)) < 0
            && time <= LATEST;
    return inRange
        ? new Ratings.Event((int) user, (int) movie, rating.floatValue(), (int) time)
        : null;
  }

  private static String line(Ratings.Event event, String separator) {
    String rating = String.format(Locale.ROOT, "%.2f", event.rating());
    return String.join(
        separator,
        String.valueOf(event.userId()),
        String.valueOf(event.movieId()),
        rating.endsWith(".00") ? rating.substring(0, rating.length() - 3) : rating,
        String.valueOf(event.epochSecond()));
  }

  private static RatingsBlock parse(String text, String separator) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return new RatingsBlockParser(separator, LATEST).parse(bytes, 0, bytes.length);
  }

  private static Ratings.Event row(RatingsBlock block, int row) {
    return new Ratings.Event(
        block.userIds[row], block.movieIds[row], block.ratings[row], block.epochSeconds[row]);
  }
}
