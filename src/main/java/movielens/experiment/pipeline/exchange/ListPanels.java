package movielens.experiment.pipeline.exchange;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import movielens.experiment.data.Catalog;
import movielens.experiment.evaluation.Evaluation;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.evaluation.Metric;
import movielens.experiment.evaluation.Panel;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.evaluation.View;
import movielens.experiment.pipeline.PreparedData;
import movielens.experiment.pipeline.judging.Ceiling;
import movielens.experiment.pipeline.judging.Scoreboard;
import movielens.experiment.pipeline.judging.Views;
import movielens.experiment.report.Numbers;

/**
 * Puts lists on the board in every view that they serve. Lists of genre movies for power users
 * alone are those of a model that knows the genre alone, and face what such a model faces.
 */
final class ListPanels {
  private final PreparedData data;
  private final Views views;
  private final Scoreboard board;
  private final Consumer<String> remarks;

  /**
   * Panels for lists.
   *
   * @param data split, and sliced where the views are
   * @param board where evaluations go
   * @param remarks told what a reader must know about the lists
   */
  ListPanels(PreparedData data, Views views, Scoreboard board, Consumer<String> remarks) {
    this.data = data;
    this.views = views;
    this.board = board;
    this.remarks = remarks;
  }

  /** Judges the lists of a model in every view that they serve. */
  void judge(String model, ModelLists lists) {
    boolean ofPowerUsers =
        data.slice().isPresent() && lists.consistOf(powerUsers()::get, i -> true);
    boolean sliced = ofPowerUsers && lists.consistOf(row -> true, genreItems()::get);
    List<Evaluation> headline = List.of();
    for (View view : views.all()) {
      if (view == View.LATER) {
        Panel panel = views.panel(view, sliced);
        headline.forEach(of -> board.add(View.LATER, model, Evaluator.judge(of, panel)));
      } else if (view == View.AS_PUBLISHED && ofPowerUsers && !sliced && !lists.names(view)) {
        remarks.accept(model + " has lists for power users alone, so it is not in " + view.label());
      } else if (lists.serves(view)) {
        List<Evaluation> judged = judge(model, lists, view, views.panel(view, sliced));
        judged.forEach(evaluation -> board.add(view, model, evaluation));
        headline = view == views.headline() ? judged : headline;
      }
    }
  }

  private BitSet powerUsers() {
    BitSet rows = new BitSet();
    for (int row : data.slice().orElseThrow().powerUserRows()) {
      rows.set(row);
    }
    return rows;
  }

  private BitSet genreItems() {
    BitSet items = new BitSet();
    Catalog genre = data.slice().orElseThrow().genreOnly().catalog();
    for (int item : genre.indicesIn(data.split().catalog())) {
      items.set(item);
    }
    return items;
  }

  private List<Evaluation> judge(String model, ModelLists lists, View view, Panel panel) {
    Catalog whole = data.split().catalog();
    int[] itemInPanel = new int[whole.size() + 1];
    for (int item = 1; item < itemInPanel.length; item++) {
      itemInPanel[item] = panel.catalog().indexOf(whole.movieId(item));
    }
    int[] rows = new int[panel.users()];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = data.split().training().rowOf(panel.test().userId(row));
    }
    List<TopK> tops = lists.of(view, rows, itemInPanel);
    shortness(panel, tops)
        .ifPresent(words -> remarks.accept(model + " in " + view.label() + ": " + words));
    return tops.stream().map(top -> Evaluator.judge(top, panel)).toList();
  }

  /** Users without a list, and with one that ends before the metrics do. */
  private Optional<String> shortness(Panel panel, List<TopK> tops) {
    int[] candidates = Ceiling.candidates(panel, data.split());
    Few missing = new Few();
    Few belowTop = new Few();
    Few belowDepth = new Few();
    for (int row = 0; row < panel.users(); row++) {
      int at = row;
      int length = tops.stream().mapToInt(top -> top.items()[at].length).min().orElse(0);
      int userId = panel.test().userId(row);
      if (length == 0 && candidates[row] > 0) {
        missing.add(userId);
      } else if (length < Math.min(Metric.RECALL.depth(), candidates[row])) {
        belowTop.add(userId);
      } else if (length < Math.min(Evaluator.DEPTH, candidates[row])) {
        belowDepth.add(userId);
      }
    }
    List<String> words = new ArrayList<>();
    missing.words("without a movie here count as empty lists").ifPresent(words::add);
    belowTop.words("have fewer than " + Metric.RECALL.depth() + " movies").ifPresent(words::add);
    belowDepth
        .words("have fewer than " + Evaluator.DEPTH + " movies, which interest_entropy@50 looks at")
        .ifPresent(words::add);
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "of %s %s; judged as they are"
                .formatted(Numbers.count(panel.users(), "user"), String.join(", ", words)));
  }

  /** How many users, and the first. */
  private static final class Few {
    private int count;
    private int first;

    void add(int userId) {
      first = count == 0 ? userId : first;
      count++;
    }

    Optional<String> words(String what) {
      return count == 0
          ? Optional.empty()
          : Optional.of("%s (first: user %d) %s".formatted(Numbers.count(count), first, what));
    }
  }
}
