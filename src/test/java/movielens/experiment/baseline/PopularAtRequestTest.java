package movielens.experiment.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.evaluation.Logs;
import movielens.experiment.evaluation.TopK;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PopularAtRequestTest {
  private static final int DAY = 86_400;

  @Test
  void eachUserGetsWhatWasSeenBeforeThem() {
    // item 1 twice on day 1, item 2 on day 10, item 3 three times on day 20
    InteractionLog fit =
        log(
            new int[][] {{1, 2, 3}, {1, 3}, {3}},
            new int[][] {{DAY, 10 * DAY, 20 * DAY}, {DAY, 20 * DAY}, {20 * DAY}});
    InteractionLog history =
        log(new int[][] {{4}, {4}, {4}, {}}, new int[][] {{2 * DAY}, {11 * DAY}, {20 * DAY}, {}});
    TopK top = PopularAtRequest.fit(fit, 4, 7).rank(history, new int[] {1, 2, 3}, 3);
    assertThat(top.items()).isDeepEqualTo(new int[][] {{1, 3, 2}, {2, 3, 1}, {3, 1, 2}, {3, 1, 2}});
    assertThat(top.scores())
        .isDeepEqualTo(new float[][] {{2, 0, 0}, {1, 0, 0}, {3, 0, 0}, {3, 0, 0}});
  }

  @Test
  void theWindowEndsWithTheLastEventAndBeginsAfterItsFirstSecond() {
    InteractionLog fit =
        log(new int[][] {{1}, {2}, {3}}, new int[][] {{DAY}, {DAY + 1}, {8 * DAY + 1}});
    InteractionLog history = log(new int[][] {{0}}, new int[][] {{8 * DAY}});
    TopK top = PopularAtRequest.fit(fit, 3, 7).rank(history, new int[] {1, 2, 3}, 3);
    assertThat(top.items()[0]).containsExactly(2, 1, 3);
    assertThat(top.scores()[0]).containsExactly(1, 0, 0);
  }

  @Property(tries = 100)
  void agreesWithCountingForEachUser(
      @ForAll @IntRange(min = 1, max = 30) int items,
      @ForAll @IntRange(min = 1, max = 12) int k,
      @ForAll @IntRange(min = 1, max = 60) int days,
      @ForAll long seed) {
    Random random = new Random(seed);
    InteractionLog fit = withDays(Logs.random(random, 20, items, 12), random);
    InteractionLog history = withDays(Logs.random(random, 600, items, 4), random);
    int[] candidates = Logs.candidates(random, items);
    TopK top = PopularAtRequest.fit(fit, items, days).rank(history, candidates, k);
    for (int row = 0; row < history.users(); row++) {
      if (history.size(row) == 0) {
        continue;
      }
      int until = moment(history.epochSecond(history.end(row) - 1), fit);
      List<Integer> seen = Arrays.stream(history.itemsOf(row)).boxed().toList();
      List<Integer> expected = new ArrayList<>();
      IntStream.rangeClosed(1, candidates.length)
          .filter(place -> !seen.contains(candidates[place - 1]))
          .forEach(expected::add);
      expected.sort(
          Comparator.comparing(
                  (Integer place) -> -count(fit, candidates[place - 1], until - days * DAY, until))
              .thenComparing(
                  place ->
                      -count(fit, candidates[place - 1], Integer.MIN_VALUE, Integer.MAX_VALUE)));
      expected = expected.subList(0, Math.min(k, expected.size()));
      assertThat(top.items()[row])
          .containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
      for (int i = 0; i < expected.size(); i++) {
        int item = candidates[expected.get(i) - 1];
        assertThat(top.scores()[row][i])
            .isEqualTo((float) count(fit, item, until - days * DAY, until));
      }
    }
  }

  @Property(tries = 20)
  void takesTheDaysThatAreBestOnTheValidationPart(@ForAll long seed) {
    Random random = new Random(seed);
    InteractionLog fit = withDays(Logs.random(random, 60, 30, 15), random);
    InteractionLog validation = Logs.random(random, 60, 30, 4);
    List<Integer> days = List.of(1, 2, 4, 7, 14, 28, 56, 112, 224);
    int place = days.indexOf(PopularAtRequest.fit(fit, validation, 30, FitListener.NONE).days());
    double best = ndcg(days.get(place), fit, validation);
    assertThat(best).isGreaterThanOrEqualTo(ndcg(7, fit, validation));
    assertThat(best)
        .isGreaterThanOrEqualTo(ndcg(days.get(Math.max(0, place - 1)), fit, validation));
    assertThat(best)
        .isGreaterThanOrEqualTo(ndcg(days.get(Math.min(8, place + 1)), fit, validation));
  }

  /** That moment; before the first event, the last one. */
  private static int moment(int second, InteractionLog fit) {
    IntSummaryStatistics seconds =
        IntStream.range(0, fit.users())
            .flatMap(row -> IntStream.range(fit.start(row), fit.end(row)))
            .filter(p -> fit.item(p) != 0)
            .map(fit::epochSecond)
            .summaryStatistics();
    return second < seconds.getMin() && seconds.getCount() > 0 ? seconds.getMax() : second;
  }

  private static double ndcg(int days, InteractionLog fit, InteractionLog validation) {
    int[] all = IntStream.rangeClosed(1, 30).toArray();
    return Evaluator.meanNdcg(PopularAtRequest.fit(fit, 30, days).rank(fit, all, 10), validation);
  }

  /** Events of an item after one moment and up to another. */
  private static int count(InteractionLog log, int item, int after, int until) {
    int count = 0;
    for (int row = 0; row < log.users(); row++) {
      for (int p = log.start(row); p < log.end(row); p++) {
        int second = log.epochSecond(p);
        count += log.item(p) == item && second > after && second <= until ? 1 : 0;
      }
    }
    return count;
  }

  /** The same events at ascending times within 90 days from day 100. */
  private static InteractionLog withDays(InteractionLog log, Random random) {
    int[][] items = new int[log.users()][];
    int[][] seconds = new int[log.users()][];
    for (int row = 0; row < log.users(); row++) {
      items[row] = log.itemsOf(row);
      seconds[row] =
          random.ints(items[row].length, 100, 190).map(day -> day * DAY).sorted().toArray();
    }
    return log(items, seconds);
  }

  private static InteractionLog log(int[][] items, int[][] seconds) {
    int users = items.length;
    int[] starts = new int[users];
    int[] ends = new int[users];
    int filled = 0;
    for (int row = 0; row < users; row++) {
      starts[row] = filled;
      filled += items[row].length;
      ends[row] = filled;
    }
    return new InteractionLog(
        IntStream.rangeClosed(1, users).toArray(),
        starts,
        ends,
        Arrays.stream(items).flatMapToInt(Arrays::stream).toArray(),
        Arrays.stream(seconds).flatMapToInt(Arrays::stream).toArray());
  }
}
