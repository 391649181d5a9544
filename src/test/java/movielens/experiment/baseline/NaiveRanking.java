package movielens.experiment.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.Recommender;
import movielens.experiment.evaluation.TopK;

/** What a recommender must return, by sorting all candidates. */
final class NaiveRanking {
  /** Score of an item for someone who has seen this. */
  interface Score {
    double of(List<Integer> seen, int item);
  }

  private NaiveRanking() {}

  /**
   * Asserts the recommender's lists; its scores may differ by the tolerance, and items whose scores
   * differ by less may trade places.
   */
  static void assertAgrees(
      Recommender recommender,
      InteractionLog history,
      int[] candidates,
      int k,
      Score score,
      double tolerance) {
    TopK top = recommender.rank(history, candidates, k);
    assertThat(top.items()).hasNumberOfRows(history.users());
    for (int row = 0; row < history.users(); row++) {
      List<Integer> seen = Arrays.stream(history.itemsOf(row)).boxed().toList();
      Map<Integer, Double> scores = new TreeMap<>();
      for (int i = 0; i < candidates.length; i++) {
        if (!seen.contains(candidates[i])) {
          scores.put(i + 1, score.of(seen, candidates[i]));
        }
      }
      List<Integer> expected = new ArrayList<>(scores.keySet());
      expected.sort(Comparator.comparing((Integer place) -> -scores.get(place)));
      expected = expected.subList(0, Math.min(k, expected.size()));
      int[] actual = top.items()[row];
      assertThat(actual).hasSize(expected.size()).doesNotHaveDuplicates();
      assertThat(scores.keySet()).containsAll(set(actual));
      for (int rank = 0; rank < actual.length; rank++) {
        double wanted = scores.get(expected.get(rank));
        if (tolerance == 0) {
          assertThat(actual[rank]).isEqualTo(expected.get(rank));
        }
        assertThat(Math.abs(scores.get(actual[rank]) - wanted)).isLessThanOrEqualTo(tolerance);
        assertThat(Math.abs(top.scores()[row][rank] - wanted))
            .isLessThanOrEqualTo(Math.max(tolerance, 1e-6 * Math.abs(wanted)));
      }
    }
  }

  private static Set<Integer> set(int[] values) {
    return Arrays.stream(values).boxed().collect(Collectors.toSet());
  }
}
