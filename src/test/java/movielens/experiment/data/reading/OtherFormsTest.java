package movielens.experiment.data.reading;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Interactions;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.MovieRow;
import movielens.experiment.data.ReleaseFormat;
import movielens.experiment.files.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ratings and movies in the forms that people have them in: read, and said; or one clear line. */
final class OtherFormsTest {
  private static final String SECONDS = "978300760";

  @TempDir Path folder;

  /** The three ratings of {@link SmallRelease}, each by a pattern of U, M, R and T. */
  private static String ratings(String header, String pattern, List<String> times) {
    return header
        + row(pattern, "7", "1", "4.5", times.get(0))
        + row(pattern, "7", "20", "3.0", times.get(1))
        + row(pattern, "9", "1", "0.5", times.get(2));
  }

  private static String ratings(String header, String pattern) {
    return ratings(header, pattern, List.of("978300760", "978300761", "978300000"));
  }

  private static String row(String pattern, String user, String movie, String rating, String time) {
    return pattern
            .replace("U", user)
            .replace("M", movie)
            .replace("R", rating)
            .replace("T", time)
            .replace("|n", "\n")
        + "\n";
  }

  private MovieLens read(String name, String ratings) {
    return read(name, ratings, "movies.csv", SmallRelease.MOVIES_CSV);
  }

  private MovieLens read(String name, String ratings, String moviesName, String movies) {
    SmallRelease.write(
        folder, Map.of(name, ratings.getBytes(UTF_8), moviesName, movies.getBytes(UTF_8)));
    return MovieLensReader.read(folder);
  }

  private static void assertRatings(MovieLens data) {
    assertThat(data.ratings().intColumn("userId").asList()).containsExactly(7, 7, 9);
    assertThat(data.ratings().intColumn("movieId").asList()).containsExactly(1, 20, 1);
    assertThat(data.ratings().floatColumn("rating").asList()).containsExactly(4.5f, 3f, 0.5f);
    assertThat(data.ratings().intColumn("timestamp").asList())
        .containsExactly(978300760, 978300761, 978300000);
  }

  private String failure() {
    return catchThrowableOfType(DataException.class, () -> MovieLensReader.read(folder))
        .getMessage();
  }

  private String failure(String name, String ratings) {
    SmallRelease.write(
        folder,
        Map.of(
            name, ratings.getBytes(UTF_8), "movies.csv", SmallRelease.MOVIES_CSV.getBytes(UTF_8)));
    String message = failure();
    assertThat(message).doesNotContain("\n").hasSizeLessThan(500);
    return message;
  }

  /** In official columns nothing has to be said, whatever is quoted. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "\"userId\",\"movieId\",\"rating\",\"timestamp\"!U,M,R,T",
        "\"userId\",\"movieId\",\"rating\",\"timestamp\"!\"U\",\"M\",\"R\",\"T\"",
        "userId,movieId,rating,timestamp!\"U\",\"M\",R,\"T\"",
        "userId,movieId,rating,timestamp!U,M,R,T.0",
        "userId,movieId,rating,timestamp!U.0,M.0,R,T.25",
        "userId,movieId,rating,timestamp! U, M, R, T ",
        "userId,movieId,rating,timestamp!U,M,R00000000000,T",
        "timestamp,rating,movieId,userId!T,R,M,U",
        "rating,userId,movieId,timestamp!\"R\",U,\"M\",T",
      })
  void quotesBlanksAndOrder(String header, String pattern) {
    MovieLens data = read("ratings.csv", ratings(header + "\n", pattern));
    assertRatings(data);
    assertThat(data.warnings()).isEmpty();
  }

  /** One line of an official file that is written differently does not matter. */
  @Test
  void aStrayFormInTheMiddle() {
    String ratings =
        SmallRelease.RATINGS_CSV.replace("7,20,3.0,978300761", "\"7\",\"20\",\"3.0\",978300761.0");
    assertRatings(read("ratings.csv", ratings));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "ratings.csv!user_id,item_id,rating,timestamp!U,M,R,T!userId is column 'user_id'",
        "ratings.csv!User,Item,Stars,Time!U,M,R,T!rating is column 'Stars'",
        "ratings.csv!uid,iid,score,ts!U,M,R,T!movieId is column 'iid'",
        "ratings.csv!UserID,MovieID,Rating,Timestamp!U,M,R,T!userId is column 'UserID'",
        "ratings.csv!userId,movieId,rating,timestamp,device!U,M,R,T,phone!left out 'device'",
        "ratings.csv!userId,movieId,rating,timestamp,text!U,M,R,T,\"a, b|nc\"!left out 'text'",
        "ratings.csv!,userId,movieId,rating,timestamp!0,U,M,R,T!left out ''",
        "ratings.csv!\"\",\"userId\",\"movieId\",\"rating\",\"timestamp\"!\"1\",U,M,R,T!left out"
            + " ''",
        "ratings.csv!id,userId,movieId,rating,timestamp!5,U,M,R,T!left out 'id'",
        "ratings.csv!userId,movieId,rating,timestamp,date!U,M,R,T,1.1.01!left out 'date'",
        "ratings.csv!userId;movieId;rating;timestamp!U;M;R;T!separated by ';'",
        "ratings.csv!userId::movieId::rating::timestamp!U::M::R::T!separated by '::'",
        "ratings.tsv!userId`\t`movieId`\t`rating`\t`timestamp!U`\t`M`\t`R`\t`T!by '<tab>'",
        "rating.csv!userId,movieId,rating,timestamp,x!U,M,R,T,!left out 'x'",
        "ratings_small.csv!userId,movieId,rating,time!U,M,R,T!timestamp is column 'time'",
        "ml-latest-small-ratings.csv!user,movie,rating,time!U,M,R,T!userId is column 'user'",
        "u.data!user_id`\t`item_id`\t`rating`\t`timestamp!U`\t`M`\t`R`\t`T!column 'user_id'",
        "ratings.dat!UserID::MovieID::Rating::Timestamp!U::M::R::T!column 'UserID'",
      })
  void otherNamesAndSeparators(String name, String header, String pattern, String said) {
    MovieLens data = read(name, ratings(header.replace("`", "") + "\n", pattern.replace("`", "")));
    assertRatings(data);
    assertThat(data.warnings()).singleElement().asString().startsWith(name + ": ").contains(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"U,M,R,T", "U;M;R;T", "\"U\",\"M\",\"R\",\"T\"", "U\tM\tR\tT"})
  void withoutAHeaderTheOrderIsTheOfficialOne(String pattern) {
    MovieLens data = read("ratings.csv", ratings("", pattern));
    assertRatings(data);
    assertThat(data.warnings())
        .singleElement()
        .asString()
        .startsWith("ratings.csv: no header, so read as userId");
  }

  @Test
  void decimalCommas() {
    String ratings =
        ratings("userId;movieId;rating;timestamp\n", "U;M;R;T")
            .replace("4.5", "4,5")
            .replace("3.0", "3");
    assertRatings(read("ratings.csv", ratings));
  }

  @ParameterizedTest
  @CsvSource({
    "2000-12-31 22:12:40, 2000-12-31 22:12:41, 2000-12-31 22:00:00",
    "2000-12-31T22:12:40Z, 2000-12-31T22:12:41Z, 2000-12-31T22:00:00Z",
    "2001-01-01T00:12:40+02:00, 2000-12-31T22:12:41.999Z, 2000-12-31T22:00",
    "2000-12-31 22:12:40 UTC, 2000-12-31 20:12:41-0200, 2000-12-31 23:00:00+01",
    "978300760000, 978300761999, 978300000000",
    "978300760000000, 978300761000000, 978300000000000",
    "978300760000000000, 978300761000000000, 978300000000000000",
  })
  void timesOfOtherForms(String first, String second, String third) {
    String header = ReleaseFormat.RATINGS_HEADER + "\n";
    MovieLens data = read("ratings.csv", ratings(header, "U,M,R,T", List.of(first, second, third)));
    assertRatings(data);
    assertThat(data.warnings()).singleElement().asString().contains("ratings.csv: times are ");
  }

  @Test
  void datesWithoutATimeOfDay() {
    String header = "userId,movieId,rating,date\n";
    MovieLens data =
        read(
            "ratings.csv",
            ratings(header, "U,M,R,T", List.of("1970-01-02", "1970-01-03", "2001-01-01")));
    assertThat(data.ratings().intColumn("timestamp").asList())
        .containsExactly(86_400, 172_800, 978_307_200);
  }

  @ParameterizedTest
  @CsvSource({
    "978300760000, 978300761, times are milliseconds",
    "2000-12-31, 978300761, times are dates",
    "978300760, 2000-12-31, is not a whole number",
    "2000-12-31, 2000-02-30, times are dates",
    "31/12/2000, 31/12/2000, is not a whole number; give whole seconds since 1970 or dates such as",
    "2000-12-31, 2100-01-01, is too large",
  })
  void aFileHasOneFormOfTimes(String first, String second, String complaint) {
    String header = ReleaseFormat.RATINGS_HEADER + "\n";
    assertThat(failure("ratings.csv", ratings(header, "U,M,R,T", List.of(first, second, second))))
        .contains("ratings.csv:" + (complaint.startsWith("is not a whole number;") ? 2 : 3) + ": ")
        .contains(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "userId,movieId,timestamp!'userId,movieId,timestamp' and has no column for rating; needed",
        "userId,rating!has no column for movieId or timestamp; needed are the columns userId,",
        "id,userId,rating,timestamp!has no column for movieId",
        "userId,user_id,movieId,rating,timestamp!'userId' and 'user_id' may each be userId",
        "user,uid,movieId,rating,timestamp!columns 'user' and 'uid' may each be userId; rename",
        "userId,movieId,rating,rating,timestamp!the header names column 'rating' twice",
        "a,b,c,d!the header is 'a,b,c,d' and has no column for userId or movieId or rating",
      })
  void missingAndAmbiguousColumns(String header, String complaint) {
    assertThat(failure("ratings.csv", header + "\n1,1,4,978300760\n"))
        .startsWith(folder.resolve("ratings.csv") + ":1: ")
        .contains(complaint);
  }

  @Test
  void rowsThatDoNotFitTheHeader() {
    String header = "userId,movieId,rating,timestamp,device\n";
    assertThat(failure("ratings.csv", header + "1,1,4,978300760,x\n1,2,4,978300760\n"))
        .endsWith("ratings.csv:3: a field is missing: 4 instead of the 5 of the header");
    assertThat(failure("ratings.csv", header + "\"1,1,4,978300760,x\n1,2,4,978300760,x\n"))
        .contains("ratings.csv:2: a quote is opened and not closed");
  }

  @Test
  void lineEndsOfOldMacs() {
    assertThat(failure("ratings.csv", SmallRelease.RATINGS_CSV.replace('\n', '\r')))
        .contains("ratings.csv:1: its line ends are CR alone");
    SmallRelease.csv(folder, SmallRelease.RATINGS_CSV, SmallRelease.MOVIES_CSV.replace('\n', '\r'));
    assertThat(failure()).contains("movies.csv:1: its line ends are CR alone");
  }

  @Test
  void sixteenBits() {
    byte[] utf16 = ("\uFEFF" + SmallRelease.RATINGS_CSV).getBytes(UTF_16LE);
    SmallRelease.write(
        folder,
        Map.of("ratings.csv", utf16, "movies.csv", SmallRelease.MOVIES_CSV.getBytes(UTF_8)));
    assertThat(failure()).endsWith("ratings.csv:1: the file is UTF-16; save it as UTF-8");
    SmallRelease.write(
        folder,
        Map.of("ratings.csv", SmallRelease.RATINGS_CSV.getBytes(UTF_8), "movies.csv", utf16));
    assertThat(failure()).endsWith("movies.csv:1: the file is UTF-16; save it as UTF-8");
  }

  @Test
  void idsFromZero() {
    MovieLens data =
        read(
            "ratings.csv",
            "userId,movieId,rating,timestamp\n0,0,5,10\n1,1,5,20\n",
            "movies.csv",
            "movieId,title,genres\n0,A,War\n1,B,War\n");
    InteractionLog log = Interactions.chronological(data, 0);
    assertThat(List.of(log.userId(0), log.userId(1))).containsExactly(0, 1);
    assertThat(List.of(log.item(log.start(0)), log.item(log.start(1)))).containsExactly(1, 2);
    assertThat(data.warnings()).isEmpty();
  }

  @Test
  void recBole() {
    MovieLens data =
        read(
            "ml-0.inter",
            ratings("user_id:token\titem_id:token\trating:float\ttimestamp:float\n", "U\tM\tR\tT"),
            "ml-0.item",
            """
            item_id:token\tmovie_title:token_seq\trelease_year:token\tgenre:token_seq
            1\t"Great" Performances\t1995\tAnimation Children's
            20\tPlain\t1999\t
            """);
    assertRatings(data);
    assertThat(data.movies().stringColumn("title").asList())
        .containsExactly("\"Great\" Performances", "Plain");
    assertThat(data.movies().stringColumn("genres").asList())
        .containsExactly("Animation|Children's", "");
    assertThat(data.warnings())
        .hasSize(2)
        .first()
        .asString()
        .contains("userId is column 'user_id:token'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "movies.csv!\"movieId\",\"title\",\"genres\"!\"N\",\"T\",\"G\"!",
        "movies.csv!genres,title,movieId!G,\"T\",N!",
        "movie.csv!id,name,categories!N,T,G!title is column 'name'",
        "movies.csv!movie_id,movie,genre!N,T,G!title is column 'movie'",
        "movies.csv!movieId,title,year,tags!N,T,1999,G!left out 'year'",
        "items.csv!item;title;class!N;T;G!movieId is column 'item'",
        "movies.dat!MovieID::Title::Genres!N::T::G!movieId is column 'MovieID'",
      })
  void moviesOfOtherForms(String name, String header, String pattern, String said) {
    String movies =
        header
            + "\n"
            + pattern.replace("N", "1").replace("T", "One").replace("G", "War|Drama")
            + "\n"
            + pattern.replace("N", "20").replace("T", "Two").replace("G", "")
            + "\n";
    MovieLens data = read("ratings.csv", SmallRelease.RATINGS_CSV, name, movies);
    assertThat(data.movies().intColumn("movieId").asList()).containsExactly(1, 20);
    assertThat(data.movies().stringColumn("title").asList()).containsExactly("One", "Two");
    assertThat(data.movies().stringColumn("genres").asList()).containsExactly("War|Drama", "");
    assertThat(data.warnings()).hasSize(said == null ? 0 : 1);
    data.warnings().forEach(line -> assertThat(line).startsWith(name + ": ").contains(said));
  }

  /** As in ml-10m, where quotes are letters like others. */
  @Test
  void aTitleInADatFileMayBeginWithAQuote() {
    SmallRelease.write(folder, SmallRelease.files(ReleaseFormat.DAT));
    SmallRelease.write(
        folder,
        Map.of("movies.dat", "1::\"Great\" and Small::War\n20::\"Open::War\n".getBytes(UTF_8)));
    MovieLens data = MovieLensReader.read(folder);
    assertThat(data.movies().stringColumn("title").asList())
        .containsExactly("\"Great\" and Small", "\"Open");
    assertThat(data.warnings()).isEmpty();
  }

  @Test
  void moviesWithoutAHeader() {
    MovieLens data =
        read("ratings.csv", SmallRelease.RATINGS_CSV, "movies.csv", "1,A,War\n20,B,Drama\n");
    assertThat(data.movies().stringColumn("title").asList()).containsExactly("A", "B");
    assertThat(data.warnings())
        .containsExactly("movies.csv: no header, so read as movieId,title,genres");
  }

  @Test
  void moviesWithoutAColumn() {
    SmallRelease.csv(folder, SmallRelease.RATINGS_CSV, "movieId,title\n1,A\n");
    assertThat(failure())
        .endsWith(
            "movies.csv:1: the header is 'movieId,title' and has no column for genres; needed are"
                + " the columns movieId,title,genres");
  }

  @Test
  void blanksAroundGenresAreNoPartOfThem() {
    MovieLens data =
        read(
            "ratings.csv",
            SmallRelease.RATINGS_CSV,
            "movies.csv",
            "movieId,title,genres\n1,A,Western | Film-Noir\n20,B, Western|| Film-Noir \n");
    assertThat(data.movies().stringColumn("genres").asList())
        .containsExactly("Western|Film-Noir", "Western|Film-Noir");
    assertThat(data.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "\"Western, Film-Noir\"!Western!commas in the genre 'Western, Film-Noir'; only | separates",
        "Film-Noir!film noir!'Film-Noir' (1 movie) and 'film noir' (1 movie)",
        "Sci-Fi!SciFi|War!'Sci-Fi' (1 movie) and 'SciFi' (1 movie)",
        "Childrens!Children's!'Children's' (1 movie) and 'Childrens' (1 movie)",
        "Documentary!Documentery!'Documentary' (1 movie) and 'Documentery' (1 movie)",
      })
  void genresThatLookWrong(String first, String second, String said) {
    MovieLens data =
        read(
            "ratings.csv",
            SmallRelease.RATINGS_CSV,
            "movies.csv",
            "movieId,title,genres\n1,A," + first + "\n20,B," + second + "\n");
    assertThat(data.warnings())
        .singleElement()
        .asString()
        .startsWith("movies.csv: ")
        .contains(said);
  }

  @Test
  void theOfficialGenresDoNotLookAlike() {
    List<MovieRow> movies =
        List.of(new MovieRow(1, "A", String.join("|", MovieFields.ML_100K_GENRES) + "|IMAX"));
    assertThat(GenreNames.of(movies).warnings("movies.csv")).isEmpty();
  }

  @Test
  void severalRatingsFilesInAFolder() throws Exception {
    SmallRelease.csv(folder, SmallRelease.RATINGS_CSV, SmallRelease.MOVIES_CSV);
    Files.writeString(folder.resolve("ratings_small.csv"), SmallRelease.RATINGS_CSV);
    Files.write(folder.resolve("ratings.csv.gz"), new byte[3]);
    assertThat(MovieLensReader.read(folder).warnings())
        .containsExactly("ratings.csv: read, and not ratings_small.csv, which lies beside it");
    assertRatings(MovieLensReader.read(folder.resolve("ratings_small.csv")));

    SmallRelease.write(folder, SmallRelease.files(ReleaseFormat.U_DATA));
    assertThat(failure())
        .startsWith(folder + ": holds several ratings files: ratings.csv, u.data; give one");
    assertRatings(MovieLensReader.read(folder.resolve("u.data")));
  }

  @Test
  void severalMoviesFilesInAFolder() {
    SmallRelease.write(folder, Map.of("x_ratings.csv", new byte[0], "a.item", new byte[0]));
    SmallRelease.write(folder, Map.of("items.csv", new byte[0]));
    assertThat(failure())
        .contains("which movies file belongs to x_ratings.csv is not clear: a.item, items");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/,b/", "a/,a/old/", ",b/"})
  void anArchiveWithTwoReleases(String folders) throws Exception {
    Map<String, byte[]> files = new java.util.LinkedHashMap<>();
    String[] names = folders.split(",", -1);
    for (String name : names) {
      SmallRelease.files(ReleaseFormat.CSV)
          .forEach((file, content) -> files.put(name + file, content));
    }
    Path zip = Files.write(folder.resolve("two.zip"), SmallRelease.zip("", files));
    assertThat(catchThrowableOfType(DataException.class, () -> MovieLensReader.read(zip)))
        .hasMessageStartingWith(zip + ": holds several releases, in ")
        .hasMessageContaining(names[1])
        .hasMessageContaining(names[0].isEmpty() ? "its top folder" : names[0]);
  }

  @Test
  void timesAreThoseOfTheCalendar() {
    assertThat(TimeForm.of(SECONDS)).isEqualTo(TimeForm.SECONDS);
    for (long day = 0; day < 30_000; day += 97) {
      String date = java.time.LocalDate.ofEpochDay(day).toString();
      assertThat(TimeForm.ISO.epochSecond(date + "T01:02:03")).isEqualTo(day * 86_400 + 3723);
    }
  }
}
