package movielens.experiment.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.InteractionLog;

/** Small logs and catalogues for tests. */
public final class Logs {
  private Logs() {}

  /** Users 10, 20, … with these items, one event per second from time 0. */
  public static InteractionLog of(int[]... itemsOfUsers) {
    int users = itemsOfUsers.length;
    int[] ids = new int[users];
    int[] starts = new int[users];
    int[] ends = new int[users];
    List<Integer> items = new ArrayList<>();
    List<Integer> seconds = new ArrayList<>();
    for (int row = 0; row < users; row++) {
      ids[row] = 10 * (row + 1);
      starts[row] = items.size();
      for (int i = 0; i < itemsOfUsers[row].length; i++) {
        items.add(itemsOfUsers[row][i]);
        seconds.add(i);
      }
      ends[row] = items.size();
    }
    return new InteractionLog(ids, starts, ends, ints(items), ints(seconds));
  }

  /** Users with up to {@code maxEvents} different items of 0…{@code items}. */
  public static InteractionLog random(Random random, int users, int items, int maxEvents) {
    int[][] rows = new int[users][];
    for (int row = 0; row < users; row++) {
      List<Integer> drawn = new ArrayList<>();
      int events = random.nextInt(maxEvents + 1);
      for (int i = 0; i < events; i++) {
        int item = random.nextInt(items + 1);
        if (!drawn.contains(item)) {
          drawn.add(item);
        }
      }
      rows[row] = ints(drawn);
    }
    return of(rows);
  }

  /** Movies 1…size × step with the given genres, those left out having none. */
  public static Catalog catalog(int size, int step, List<List<String>> genres) {
    int[] ids = new int[size];
    List<String> titles = new ArrayList<>();
    List<List<String>> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ids[i] = (i + 1) * step;
      titles.add("Movie " + ids[i]);
      all.add(i < genres.size() ? genres.get(i) : List.of());
    }
    return new Catalog(ids, titles, all);
  }

  /** Some of the numbers 1…size, at least one, ascending. */
  public static int[] candidates(Random random, int size) {
    TreeSet<Integer> chosen = new TreeSet<>();
    chosen.add(1 + random.nextInt(size));
    for (int item = 1; item <= size; item++) {
      if (random.nextInt(4) > 0) {
        chosen.add(item);
      }
    }
    return ints(new ArrayList<>(chosen));
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
