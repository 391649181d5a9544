package movielens.experiment.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import movielens.experiment.run.CatalogMovie;
import movielens.experiment.run.RunFolder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CsvRowsTest {
  @Provide
  Arbitrary<List<CatalogMovie>> movies() {
    Arbitrary<String> titles =
        Arbitraries.strings()
            .withChars(',', '"', '\n', '\r', 'a', '=', '\'', '-', 'ب', ' ')
            .ofMaxLength(6);
    return titles.map(title -> new CatalogMovie(7, title, List.of("Drama", "IMAX"), 3)).list();
  }

  @Property(tries = 200)
  void readsBackWhatWasWritten(@ForAll("movies") List<CatalogMovie> movies) throws IOException {
    Path path = Files.createTempDirectory("csv");
    try {
      RunFolder folder = RunFolder.at(path, true);
      folder.writeMovies(movies);
      List<CatalogMovie> read = new ArrayList<>();
      CsvRows.read(
          folder.file(RunFolder.MOVIES),
          RunFolder.MOVIES_HEADER,
          row ->
              read.add(
                  new CatalogMovie(
                      Integer.parseInt(row.get(0)),
                      row.get(1),
                      List.of(row.get(2).split("\\|")),
                      Integer.parseInt(row.get(3)))));
      assertThat(read).isEqualTo(movies);
    } finally {
      Files.deleteIfExists(path.resolve(RunFolder.MOVIES));
      Files.deleteIfExists(path);
    }
  }
}
