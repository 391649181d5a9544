package movielens.experiment.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import movielens.experiment.files.DataException;

/** Cuts each user's events into fit, validation and test, and makes the catalogue. */
public final class Splitter {
  /** One in this many training events validates, the last ones, rounded down. */
  private static final int VALIDATION_PART = 10;

  /** The others, as a quantile. */
  private static final double FIT_QUANTILE = 0.9;

  private static final int LEAVE_ONE_OUT_MIN_EVENTS = 3;

  private final InteractionLog log;
  private final int[] starts;
  private final int[] fitEnds;
  private final int[] trainingEnds;
  private final int[] testEnds;

  private Splitter(InteractionLog log) {
    this.log = log;
    this.starts = new int[log.users()];
    this.fitEnds = new int[log.users()];
    this.trainingEnds = new int[log.users()];
    this.testEnds = new int[log.users()];
    for (int user = 0; user < log.users(); user++) {
      starts[user] = log.start(user);
      testEnds[user] = log.end(user);
    }
  }

  /**
   * Splits by a rule.
   *
   * <ul>
   *   <li>{@link SplitRule.PerUser}: of n events the first ⌊(1 − f)·n⌋ train, exactly for the
   *       decimal fraction that f is written as. A user of very few events, one for the default f,
   *       has no training part and is tested without a history.
   *   <li>{@link SplitRule.Temporal}: T is the time of the event at index ⌊q·N⌋ of all N events by
   *       time; events before T train, the others test. A user without training events is not
   *       tested.
   *   <li>{@link SplitRule.LeaveOneOut}: the last event tests, the one before validates; users with
   *       fewer than three events are fitted on whole.
   * </ul>
   *
   * With {@code PerUser}, the last ⌊n/10⌋ of a user's n training events validate; with {@code
   * Temporal} either these, or those from the moment on that cuts the training events as T cuts all
   * of them, with q = 0.9.
   *
   * @param data the release, for the movies of the catalogue
   * @param log its events from {@link Interactions#chronological}
   * @throws DataException when nothing would train
   * @throws IllegalArgumentException when a fraction or quantile is outside (0, 1)
   */
  public static Split split(MovieLens data, InteractionLog log, SplitRule rule) {
    return cut(log, rule).split(data);
  }

  /**
   * The events that a split by a rule trains with, as a log that can be split again: a rehearsal of
   * the test which never sees it.
   *
   * @param log events from {@link Interactions#chronological}
   */
  public static InteractionLog trainingPart(InteractionLog log, SplitRule rule) {
    return log.endingAt(cut(log, rule).trainingEnds);
  }

  /** Number of users with an event in the test part of a split by a rule. */
  static int testedUsers(InteractionLog log, SplitRule rule) {
    Splitter splitter = cut(log, rule);
    return (int)
        IntStream.range(0, log.users())
            .filter(user -> splitter.testEnds[user] > splitter.trainingEnds[user])
            .count();
  }

  private static Splitter cut(InteractionLog log, SplitRule rule) {
    Splitter splitter = new Splitter(log);
    if (rule instanceof SplitRule.PerUser perUser) {
      splitter.cutPerUser(perUser.testFraction());
    } else if (rule instanceof SplitRule.Temporal temporal) {
      splitter.cutAt(splitter.timeAtQuantile(temporal.quantile(), splitter.testEnds));
      if (temporal.validation() == SplitRule.Temporal.Validation.CUT) {
        splitter.validateFromCut();
      }
    } else {
      splitter.cutLastEvents();
    }
    return splitter;
  }

  private void cutPerUser(double testFraction) {
    BigDecimal trainingFraction = BigDecimal.ONE.subtract(decimal(testFraction));
    for (int user = 0; user < log.users(); user++) {
      int training = (int) floorOfProduct(trainingFraction, log.size(user));
      cut(user, starts[user] + training, training / VALIDATION_PART);
    }
  }

  private void cutAt(int epochSecond) {
    for (int user = 0; user < log.users(); user++) {
      int end = firstFrom(epochSecond, user, log.end(user));
      if (end == starts[user]) {
        testEnds[user] = end;
      }
      cut(user, end, (end - starts[user]) / VALIDATION_PART);
    }
  }

  private void validateFromCut() {
    if (Arrays.equals(starts, trainingEnds)) {
      return;
    }
    int epochSecond = timeAtQuantile(FIT_QUANTILE, trainingEnds);
    for (int user = 0; user < log.users(); user++) {
      fitEnds[user] = firstFrom(epochSecond, user, trainingEnds[user]);
    }
  }

  /** Position of the first of a user's events that is not before a moment. */
  private int firstFrom(int epochSecond, int user, int end) {
    int position = starts[user];
    while (position < end && log.epochSecond(position) < epochSecond) {
      position++;
    }
    return position;
  }

  private void cutLastEvents() {
    for (int user = 0; user < log.users(); user++) {
      boolean tested = log.size(user) >= LEAVE_ONE_OUT_MIN_EVENTS;
      cut(user, log.end(user) - (tested ? 1 : 0), tested ? 1 : 0);
    }
  }

  private void cut(int user, int trainingEnd, int validationEvents) {
    trainingEnds[user] = trainingEnd;
    fitEnds[user] = trainingEnd - validationEvents;
  }

  private static long floorOfProduct(BigDecimal fraction, long count) {
    return fraction
        .multiply(BigDecimal.valueOf(count))
        .setScale(0, RoundingMode.FLOOR)
        .longValueExact();
  }

  /** The number as it is written in decimal: 0.2 is two tenths, not the double nearest to it. */
  private static BigDecimal decimal(double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(fraction + " is outside (0, 1)");
    }
    return BigDecimal.valueOf(fraction);
  }

  /**
   * Time of the event at index ⌊q·n⌋ of the n events before some ends, by time. Finds its 16 upper
   * bits by counting, then the 16 lower bits.
   */
  private int timeAtQuantile(double quantile, int[] ends) {
    long events = IntStream.range(0, log.users()).mapToLong(u -> ends[u] - starts[u]).sum();
    long index = floorOfProduct(decimal(quantile), events);
    int upper = 0;
    long[] counts = new long[1 << 16];
    countTimes(ends, time -> counts[time >>> 16]++);
    while (index >= counts[upper]) {
      index -= counts[upper++];
    }
    int half = upper;
    long[] lowerCounts = new long[1 << 16];
    countTimes(ends, time -> lowerCounts[time & 0xffff] += time >>> 16 == half ? 1 : 0);
    int lower = 0;
    while (index >= lowerCounts[lower]) {
      index -= lowerCounts[lower++];
    }
    return upper << 16 | lower;
  }

  private void countTimes(int[] ends, IntConsumer counter) {
    for (int user = 0; user < log.users(); user++) {
      for (int p = starts[user]; p < ends[user]; p++) {
        counter.accept(log.epochSecond(p));
      }
    }
  }

  private Split split(MovieLens data) {
    boolean[] trained = trainedItems(data.movies().rowCount());
    Catalog catalog = catalog(data, trained);
    int[] itemIndices = new int[trained.length];
    for (int item = 1; item < trained.length; item++) {
      itemIndices[item] = catalog.indexOf(data.movies().intColumn("movieId").getInt(item - 1));
    }
    int[] items = new int[positions()];
    for (int user = 0; user < log.users(); user++) {
      for (int p = log.start(user); p < log.end(user); p++) {
        items[p] = itemIndices[log.item(p)];
      }
    }
    return new Split(
        catalog,
        log.part(starts, fitEnds, items).askedAt(secondsAfter(fitEnds)),
        log.part(fitEnds, trainingEnds, items),
        log.part(starts, trainingEnds, items).askedAt(secondsAfter(trainingEnds)),
        log.part(trainingEnds, testEnds, items));
  }

  /** Times of the events that come after some ends; of the last one before where none does. */
  private int[] secondsAfter(int[] ends) {
    int[] seconds = new int[ends.length];
    for (int user = 0; user < ends.length; user++) {
      int position = ends[user] < testEnds[user] ? ends[user] : ends[user] - 1;
      seconds[user] = position >= starts[user] ? log.epochSecond(position) : 0;
    }
    return seconds;
  }

  /** Whether any user has the item in the training part. */
  private boolean[] trainedItems(int movies) {
    boolean[] trained = new boolean[movies + 1];
    for (int user = 0; user < log.users(); user++) {
      for (int p = starts[user]; p < trainingEnds[user]; p++) {
        trained[log.item(p)] = true;
      }
    }
    return trained;
  }

  private int positions() {
    int positions = 0;
    for (int user = 0; user < log.users(); user++) {
      positions = Math.max(positions, log.end(user));
    }
    return positions;
  }

  private static Catalog catalog(MovieLens data, boolean[] trained) {
    int[] tableIds = data.movies().intColumn("movieId").asIntArray();
    long[] byId = new long[tableIds.length];
    int size = 0;
    for (int row = 0; row < tableIds.length; row++) {
      if (trained[row + 1]) {
        byId[size++] = (long) tableIds[row] << 32 | row;
      }
    }
    if (size == 0) {
      throw new DataException(
          "the split leaves nothing to train on; choose another --split, or take more data");
    }
    Arrays.sort(byId, 0, size);
    int[] movieIds = new int[size];
    List<String> titles = new ArrayList<>(size);
    List<List<String>> genres = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int row = (int) byId[i];
      movieIds[i] = tableIds[row];
      titles.add(data.movies().stringColumn("title").get(row));
      genres.add(genresOf(data.movies().stringColumn("genres").get(row)));
    }
    return new Catalog(movieIds, titles, genres);
  }

  /** The distinct genre names of a list joined by bars, in its order. */
  public static List<String> genresOf(String joined) {
    return Arrays.stream(joined.split("\\|", -1))
        .filter(genre -> !genre.isEmpty())
        .distinct()
        .toList();
  }
}
