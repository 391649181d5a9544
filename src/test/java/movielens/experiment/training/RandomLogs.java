package movielens.experiment.training;

import java.util.Random;
import movielens.experiment.data.InteractionLog;

/** Small random logs: users with few events, repeated timestamps, and no item twice for a user. */
final class RandomLogs {
  private RandomLogs() {}

  static InteractionLog of(long seed, int users, int maxEvents, int items) {
    Random random = new Random(seed);
    int[] ids = new int[users];
    int[] starts = new int[users];
    int[] ends = new int[users];
    int[] eventItems = new int[users * maxEvents];
    int[] seconds = new int[users * maxEvents];
    int filled = 0;
    for (int user = 0; user < users; user++) {
      ids[user] = 10 * user + 3;
      starts[user] = filled;
      int count = random.nextInt(Math.min(maxEvents, items) + 1);
      int[] order = random.ints(1, items + 1).distinct().limit(count).toArray();
      int time = 1_000_000_000 + random.nextInt(1000);
      for (int item : order) {
        eventItems[filled] = item;
        seconds[filled++] = time;
        time += random.nextInt(3) == 0 ? 0 : random.nextInt(2 * 86_400);
      }
      ends[user] = filled;
    }
    return new InteractionLog(ids, starts, ends, eventItems, seconds);
  }
}
