package movielens.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import movielens.experiment.files.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TitleIndexTest {
  private static final List<String> TITLES =
      List.of(
          "Thing, The (1982)",
          "King Kong (1933)",
          "King Kong (1976)",
          "Seven (a.k.a. Se7en) (1995)",
          "Misérables, Les (1995)",
          "City of Lost Children, The (Cité des enfants perdus, La) (1995)",
          "Frankenstein (1931)",
          "Mary Shelley's Frankenstein (Frankenstein) (1994)",
          "Girl, Interrupted (1999)",
          "Blade Runner 2049 (2017)",
          "1984 (Nineteen Eighty-Four) (1984)",
          "Moonlight",
          "Emma (1996)",
          "Emma (1996)",
          "Jurassic Park (1993)",
          "WALL·E (2008)",
          "Postman, The (Postino, Il) (1994)",
          "Star Maker, The (Uomo delle stelle, L') (1995)",
          "Bug's Life, A (1998)");

  private final TitleIndex index = new TitleIndex(catalog());

  private static Catalog catalog() {
    return new Catalog(
        IntStream.rangeClosed(1, TITLES.size()).map(item -> 100 * item).toArray(),
        TITLES,
        Collections.nCopies(TITLES.size(), List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "The Thing;1",
        "thing, the;1",
        "Thing, The (1982);1",
        "THE THING (1982);1",
        "  the   thing ;1",
        "King Kong (1976);3",
        "seven;4",
        "Se7en;4",
        "Seven (a.k.a. Se7en) (1995);4",
        "Les Misérables;5",
        "les miserables (1995);5",
        "The City of Lost Children;6",
        "La cite des enfants perdus;6",
        "Frankenstein;7",
        "Frankenstein (1994);8",
        "Mary Shelleys Frankenstein;8",
        "WallE;16",
        "Girl Interrupted;9",
        "girl, interrupted;9",
        "Blade Runner 2049;10",
        "1984;11",
        "nineteen eighty-four;11",
        "moonlight;12",
        "id:1400;14",
        "wall e;16",
        "Il Postino;17",
        "L'uomo delle stelle;18",
        "a bugs life;19",
        "A Bug's Life;19"
      })
  void understandsWhatPeopleType(String typed, int item) {
    assertThat(index.find(typed)).isEqualTo(item);
  }

  @Test
  void everyTitleFindsItselfUnlessItIsThereTwice() {
    for (int item = 1; item <= TITLES.size(); item++) {
      String title = TITLES.get(item - 1);
      if (!title.startsWith("Emma")) {
        assertThat(index.find(title)).isEqualTo(item);
      }
    }
  }

  @Test
  void ambiguousTitlesNameTheCandidates() {
    assertThatThrownBy(() -> index.find("king kong"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "several movies are called 'king kong': King Kong (1933) [id:200], King Kong (1976)"
                + " [id:300]; give the year, or id:movieId");
    assertThatThrownBy(() -> index.find("Emma (1996)"))
        .hasMessageContaining("Emma (1996) [id:1300], Emma (1996) [id:1400]; give id:movieId");
  }

  @Test
  void ninetyMoviesOfOneTitleAreNotAllListed() {
    TitleIndex ninety =
        new TitleIndex(
            new Catalog(
                IntStream.rangeClosed(1, 90).toArray(),
                Collections.nCopies(90, "Emma (1996)"),
                Collections.nCopies(90, List.of())));

    assertThatThrownBy(() -> ninety.find("emma"))
        .hasMessageStartingWith("90 movies are called 'emma': Emma (1996) [id:1], ")
        .hasMessageEndingWith(
            "Emma (1996) [id:5] and 85 more; give id:movieId; movies.csv in the run's folder has"
                + " all ids");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Jurasic Prak;Jurassic Park (1993)",
        "jurasic;Jurassic Park (1993)",
        "Thing;Thing, The (1982)",
        "The Thing (1983);Thing, The (1982)",
        "moonlite;Moonlight",
        "Miserable;Misérables, Les (1995)"
      })
  void missesSuggestTheNearestFirst(String typed, String nearest) {
    assertThatThrownBy(() -> index.find(typed))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no movie '" + typed + "' among the 19 with training events")
        .hasMessageContaining("; nearest: " + nearest);
  }

  @Test
  void threeAtMostAreSuggestedTheNearestAndThenTheShortestFirst() {
    List<String> titles =
        List.of("Alien 3 (1992)", "Aliens (1986)", "Alien (1979)", "Alies", "Alier");
    TitleIndex aliens =
        new TitleIndex(
            new Catalog(
                new int[] {1, 2, 3, 4, 5}, titles, Collections.nCopies(titles.size(), List.of())));

    assertThatThrownBy(() -> aliens.find("Alienz"))
        .hasMessageEndingWith("; nearest: Alien (1979), Aliens (1986), Alies");
    assertThatThrownBy(() -> index.find("King Kang"))
        .hasMessageEndingWith("; nearest: King Kong (1933), King Kong (1976)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "???", "(1982)", "id:7", "id:", "id:x", "zzzzzzzzzzzzzzzzzz"})
  void nothingNearIsSaidPlainly(String typed) {
    assertThatThrownBy(() -> index.find(typed))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("no movie ");
  }
}
