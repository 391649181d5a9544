package movielens.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import movielens.experiment.data.reading.MovieLensReader;
import movielens.experiment.data.reading.SmallRelease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RatingsSamplerTest {
  private static final Path SAMPLE = Path.of("data/sample");

  @TempDir Path folder;

  @Test
  void takesWholeUsersInTheOrderOfTheFileAndOnlyMoviesThatTheyRated() throws IOException {
    RatingsSampler.write(MovieLensReader.read(SAMPLE), 50, 3, folder);
    List<String> sampled = lines(folder.resolve("ratings.csv"));
    Set<String> users = sampled.stream().map(line -> column(line, 0)).collect(Collectors.toSet());
    assertThat(users).hasSize(50);
    assertThat(sampled)
        .isEqualTo(
            lines(SAMPLE.resolve("ratings.csv")).stream()
                .filter(line -> users.contains(column(line, 0)))
                .toList());
    Set<String> movies = sampled.stream().map(line -> column(line, 1)).collect(Collectors.toSet());
    assertThat(lines(folder.resolve("movies.csv")))
        .isEqualTo(
            lines(SAMPLE.resolve("movies.csv")).stream()
                .filter(line -> movies.contains(column(line, 0)))
                .toList());
  }

  @Test
  void aSampleOfSyntheticDataStaysSyntheticAndSaysWhereItIsFrom() throws IOException {
    RatingsSampler.write(MovieLensReader.read(SAMPLE), 5, 1, folder);
    MovieLens sampled = MovieLensReader.read(folder);
    assertThat(sampled.synthetic()).isTrue();
    assertThat(Files.readString(folder.resolve("SAMPLE.txt")))
        .contains("experiment data sample --from sample --users 5 --seed 1")
        .contains(MovieLensReader.read(SAMPLE).fingerprint())
        .doesNotContain("The terms of the release");
  }

  @Test
  void cutsFromOtherFormatsAndKeepsOddRatings() throws IOException {
    Map<String, byte[]> files = new HashMap<>(SmallRelease.files(ReleaseFormat.DAT));
    files.put(
        "ratings.dat",
        "7::1::4.25::978300760\n7::20::3::978300761\n7::21::99.5::978300762\n"
            .getBytes(StandardCharsets.UTF_8));
    MovieLens source = MovieLensReader.read(SmallRelease.write(folder.resolve("in"), files));
    RatingsSampler.write(source, 1, 1, folder.resolve("out"));
    assertThat(lines(folder.resolve("out").resolve("ratings.csv")))
        .containsExactly("7,1,4.25,978300760", "7,20,3.0,978300761", "7,21,99.5,978300762");
    assertThat(lines(folder.resolve("out").resolve("movies.csv")))
        .containsExactly(
            "1,\"Café, the \"\"Great\"\" (1995)\",Animation|Comedy",
            "20,Plain (1999),(no genres listed)",
            "21,movie 21,(no genres listed)");
    assertThat(MovieLensReader.read(folder.resolve("out")).synthetic()).isFalse();
    assertThat(folder.resolve("out").resolve("SAMPLE.txt"))
        .content()
        .endsWith("The terms of the release, in its README, hold for it too.\n");
  }

  @Test
  void drawsUsersUniformlyAndBySeed() throws IOException {
    List<Ratings.Event> events = new ArrayList<>();
    for (int user = 1; user <= 6; user++) {
      events.add(new Ratings.Event(user, Ratings.ID_STEP, 3, user));
    }
    MovieLens data = Ratings.release(events);
    Map<Integer, Integer> drawn = new TreeMap<>();
    for (int seed = 0; seed < 600; seed++) {
      Path out = folder.resolve(String.valueOf(seed));
      RatingsSampler.write(data, 2, seed, out);
      for (String line : lines(out.resolve("ratings.csv"))) {
        drawn.merge(Integer.parseInt(column(line, 0)), 1, Integer::sum);
      }
    }
    // 200 expected of each, standard deviation 11.5
    assertThat(drawn).hasSize(6);
    assertThat(drawn.values()).allMatch(count -> Math.abs(count - 200) < 52);
    RatingsSampler.write(data, 2, 7, folder.resolve("again"));
    assertThat(lines(folder.resolve("again").resolve("ratings.csv")))
        .isEqualTo(lines(folder.resolve("7").resolve("ratings.csv")));
  }

  @Test
  void refusesMoreUsersThanThereAreAndNone() {
    MovieLens data = Ratings.release(List.of(new Ratings.Event(1, Ratings.ID_STEP, 3, 1)));
    for (int users : Arrays.asList(0, 2, -1)) {
      assertThatThrownBy(() -> RatingsSampler.write(data, users, 1, folder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a sample of " + users + " users; give --users from 1 to the 1 of test");
    }
    assertThat(new TreeSet<>(Arrays.asList(folder.toFile().list()))).isEmpty();
  }

  private static String column(String line, int column) {
    return line.split(",", -1)[column];
  }

  private static List<String> lines(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.subList(1, lines.size());
  }
}
