package movielens.experiment.baseline;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.evaluation.TopKSelector;

/**
 * Recommends to each user what most people saw in the days before: an item's score is its number of
 * events in that many days up to the last event of the user's history, so that nothing counts that
 * came later. Items with the same number stand in the order of all their events in the fit part,
 * then of their item index.
 */
public final class PopularAtRequest implements Baseline {
  private static final int[] DAYS = {1, 2, 4, 7, 14, 28, 56, 112, 224};
  private static final int FIRST_DAYS = 3;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int USERS_PER_TASK = 256;

  /** Times of all events, ascending. */
  private final int[] epochSeconds;

  /** Item indices beside them, none 0. */
  private final int[] items;

  /** Item indices by all their events, most first. */
  private final int[] order;

  private final int days;

  private PopularAtRequest(int[] epochSeconds, int[] items, int[] order, int days) {
    this.epochSeconds = epochSeconds;
    this.items = items;
    this.order = order;
    this.days = days;
  }

  /**
   * Orders the events by time.
   *
   * @param fit what is counted; item 0 is ignored
   * @param catalogSize number of items, V
   * @param days how far back is recent, positive
   */
  public static PopularAtRequest fit(InteractionLog fit, int catalogSize, int days) {
    long[] events = new long[Math.toIntExact(fit.events())];
    int size = 0;
    for (int row = 0; row < fit.users(); row++) {
      for (int p = fit.start(row); p < fit.end(row); p++) {
        if (fit.item(p) != 0) {
          events[size++] = ((long) fit.epochSecond(p) << 32) | fit.item(p);
        }
      }
    }
    long[] ascending = Arrays.copyOf(events, size);
    Arrays.parallelSort(ascending);
    int[] epochSeconds = new int[size];
    int[] items = new int[size];
    Arrays.setAll(epochSeconds, i -> (int) (ascending[i] >> 32));
    Arrays.setAll(items, i -> (int) ascending[i]);
    int[] counts = EventCounts.since(fit, catalogSize, Integer.MIN_VALUE);
    int[] order =
        IntStream.rangeClosed(1, catalogSize)
            .boxed()
            .sorted(Comparator.comparingInt((Integer item) -> -counts[item]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new PopularAtRequest(epochSeconds, items, order, days);
  }

  /**
   * The same with the number of days, of 1 to 224, that is best on the validation part. Climbs from
   * 7, which it is where nothing can be chosen.
   *
   * @param fit what is counted; item 0 is ignored
   * @param validation what the same users saw next, the same user rows
   * @param catalogSize number of items, V
   * @param listener told of each trial
   */
  public static PopularAtRequest fit(
      InteractionLog fit, InteractionLog validation, int catalogSize, FitListener listener) {
    PopularAtRequest usual = fit(fit, catalogSize, DAYS[FIRST_DAYS]);
    ValidationPart judge = new ValidationPart(fit, validation, catalogSize);
    int[] best =
        judge.best(
            place -> usual.with(DAYS[place[0]]), listener, new int[] {DAYS.length}, FIRST_DAYS);
    return usual.with(DAYS[best[0]]);
  }

  private PopularAtRequest with(int otherDays) {
    return new PopularAtRequest(epochSeconds, items, order, otherDays);
  }

  /** How far back is recent. */
  int days() {
    return days;
  }

  @Override
  public String settings() {
    return days + (days == 1 ? " day" : " days");
  }

  @Override
  public TopK rank(InteractionLog history, int[] candidates, int k) {
    int users = history.users();
    int[] byTime =
        IntStream.range(0, users)
            .boxed()
            .sorted(Comparator.comparingInt(row -> second(history, row)))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] candidateAt = candidatesInOrder(candidates);
    TopK top = new TopK(new int[users][], new float[users][]);
    int tasks = (users + USERS_PER_TASK - 1) / USERS_PER_TASK;
    IntStream.range(0, tasks)
        .parallel()
        .forEach(
            task -> {
              int end = Math.min(users, (task + 1) * USERS_PER_TASK);
              int[] rows = Arrays.copyOfRange(byTime, task * USERS_PER_TASK, end);
              rank(rows, history, candidates, candidateAt, new TopKSelector(k), top);
            });
    return top;
  }

  /** Places among the candidates, from 1, in the order of all events of the items there. */
  private int[] candidatesInOrder(int[] candidates) {
    int[] placeOf = new int[order.length + 1];
    for (int i = 0; i < candidates.length; i++) {
      placeOf[candidates[i]] = i + 1;
    }
    return Arrays.stream(order).map(item -> placeOf[item]).filter(place -> place > 0).toArray();
  }

  /** Ranks for users in the order of their time, so that a window of counts slides along. */
  private void rank(
      int[] rows,
      InteractionLog history,
      int[] candidates,
      int[] candidateAt,
      TopKSelector selector,
      TopK top) {
    int[] counts = new int[order.length + 1];
    int[] seenBy = new int[order.length + 1];
    int from = 0;
    int to = 0;
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      int second = second(history, row);
      long oldest = second - (long) days * SECONDS_PER_DAY;
      if (i == 0) {
        from = firstAfter(oldest);
        to = from;
      }
      for (; to < items.length && epochSeconds[to] <= second; to++) {
        counts[items[to]]++;
      }
      for (; from < to && epochSeconds[from] <= oldest; from++) {
        counts[items[from]]--;
      }
      for (int p = history.start(row); p < history.end(row); p++) {
        seenBy[history.item(p)] = i + 1;
      }
      // The selector prefers the lower index among equals, so it is given places in the order.
      for (int place = 0; place < candidateAt.length; place++) {
        int item = candidates[candidateAt[place] - 1];
        if (seenBy[item] != i + 1) {
          selector.offer(place, counts[item]);
        }
      }
      int[] best = new int[selector.size()];
      top.scores()[row] = new float[best.length];
      selector.drain(best, top.scores()[row]);
      top.items()[row] = Arrays.stream(best).map(place -> candidateAt[place]).toArray();
    }
  }

  /**
   * The moment that a user's list is for: that of the last event, or else of the request. Who has
   * no time, as somebody who is not in the data, asks when the last event of all was.
   */
  private int second(InteractionLog history, int row) {
    int second =
        history.size(row) > 0
            ? history.epochSecond(history.end(row) - 1)
            : history.requestSecond(row);
    boolean unknown = items.length > 0 && second < epochSeconds[0];
    return unknown ? epochSeconds[items.length - 1] : second;
  }

  /** Position of the first event after a moment. */
  private int firstAfter(long second) {
    int low = 0;
    int high = epochSeconds.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (epochSeconds[middle] <= second) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
