package movielens.experiment.data.reading;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A column that the experiment needs, and the names that people give it. Of several columns with
 * such names, one with a better name is taken: the official name first, a vague one last.
 */
enum Column {
  /** Who rated. */
  USER("userId", "user uid customerid memberid reviewerid", ""),
  /** What was rated. */
  MOVIE("movieId", "itemid iid mid filmid movie item film", "id"),
  /** How many stars. */
  RATING("rating", "ratings score stars star userrating", "value"),
  /** When. */
  TIME(
      "timestamp",
      "time ts timestampms unixtime unixtimestamp epoch ratingtime ratedat createdat",
      "datetime date"),
  /** The movie's title. */
  TITLE("title", "movietitle filmtitle itemtitle moviename itemname", "name movie item film"),
  /** The movie's genres, joined by bars. */
  GENRES("genres", "genre moviegenres moviegenre categories category", "class classes tags tag");

  /** The columns of a ratings file, in the official order. */
  static final List<Column> OF_RATINGS = List.of(USER, MOVIE, RATING, TIME);

  /** The columns of a movies file, in the official order. */
  static final List<Column> OF_MOVIES = List.of(MOVIE, TITLE, GENRES);

  /** How many kinds of name there are: official, common, vague. */
  static final int KINDS = 3;

  /** RecBole writes the type of a column behind its name. */
  static final Pattern TYPE = Pattern.compile(":(token|float)(_seq)?$");

  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final String officialName;

  /** Words with blanks between them. */
  private final String common;

  private final String vague;

  Column(String officialName, String common, String vague) {
    this.officialName = officialName;
    this.common = common;
    this.vague = vague;
  }

  /** The name that the official csv releases use. */
  String officialName() {
    return officialName;
  }

  /**
   * Whether a name means this column. Case and signs do not matter: {@code User_ID} is {@code
   * userId}.
   *
   * @param kind 0 for the official name, 1 for common ones, 2 for vague ones
   */
  boolean isMeantBy(String name, int kind) {
    String plain = plain(TYPE.matcher(name.strip()).replaceFirst(""));
    return switch (kind) {
      case 0 -> plain.equals(plain(officialName));
      case 1 -> List.of(common.split(" ", -1)).contains(plain) && !plain.isEmpty();
      default -> List.of(vague.split(" ", -1)).contains(plain) && !plain.isEmpty();
    };
  }

  private static String plain(String name) {
    return SIGNS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
