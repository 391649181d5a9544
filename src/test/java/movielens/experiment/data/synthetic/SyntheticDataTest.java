package movielens.experiment.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.GenreSlicer;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Interactions;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.SliceRule;
import movielens.experiment.data.Split;
import movielens.experiment.data.SplitRule;
import movielens.experiment.data.Splitter;
import movielens.experiment.data.reading.MovieLensReader;
import movielens.experiment.files.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SyntheticDataTest {
  private static final Path SAMPLE = Path.of("data/sample");

  @TempDir Path folder;

  @Test
  void theBundledSampleIsWhatItsCommandMakes() throws IOException {
    SyntheticData.Size size = new SyntheticData.Size(500, 800, 35_000, 42);
    SyntheticData.write(size, folder);
    assertThat(Files.readString(SAMPLE.resolve("SYNTHETIC.txt"))).contains(size.command());
    long bytes = 0;
    for (String name : new String[] {"ratings.csv", "movies.csv", "SYNTHETIC.txt"}) {
      assertThat(Files.mismatch(folder.resolve(name), SAMPLE.resolve(name))).as(name).isEqualTo(-1);
      bytes += Files.size(SAMPLE.resolve(name));
    }
    assertThat(bytes).isLessThan(3_000_000);
  }

  @Test
  void theBundledSampleHasEnoughDevotees() {
    MovieLens data = MovieLensReader.readBundledSample();
    InteractionLog log = Interactions.chronological(data, 0);
    Split split = Splitter.split(data, log, new SplitRule.PerUser(0.2));
    GenreSlice slice = GenreSlicer.slice(split, new SliceRule("Horror", 0.5, 10));
    assertThat(slice.powerUsers()).isGreaterThanOrEqualTo(60);
    assertThat(slice.warning()).isEmpty();
  }

  @Test
  void theSameSeedMakesTheSameBytesAndAnotherOneOthers() throws IOException {
    for (int i = 0; i < 3; i++) {
      SyntheticData.write(
          new SyntheticData.Size(30, 200, 1000, i / 2), folder.resolve(String.valueOf(i)));
    }
    for (String name : new String[] {"ratings.csv", "movies.csv"}) {
      Path first = folder.resolve("0").resolve(name);
      assertThat(Files.mismatch(first, folder.resolve("1").resolve(name))).isEqualTo(-1);
      assertThat(Files.mismatch(first, folder.resolve("2").resolve(name))).isNotEqualTo(-1);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,20,1", "1,20,10", "40,20,400", "3,500,37", "50,3000,4000", "300,100,15000"})
  void writesJustTheEventsAskedFor(int users, int movies, long events) throws IOException {
    SyntheticData.write(new SyntheticData.Size(users, movies, events, 5), folder);
    MovieLens data = MovieLensReader.read(folder);
    assertThat(data.synthetic()).isTrue();
    assertThat(data.ratings().rowCount()).isEqualTo((int) events);
    assertThat(data.movies().rowCount()).isEqualTo(movies);
    InteractionLog log = Interactions.chronological(data, 0);
    assertThat(log.users()).isEqualTo(users);
    assertThat(log.events()).as("without duplicates").isEqualTo(events);
    assertThat(Files.readString(folder.resolve("movies.csv")))
        .startsWith("movieId,title,genres\n")
        .doesNotContain("\r");
  }

  @Test
  void titlesAreDistinctAndSomeAreQuoted() throws IOException {
    SyntheticData.write(SyntheticData.Size.of(10, 3000, 3), folder);
    MovieLens data = MovieLensReader.read(folder);
    Set<String> titles = new HashSet<>(data.movies().stringColumn("title").asList());
    assertThat(titles).hasSize(3000);
    assertThat(titles).anyMatch(t -> t.contains(", The (")).anyMatch(t -> t.startsWith("\""));
    assertThat(Files.readString(folder.resolve("movies.csv"))).contains(",\"\"\"");
  }

  @Test
  void everyGenreNameIsOneOfMovieLens() {
    Catalog catalog =
        Splitter.split(
                MovieLensReader.readBundledSample(),
                Interactions.chronological(MovieLensReader.readBundledSample(), 0),
                new SplitRule.LeaveOneOut())
            .catalog();
    assertThat(SyntheticCatalog.GENRES).containsAll(GenreSlicer.genres(catalog)).hasSize(19);
    for (int item = 1; item <= catalog.size(); item++) {
      assertThat(catalog.genres(item)).hasSizeBetween(1, 3);
    }
  }

  @Test
  void neverOverwritesARelease() throws IOException {
    Files.writeString(folder.resolve("movies.csv"), "precious");
    assertThatThrownBy(() -> SyntheticData.write(SyntheticData.Size.of(5, 100, 1), folder))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder.resolve("movies.csv") + ": exists already; choose another --out or remove it");
    assertThat(folder).isDirectoryContaining("glob:**movies.csv");
    assertThat(Files.readString(folder.resolve("movies.csv"))).isEqualTo("precious");
  }

  @Test
  void refusesSizesThatDoNotFit() {
    assertThatThrownBy(() -> new SyntheticData.Size(0, 100, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SyntheticData.Size(10, 100, 501, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("synthetic data of 501 events; give --events from 10 to 500");
    assertThat(SyntheticData.Size.of(10, 40, 1).events()).isEqualTo(100);
    assertThat(SyntheticData.Size.of(10, 4000, 1).events()).isEqualTo(1000);
  }
}
