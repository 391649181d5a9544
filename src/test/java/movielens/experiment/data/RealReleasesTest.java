package movielens.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import movielens.experiment.data.reading.MovieLensReader;
import org.junit.jupiter.api.Test;

/** Figures of genuine ratings, where there are any beside the project. */
final class RealReleasesTest {
  private static MovieLens read(String name) {
    Path folder = Path.of("../shared/data").resolve(name);
    assumeTrue(Files.isDirectory(folder), folder + " is absent: no genuine ratings to read");
    return MovieLensReader.read(folder);
  }

  @Test
  void readsMl1m() {
    MovieLens data = read("ml-1m");
    DataDescription it =
        DataDescription.of(data, java.util.List.of(new SplitRule.PerUser(0.2)), 10);
    assertThat(it.events()).isEqualTo(999_611);
    assertThat(it.duplicates()).isZero();
    assertThat(it.users()).isEqualTo(6040);
    assertThat(it.ratedMovies()).isEqualTo(3416);
    assertThat(it.unlistedMovies()).isZero();
    assertThat(it.synthetic()).isFalse();
    DataDescription.Genre horror =
        it.genres().stream().filter(genre -> genre.name().equals("Horror")).findAny().orElseThrow();
    // Counted independently; over whole histories and without the test condition it would be 81
    assertThat(horror.powerUsersByShare().toString())
        .isEqualTo("{0.1=496, 0.2=194, 0.3=114, 0.4=93, 0.5=73, 0.6=56, 0.7=44, 0.8=33, 0.9=14}");
    assertThat(data.movies().stringColumn("title").asList())
        .contains("City of Lost Children, The (1995)")
        .anyMatch(title -> title.contains("é"));
  }

  @Test
  void leaveOneOutOfMl1mTestsEveryUser() {
    MovieLens data = read("ml-1m");
    Split split =
        Splitter.split(data, Interactions.chronological(data, 0), new SplitRule.LeaveOneOut());
    assertThat(split.test().events()).isEqualTo(6040);
    assertThat(split.validation().events()).isEqualTo(6040);
    assertThat(split.catalog().size()).isEqualTo(3416);
  }

  @Test
  void readsMlLatestSmall() {
    DataDescription it =
        DataDescription.of(
            read("ml-latest-small"), java.util.List.of(new SplitRule.PerUser(0.2)), 10);
    assertThat(it.events()).isEqualTo(100_836);
    assertThat(it.users()).isEqualTo(610);
    assertThat(it.movies()).isEqualTo(9742);
    assertThat(it.ratedMovies()).isEqualTo(9724);
    assertThat(it.ratingCounts()).hasSize(10);
  }

  @Test
  void readsQuotedTitlesOfMlLatestSmall() {
    assertThat(read("ml-latest-small").movies().stringColumn("title").asList())
        .contains("American President, The (1995)", "11'09\"01 - September 11 (2002)")
        .noneMatch(title -> title.contains("\r") || title.contains("\"\""));
  }
}
