package movielens.experiment.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.Logs;
import movielens.experiment.evaluation.TopK;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PopularTest {
  private static final int DAY = 86_400;

  @Test
  void recommendsTheMostSeenThatAUserHasNotSeen() {
    InteractionLog fit = Logs.of(new int[] {3, 1, 0, 0}, new int[] {3, 2}, new int[] {3, 2, 4});
    TopK top = Popular.fit(fit, 4).rank(Logs.of(new int[] {2}, new int[] {}), ints(1, 2, 3, 4), 2);
    assertThat(top.items()).isDeepEqualTo(new int[][] {{3, 1}, {3, 2}});
    assertThat(top.scores()).isDeepEqualTo(new float[][] {{3, 1}, {3, 2}});
  }

  @Test
  void placesAreThoseAmongTheCandidates() {
    InteractionLog fit = Logs.of(new int[] {3, 1}, new int[] {3, 2}, new int[] {3, 2, 4});
    TopK top = Popular.fit(fit, 4).rank(Logs.of(new int[] {3}), ints(2, 3, 4), 9);
    assertThat(top.items()).isDeepEqualTo(new int[][] {{1, 3}});
  }

  @Test
  void nothingIsLeftForWhoHasSeenEverything() {
    InteractionLog all = Logs.of(new int[] {1, 2});
    assertThat(Popular.fit(all, 2).rank(all, ints(1, 2), 5).items()[0]).isEmpty();
    assertThat(Popular.fit(all, 2).rank(all, ints(), 5).items()[0]).isEmpty();
  }

  @Test
  void recentEventsComeBeforeAllEventsInTheOrder() {
    // item 1: 3 events, all old; item 2: once, recently; item 3: once, old; item 4: never
    InteractionLog fit =
        new InteractionLog(
            ints(10, 20, 30),
            ints(0, 2, 3),
            ints(2, 3, 5),
            ints(1, 2, 1, 1, 3),
            ints(0, 10 * DAY, 0, 2 * DAY, 3 * DAY - 1));
    TopK top = RecentPopular.fit(fit, 4).rank(Logs.of(new int[] {}), ints(1, 2, 3, 4), 4);
    assertThat(top.items()).isDeepEqualTo(new int[][] {{2, 1, 3, 4}});
    assertThat(top.scores()).isDeepEqualTo(new float[][] {{1, 0.75f, 0.5f, 0.25f}});
  }

  @Property(tries = 200)
  void bothAgreeWithCounting(
      @ForAll @IntRange(min = 1, max = 30) int items,
      @ForAll @IntRange(min = 1, max = 40) int k,
      @ForAll long seed) {
    Random random = new Random(seed);
    InteractionLog fit = withRandomDays(Logs.random(random, 12, items, 10), random);
    InteractionLog history = Logs.random(random, 5, items, 8);
    int[] candidates = Logs.candidates(random, items);
    NaiveRanking.assertAgrees(
        Popular.fit(fit, items), history, candidates, k, (seen, item) -> count(fit, item, -1), 0);
    int from = lastDay(fit) - 7 * DAY;
    NaiveRanking.assertAgrees(
        RecentPopular.fit(fit, items),
        history,
        candidates,
        k,
        (seen, item) -> {
          double notBefore = 0;
          for (int other = 1; other <= items; other++) {
            notBefore += recency(fit, other, from) <= recency(fit, item, from) ? 1 : 0;
          }
          return notBefore / items;
        },
        0);
  }

  private static double recency(InteractionLog fit, int item, int from) {
    return count(fit, item, from) + count(fit, item, -1) / (fit.events() + 1.0);
  }

  private static int count(InteractionLog log, int item, int from) {
    int count = 0;
    for (int row = 0; row < log.users(); row++) {
      for (int p = log.start(row); p < log.end(row); p++) {
        count += log.item(p) == item && log.epochSecond(p) >= from ? 1 : 0;
      }
    }
    return count;
  }

  private static int lastDay(InteractionLog log) {
    int last = Integer.MIN_VALUE + 7 * DAY;
    for (int row = 0; row < log.users(); row++) {
      for (int p = log.start(row); p < log.end(row); p++) {
        last = Math.max(last, log.epochSecond(p));
      }
    }
    return last;
  }

  private static InteractionLog withRandomDays(InteractionLog log, Random random) {
    int users = log.users();
    int[] ids = new int[users];
    int[] starts = new int[users];
    int[] ends = new int[users];
    int[] items = new int[(int) log.events()];
    int[] seconds = new int[items.length];
    for (int row = 0; row < users; row++) {
      ids[row] = log.userId(row);
      starts[row] = log.start(row);
      ends[row] = log.end(row);
      int day = random.nextInt(15);
      for (int p = log.start(row); p < log.end(row); p++) {
        items[p] = log.item(p);
        day += random.nextInt(3);
        seconds[p] = day * DAY;
      }
    }
    return new InteractionLog(ids, starts, ends, items, seconds);
  }

  private static int[] ints(int... values) {
    return values;
  }
}
