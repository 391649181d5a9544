package movielens.experiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Split;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LagsTest {
  private static final int DAY = 86_400;

  /** Movies 1 to 60; the even ones are the genre. */
  private final Catalog catalog = Logs.catalog(60, 1, List.of());

  private final Catalog genre = Logs.catalog(30, 2, List.of());

  @Test
  void binsEndWhereTheNextBegin() {
    for (Lag lag : Lag.values()) {
      assertThat(lag.bin(0)).isZero();
      assertThat(lag.bin(Integer.MAX_VALUE)).isEqualTo(lag.bins().size() - 1);
    }
    assertThat(ints(1, 2, 5, 6, 10, 11, 20, 21, 50, 51))
        .extracting(rank -> Lag.RANK.bins().get(Lag.RANK.bin(rank)))
        .containsExactly(
            "1",
            "2 to 5",
            "2 to 5",
            "6 to 10",
            "6 to 10",
            "11 to 20",
            "11 to 20",
            "21 to 50",
            "21 to 50",
            "51 on");
    assertThat(ints(0, 59, 60, 3_599, 3_600, DAY - 1, DAY, 28 * DAY - 1, 28 * DAY))
        .extracting(seconds -> Lag.TIME.bins().get(Lag.TIME.bin(seconds)))
        .containsExactly(
            "under 1 minute",
            "under 1 minute",
            "1 minute on",
            "1 minute on",
            "1 hour on",
            "1 hour on",
            "1 day on",
            "1 day on",
            "28 days on");
  }

  private static List<Integer> ints(Integer... values) {
    return List.of(values);
  }

  @Test
  void oneUserByHand() {
    // trained at 100; a movie without a training event comes first, then 2 and 3 and, later, 4
    InteractionLog training = log(new int[][] {{1}}, new int[][] {{100}});
    InteractionLog test = log(new int[][] {{0, 2, 3, 4}}, new int[][] {{100, 130, 200, 100 + DAY}});
    Split split = new Split(catalog, training, test, training, test);
    Panel all = Panel.of(View.AS_PUBLISHED, catalog, test, catalog, training, catalog);
    Lags lags = Lags.of(all, split);
    assertThat(lags.testEvents()).isEqualTo(4);
    assertThat(lags.coldEvents()).isEqualTo(1);
    Map<Lag, LagCounts> counts = lags.of(lists(new int[] {9, 4, 2}));
    assertThat(counts.get(Lag.RANK).events()).containsExactly(0, 3, 0, 0, 0, 0);
    assertThat(counts.get(Lag.RANK).found()).containsExactly(0, 2, 0, 0, 0, 0);
    assertThat(counts.get(Lag.RANK).share(1)).isEqualTo(2 / 3.0);
    assertThat(counts.get(Lag.RANK).share(0)).isNaN();
    assertThat(counts.get(Lag.TIME).events()).containsExactly(1, 1, 0, 1, 0);
    assertThat(counts.get(Lag.TIME).found()).containsExactly(1, 0, 0, 1, 0);

    Panel later = all.later(training, DAY).orElseThrow();
    assertThat(later.view()).isEqualTo(View.LATER);
    assertThat(later.test().itemsOf(0)).containsExactly(4);
    assertThat(Lags.of(later, split).of(lists(new int[] {9, 4, 2})).get(Lag.TIME).events())
        .containsExactly(0, 0, 0, 1, 0);
    Evaluation evaluation = Evaluator.judge(lists(new int[] {9, 4, 2}), all);
    assertThat(Evaluator.judge(evaluation, later).value(Metric.MRR)).isEqualTo(0.5);
    assertThat(all.later(training, DAY + 1)).isEmpty();
  }

  /**
   * One has one near event and finds it, the other four of which one is found: 5 events, 2 users.
   */
  @Test
  void aMeanOverUsersCountsEachUserOnce() {
    InteractionLog training = log(new int[][] {{1}, {1}}, new int[][] {{0}, {0}});
    InteractionLog test = log(new int[][] {{2}, {2, 3, 4, 5}}, new int[][] {{9}, {9, 9, 9, 9}});
    Panel panel = Panel.of(View.AS_PUBLISHED, catalog, test, catalog, training, catalog);
    Lags lags = Lags.of(panel, new Split(catalog, training, test, training, test));
    LagCounts counts = lags.of(lists(new int[] {2}, new int[] {3})).get(Lag.TIME);
    assertThat(counts.users()).containsExactly(2, 0, 0, 0, 0);
    assertThat(counts.share(0)).isEqualTo(2 / 5.0);
    assertThat(counts.shareByUser(0)).isEqualTo((1 + 1 / 4.0) / 2);
    assertThat(counts.shareByUser(1)).isNaN();
  }

  @Test
  void theEleventhIsNotFound() {
    InteractionLog training = log(new int[][] {{1}}, new int[][] {{0}});
    InteractionLog test = log(new int[][] {{2, 3}}, new int[][] {{0, 0}});
    Panel panel = Panel.of(View.AS_PUBLISHED, catalog, test, catalog, training, catalog);
    Lags lags = Lags.of(panel, new Split(catalog, training, test, training, test));
    int[] list = {10, 11, 12, 13, 14, 15, 16, 17, 18, 2, 3};
    assertThat(lags.of(lists(list)).get(Lag.RANK).found()).containsExactly(1, 0, 0, 0, 0, 0);
  }

  @Test
  void foreignEventsAndListsAreRefused() {
    InteractionLog training = log(new int[][] {{1}}, new int[][] {{0}});
    InteractionLog test = log(new int[][] {{2}}, new int[][] {{0}});
    InteractionLog other = log(new int[][] {{3}}, new int[][] {{0}});
    Panel panel = Panel.of(View.AS_PUBLISHED, catalog, other, catalog, training, catalog);
    assertThatThrownBy(() -> Lags.of(panel, new Split(catalog, training, test, training, test)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("user 10 has a test event that is not in the split");
    Evaluation evaluation = Evaluator.judge(lists(new int[] {3}), panel);
    InteractionLog two = log(new int[][] {{3}, {3}}, new int[][] {{0}, {0}});
    Panel wider = Panel.of(View.LATER, catalog, two, catalog, training, catalog);
    assertThatThrownBy(() -> Evaluator.judge(evaluation, wider))
        .isInstanceOf(IllegalArgumentException.class);
    Panel elsewhere = Panel.of(View.LATER, genre, test, catalog, training, catalog);
    assertThatThrownBy(() -> Evaluator.judge(evaluation, elsewhere))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Users of random lives, once more from collections of movie ids. */
  @Property(tries = 200)
  void agreesWithCountingOneByOne(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int users, @ForAll boolean ofGenre) {
    Random random = new Random(seed);
    int[][] trained = new int[users][];
    int[][] trainedAt = new int[users][];
    int[][] tested = new int[users][];
    int[][] testedAt = new int[users][];
    for (int user = 0; user < users; user++) {
      List<Integer> movies = new ArrayList<>();
      for (int movie = 1; movie <= 60; movie++) {
        movies.add(movie);
      }
      Collections.shuffle(movies, random);
      int inTraining = random.nextInt(4);
      int inTest = 1 + random.nextInt(55);
      int[] times = random.ints(inTraining + inTest, 0, 60 * DAY).sorted().toArray();
      int near = random.nextInt(times.length);
      for (int i = near; i < times.length; i++) {
        times[i] = random.nextBoolean() ? times[near] : times[i];
      }
      Arrays.sort(times);
      trained[user] = movies.subList(0, inTraining).stream().mapToInt(m -> m).toArray();
      trainedAt[user] = Arrays.copyOf(times, inTraining);
      tested[user] =
          movies.subList(inTraining, inTraining + inTest).stream()
              .mapToInt(movie -> random.nextInt(6) == 0 ? 0 : movie)
              .toArray();
      testedAt[user] = Arrays.copyOfRange(times, inTraining, times.length);
    }
    tested[0][0] = 2;
    InteractionLog training = log(trained, trainedAt);
    InteractionLog test = log(tested, testedAt);
    Split split = new Split(catalog, training, test, training, test);
    Catalog ranked = ofGenre ? genre : catalog;
    Panel panel = Panel.of(View.LIKE_FOR_LIKE, ranked, test, catalog, training, catalog);
    int laterSeconds = random.nextInt(3 * DAY);
    compare(panel, split, random, -1);
    Optional<Panel> later = panel.later(training, laterSeconds);
    later.ifPresent(narrowed -> compare(narrowed, split, random, laterSeconds));
    assertThat(later.map(Panel::userIds).orElse(new int[0]))
        .isEqualTo(
            Arrays.stream(panel.userIds())
                .filter(id -> hasLater(panel, training, id, laterSeconds))
                .toArray());
  }

  private static boolean hasLater(Panel panel, InteractionLog training, int userId, int seconds) {
    int row = training.rowOf(userId);
    int judged = panel.test().rowOf(userId);
    for (int p = panel.test().start(judged); p < panel.test().end(judged); p++) {
      if (panel.test().item(p) != 0
          && training.size(row) > 0
          && panel.test().epochSecond(p) >= training.epochSecond(training.end(row) - 1) + seconds) {
        return true;
      }
    }
    return false;
  }

  /** Those at least so many seconds after the last training event are judged; all with −1. */
  private static void compare(Panel panel, Split split, Random random, int from) {
    int[][] lists = new int[panel.users()][];
    Arrays.setAll(
        lists, row -> random.ints(1, panel.catalog().size() + 1).distinct().limit(15).toArray());
    Map<Lag, LagCounts> counts =
        Lags.of(panel, split).of(new TopK(lists, new float[lists.length][15]));
    long[][] events = {new long[6], new long[5]};
    long[][] found = {new long[6], new long[5]};
    double[][] shares = {new double[6], new double[5]};
    long[][] users = {new long[6], new long[5]};
    long all = 0;
    long cold = 0;
    for (int row = 0; row < panel.users(); row++) {
      Set<Integer> top = new HashSet<>();
      for (int rank = 0; rank < 10; rank++) {
        top.add(panel.catalog().movieId(lists[row][rank]));
      }
      long[][] before = {events[0].clone(), events[1].clone()};
      long[][] foundBefore = {found[0].clone(), found[1].clone()};
      int user = split.test().rowOf(panel.test().userId(row));
      int[] items = split.test().itemsOf(user);
      for (int place = 1; place <= items.length; place++) {
        int item = items[place - 1];
        all++;
        if (item == 0) {
          cold++;
          continue;
        }
        int trained = split.training().size(user);
        int after =
            trained == 0
                ? -1
                : split.test().epochSecond(split.test().start(user) + place - 1)
                    - split.training().epochSecond(split.training().end(user) - 1);
        int movie = split.catalog().movieId(item);
        if (panel.catalog().indexOf(movie) == 0 || after < from) {
          continue;
        }
        int byRank =
            place == 1
                ? 0
                : place <= 5 ? 1 : place <= 10 ? 2 : place <= 20 ? 3 : place <= 50 ? 4 : 5;
        events[0][byRank]++;
        found[0][byRank] += top.contains(movie) ? 1 : 0;
        if (after >= 0) {
          int byTime =
              after < 60 ? 0 : after < 3600 ? 1 : after < DAY ? 2 : after < 28 * DAY ? 3 : 4;
          events[1][byTime]++;
          found[1][byTime] += top.contains(movie) ? 1 : 0;
        }
      }
      for (int lag = 0; lag < events.length; lag++) {
        for (int bin = 0; bin < events[lag].length; bin++) {
          double ofUser = events[lag][bin] - before[lag][bin];
          users[lag][bin] += ofUser > 0 ? 1 : 0;
          shares[lag][bin] += ofUser > 0 ? (found[lag][bin] - foundBefore[lag][bin]) / ofUser : 0;
        }
      }
    }
    Lag[] lags = Lag.values();
    for (int lag = 0; lag < lags.length; lag++) {
      assertThat(counts.get(lags[lag]).events()).isEqualTo(events[lag]);
      assertThat(counts.get(lags[lag]).found()).isEqualTo(found[lag]);
      assertThat(counts.get(lags[lag]).users()).isEqualTo(users[lag]);
      for (int bin = 0; bin < shares[lag].length; bin++) {
        assertThat(Double.valueOf(counts.get(lags[lag]).shareByUser(bin)))
            .isEqualTo(Double.valueOf(shares[lag][bin] / users[lag][bin]));
      }
    }
    assertThat(Lags.of(panel, split).testEvents()).isEqualTo(all);
    assertThat(Lags.of(panel, split).coldEvents()).isEqualTo(cold);
  }

  private static TopK lists(int[]... items) {
    return new TopK(items, new float[items.length][items[0].length]);
  }

  /** Users 10, 20, … */
  private static InteractionLog log(int[][] items, int[][] seconds) {
    InteractionLog order = Logs.of(items);
    int[] ids = new int[items.length];
    int[] starts = new int[items.length];
    int[] ends = new int[items.length];
    for (int row = 0; row < items.length; row++) {
      ids[row] = order.userId(row);
      starts[row] = order.start(row);
      ends[row] = order.end(row);
    }
    return new InteractionLog(
        ids,
        starts,
        ends,
        Arrays.stream(items).flatMapToInt(Arrays::stream).toArray(),
        Arrays.stream(seconds).flatMapToInt(Arrays::stream).toArray());
  }
}
