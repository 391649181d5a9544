package movielens.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
  private static Catalog catalog(int... movieIds) {
    List<String> titles = Collections.nCopies(movieIds.length, "title");
    return new Catalog(movieIds, titles, Collections.nCopies(movieIds.length, List.of("War")));
  }

  @Test
  void idsMustAscendStrictly() {
    assertThat(catalog(1, 2, 7).size()).isEqualTo(3);
    assertThatThrownBy(() -> catalog(1, 7, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("movie ids must ascend strictly: 7, 7");
    assertThatThrownBy(() -> catalog(3, 2)).hasMessage("movie ids must ascend strictly: 3, 2");
  }

  @Test
  void listsMustBeOfOneLength() {
    List<List<String>> genres = List.of(List.of());
    assertThatThrownBy(() -> new Catalog(new int[] {1}, List.of(), genres))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Catalog(new int[] {1}, List.of("A"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void indicesAreFoundByMovieId() {
    Catalog catalog = catalog(10, 20, 30);
    assertThat(catalog.indexOf(10)).isEqualTo(1);
    assertThat(catalog.indexOf(30)).isEqualTo(3);
    assertThat(catalog.indexOf(15)).isZero();
    assertThat(catalog(20, 30).indicesIn(catalog)).containsExactly(2, 3);
    assertThatThrownBy(() -> catalog(20, 40).indicesIn(catalog))
        .hasMessage("movie 40 is not in the other catalogue");
  }
}
