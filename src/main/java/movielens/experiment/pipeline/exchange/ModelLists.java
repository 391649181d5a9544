package movielens.experiment.pipeline.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.evaluation.View;

/** The lists of one model: of each view that they are for, or of all, and of each seed. */
final class ModelLists {
  /** User row of the split → list, of each seed. */
  private final Map<Optional<View>, Map<Long, Map<Integer, UserList>>> byView =
      new LinkedHashMap<>();

  /**
   * The list of a user, new where there is none yet.
   *
   * @param view that it is for; empty for all
   */
  UserList list(Optional<View> view, long seed, int userRow) {
    return byView
        .computeIfAbsent(view, any -> new LinkedHashMap<>())
        .computeIfAbsent(seed, any -> new HashMap<>())
        .computeIfAbsent(userRow, any -> new UserList());
  }

  /** What is done with a list. */
  interface Each {
    void list(int userRow, UserList list);
  }

  void forEach(Each each) {
    byView.values().forEach(seeds -> seeds.values().forEach(users -> users.forEach(each::list)));
  }

  /** Whether the lists are for users of a kind and hold items of a kind alone. */
  boolean consistOf(IntPredicate userRow, IntPredicate item) {
    return byView.values().stream()
        .flatMap(seeds -> seeds.values().stream())
        .flatMap(users -> users.entrySet().stream())
        .allMatch(
            user -> {
              boolean all = userRow.test(user.getKey());
              for (int i = 0; all && i < user.getValue().size(); i++) {
                all = item.test(user.getValue().item(i));
              }
              return all;
            });
  }

  /** Whether there are lists for a view. */
  boolean serves(View view) {
    return byView.containsKey(Optional.of(view)) || byView.containsKey(Optional.<View>empty());
  }

  /** Whether a view is named, so that the lists were made for it. */
  boolean names(View view) {
    return byView.containsKey(Optional.of(view));
  }

  /** The seeds, in the order of the file. */
  Set<Long> seeds() {
    Set<Long> seeds = new LinkedHashSet<>();
    byView.values().forEach(of -> seeds.addAll(of.keySet()));
    return seeds;
  }

  /** Keeps the lists of one seed where those of the others are the same. */
  void dropSeedsThatChangeNothing() {
    boolean same =
        byView.values().stream()
            .allMatch(
                seeds -> {
                  Map<Integer, UserList> first = seeds.values().iterator().next();
                  return seeds.size() == seeds().size()
                      && seeds.values().stream().allMatch(other -> sameLists(first, other));
                });
    if (same) {
      byView.replaceAll(
          (view, seeds) -> {
            Map.Entry<Long, Map<Integer, UserList>> first = seeds.entrySet().iterator().next();
            return new LinkedHashMap<>(Map.of(first.getKey(), first.getValue()));
          });
    }
  }

  private static boolean sameLists(Map<Integer, UserList> a, Map<Integer, UserList> b) {
    return a.keySet().equals(b.keySet())
        && a.entrySet().stream().allMatch(user -> user.getValue().sameItems(b.get(user.getKey())));
  }

  /**
   * The lists as far as they are about a panel: its users, its catalogue, the best {@value
   * Evaluator#DEPTH}. A user without a list has an empty one.
   *
   * @param view that the panel is faced in
   * @param rows user row of the split of each user of the panel
   * @param itemInPanel index in the panel's catalogue of each item of the split's, 0 for others
   * @return one per seed
   */
  List<TopK> of(View view, int[] rows, int[] itemInPanel) {
    Map<Long, Map<Integer, UserList>> seeds =
        byView.getOrDefault(
            Optional.of(view), byView.getOrDefault(Optional.<View>empty(), Map.of()));
    List<TopK> all = new ArrayList<>();
    for (Map<Integer, UserList> users : seeds.values()) {
      TopK top = new TopK(new int[rows.length][], new float[rows.length][]);
      for (int row = 0; row < rows.length; row++) {
        cut(users.get(rows[row]), itemInPanel, top, row);
      }
      all.add(top);
    }
    return all;
  }

  private static void cut(UserList list, int[] itemInPanel, TopK top, int row) {
    int[] items = new int[Evaluator.DEPTH];
    float[] scores = new float[Evaluator.DEPTH];
    int kept = 0;
    for (int i = 0; list != null && i < list.size() && kept < items.length; i++) {
      if (itemInPanel[list.item(i)] != 0) {
        items[kept] = itemInPanel[list.item(i)];
        scores[kept++] = list.score(i);
      }
    }
    top.items()[row] = Arrays.copyOf(items, kept);
    top.scores()[row] = Arrays.copyOf(scores, kept);
  }
}
