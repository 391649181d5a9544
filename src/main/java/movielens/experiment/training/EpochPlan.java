package movielens.experiment.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import movielens.experiment.data.InteractionLog;

/**
 * The windows of one epoch, their order in batches, and the weight of each user's targets. Every
 * fit event is fresh in exactly one window; a window that is not its user's first also begins with
 * the last events of the one before it, as many as windows overlap by, which are context alone. A
 * user with more events than a window holds is cut at a phase that is drawn anew in each epoch, so
 * that over epochs a position is seen with every length of context. Batches stand in random order.
 */
final class EpochPlan {
  private final int[] windowUser;
  private final int[] windowStart;
  private final int[] windowLength;
  private final int[] batchStart;
  private final int[] batchOrder;
  private final double[] userTargetWeight;
  private final InteractionLog fit;
  private final boolean lastPositionOnly;
  private final int overlap;
  private final Targets targets;

  private EpochPlan(
      int[] windowUser,
      int[] windowStart,
      int[] windowLength,
      int[] batchStart,
      int[] batchOrder,
      double[] userTargetWeight,
      InteractionLog fit,
      TrainingConfig config,
      Targets targets) {
    this.windowUser = windowUser;
    this.windowStart = windowStart;
    this.windowLength = windowLength;
    this.batchStart = batchStart;
    this.batchOrder = batchOrder;
    this.userTargetWeight = userTargetWeight;
    this.fit = fit;
    lastPositionOnly = config.objective().lastPositionOnly();
    overlap = config.batching().overlap();
    this.targets = targets;
  }

  static EpochPlan of(
      InteractionLog fit,
      Targets targets,
      TrainingConfig config,
      int window,
      SplittableRandom random) {
    Batching batching = config.batching();
    WindowList windows = cut(fit, window, batching.overlap(), random);
    windows.shuffle(random);
    if (batching.order() == BatchOrder.BY_LENGTH) {
      windows.sortByLength(window);
    }
    int batches = (windows.count + batching.size() - 1) / batching.size();
    int[] batchStart = new int[batches + 1];
    for (int batch = 0; batch <= batches; batch++) {
      batchStart[batch] = (int) Math.min(windows.count, (long) batch * batching.size());
    }
    int[] batchOrder = new int[batches];
    for (int i = 0; i < batches; i++) {
      int j = random.nextInt(i + 1);
      batchOrder[i] = batchOrder[j];
      batchOrder[j] = i;
    }
    EpochPlan plan =
        new EpochPlan(
            Arrays.copyOf(windows.user, windows.count),
            Arrays.copyOf(windows.start, windows.count),
            Arrays.copyOf(windows.length, windows.count),
            batchStart,
            batchOrder,
            new double[fit.users()],
            fit,
            config,
            targets);
    plan.weigh(config.userWeights());
    return plan;
  }

  private static WindowList cut(
      InteractionLog fit, int window, int overlap, SplittableRandom random) {
    WindowList windows = new WindowList();
    int fresh = window - overlap;
    for (int user = 0; user < fit.users(); user++) {
      int start = fit.start(user);
      int end = fit.end(user);
      int next = end - start <= window ? end : start + overlap + 1 + random.nextInt(fresh);
      while (start < next) {
        windows.add(user, start, next - start);
        start = next == end ? end : next - overlap;
        next = Math.min(end, next + fresh);
      }
    }
    return windows;
  }

  /**
   * Sets the weight of each user's targets such that the weights of a batch sum to 1 on average.
   * {@code EQUAL}: (N/U)/n_u over the mean number of targets in a batch.
   */
  private void weigh(UserWeights rule) {
    long[] userTargets = new long[userTargetWeight.length];
    long all = 0;
    for (int w = 0; w < windowUser.length; w++) {
      for (int p = firstFresh(w); p < windowEnd(w); p++) {
        if (predicts(w, p)) {
          userTargets[windowUser[w]]++;
          all++;
        }
      }
    }
    long users = Arrays.stream(userTargets).filter(n -> n > 0).count();
    double perBatch = (double) all / Math.max(1, batches());
    for (int user = 0; user < userTargets.length; user++) {
      double weight =
          rule == UserWeights.EQUAL ? (double) all / users / Math.max(1, userTargets[user]) : 1;
      userTargetWeight[user] = weight / perBatch;
    }
  }

  /** Whether a position of a window has a target in this epoch. */
  boolean predicts(int window, int position) {
    return position >= firstFresh(window)
        && targets.exists(windowUser[window], position)
        && (!lastPositionOnly || position == windowEnd(window) - 1);
  }

  int batches() {
    return batchOrder.length;
  }

  /** First window of the batch that stands at a place of the epoch. */
  int firstWindow(int place) {
    return batchStart[batchOrder[place]];
  }

  /** One past the last window of the batch that stands at a place of the epoch. */
  int endWindow(int place) {
    return batchStart[batchOrder[place] + 1];
  }

  int user(int window) {
    return windowUser[window];
  }

  int windowStart(int window) {
    return windowStart[window];
  }

  int windowEnd(int window) {
    return windowStart[window] + windowLength[window];
  }

  /**
   * Weight of one target of a user in this epoch; the targets of an epoch sum to the number of
   * batches.
   */
  double targetWeight(int user) {
    return userTargetWeight[user];
  }

  /** The first position of a window that no window before it holds. */
  int firstFresh(int window) {
    boolean first = windowStart[window] == fit.start(windowUser[window]);
    return first ? windowStart[window] : windowStart[window] + overlap;
  }

  /** Fresh events of the batch at a place; over an epoch they are all fit events. */
  int freshEvents(int place) {
    int events = 0;
    for (int window = firstWindow(place); window < endWindow(place); window++) {
      events += windowEnd(window) - firstFresh(window);
    }
    return events;
  }

  /** Growing parallel arrays of windows. */
  private static final class WindowList {
    private int[] user = new int[1024];
    private int[] start = new int[1024];
    private int[] length = new int[1024];
    private int count;

    void add(int windowUser, int windowStart, int windowLength) {
      if (count == user.length) {
        user = Arrays.copyOf(user, 2 * count);
        start = Arrays.copyOf(start, 2 * count);
        length = Arrays.copyOf(length, 2 * count);
      }
      user[count] = windowUser;
      start[count] = windowStart;
      length[count++] = windowLength;
    }

    void shuffle(SplittableRandom random) {
      for (int i = count - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        swap(user, i, j);
        swap(start, i, j);
        swap(length, i, j);
      }
    }

    private static void swap(int[] values, int i, int j) {
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }

    /** Stable counting sort, so that windows of one length stay in random order. */
    void sortByLength(int longest) {
      int[] next = new int[longest + 2];
      for (int i = 0; i < count; i++) {
        next[length[i] + 1]++;
      }
      for (int l = 1; l < next.length; l++) {
        next[l] += next[l - 1];
      }
      int[] sortedUser = new int[count];
      int[] sortedStart = new int[count];
      int[] sortedLength = new int[count];
      for (int i = 0; i < count; i++) {
        int place = next[length[i]]++;
        sortedUser[place] = user[i];
        sortedStart[place] = start[i];
        sortedLength[place] = length[i];
      }
      user = sortedUser;
      start = sortedStart;
      length = sortedLength;
    }
  }
}
