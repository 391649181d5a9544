package movielens.experiment.pipeline.exchange;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.reading.ListRow;
import movielens.experiment.data.reading.ListRows;
import movielens.experiment.data.reading.ListsReader;
import movielens.experiment.evaluation.View;
import movielens.experiment.files.DataException;
import movielens.experiment.pipeline.PreparedData;

/**
 * Gathers the lists of a file, and what is wrong with them. What is kept grows with the rows of
 * users who are tested: twenty bytes each.
 */
final class ListsFile implements ListRows {
  private static final int MOST_MODELS = 100;

  private final Path file;
  private final PreparedData data;
  private final boolean[] tested;
  private final List<View> views;
  private final int[] knownMovies;
  private final Map<String, ModelLists> models = new LinkedHashMap<>();
  private final ListProblems problems;
  private boolean scored;
  private boolean ranked;

  private ListsFile(Path file, PreparedData data, boolean[] tested, List<View> views) {
    this.file = file;
    this.data = data;
    this.tested = tested;
    this.views = views;
    this.knownMovies = data.data().movieIds();
    this.problems = new ListProblems(file);
  }

  /**
   * What a file holds.
   *
   * @param models name of each in the file, empty where it has no names → lists in order, without
   *     doubles
   * @param problems with its rows
   * @param read how much it was
   * @param ordered whether a column says how the lists are ordered; else the file's order does
   */
  record Gathered(
      Map<String, ModelLists> models,
      ListProblems problems,
      ListsReader.Read read,
      boolean ordered) {}

  /**
   * Reads a file.
   *
   * @param data the split that the lists are for
   * @param tested for each user row of the split whether the user has a test item
   * @param views that lists may be for
   * @throws DataException when it is no file of lists
   */
  static Gathered gather(Path file, PreparedData data, boolean[] tested, List<View> views) {
    ListsFile gathering = new ListsFile(file, data, tested, views);
    ListsReader.Read read = ListsReader.read(file, gathering);
    gathering.finish();
    return new Gathered(
        gathering.models, gathering.problems, read, gathering.scored || gathering.ranked);
  }

  @Override
  public void begin(boolean hasScores, boolean hasRanks) {
    scored = hasScores;
    ranked = hasRanks;
  }

  @Override
  public void accept(ListRow row) {
    int userRow = data.split().training().rowOf(row.userId());
    int item = data.split().catalog().indexOf(row.movieId());
    Optional<ListProblem> problem = problem(row, userRow, item);
    if (problem.isPresent()) {
      problems.add(problem.get(), row.line(), row.userId(), row.movieId());
      return;
    }
    double key = ranked ? -row.rank() : scored ? row.score() : -row.line();
    float score = scored ? (float) row.score() : Float.NaN;
    model(row).list(view(row), row.seed(), userRow).add(item, key, score, row.line());
  }

  private Optional<ListProblem> problem(ListRow row, int userRow, int item) {
    if (userRow < 0) {
      return Optional.of(ListProblem.UNKNOWN_USER);
    }
    if (item == 0) {
      return Optional.of(
          Arrays.binarySearch(knownMovies, row.movieId()) < 0
              ? ListProblem.UNKNOWN_MOVIE
              : ListProblem.NO_TRAINING_EVENT);
    }
    if (seen(userRow, item)) {
      return Optional.of(ListProblem.SEEN);
    }
    if (ranked && row.rank() == ListRow.NO_RANK) {
      return Optional.of(ListProblem.NO_RANK);
    }
    if (scored && Double.isNaN(row.score())) {
      return Optional.of(ListProblem.NO_SCORE);
    }
    return tested[userRow] ? Optional.empty() : Optional.of(ListProblem.NOT_TESTED);
  }

  private boolean seen(int userRow, int item) {
    InteractionLog training = data.split().training();
    for (int p = training.start(userRow); p < training.end(userRow); p++) {
      if (training.item(p) == item) {
        return true;
      }
    }
    return false;
  }

  private ModelLists model(ListRow row) {
    ModelLists lists = models.get(row.model());
    if (lists == null) {
      if (models.size() == MOST_MODELS) {
        throw new DataException(
            "%s:%d: the column model names more than %d models; give a file for each"
                .formatted(file, row.line(), MOST_MODELS));
      }
      lists = new ModelLists();
      models.put(row.model(), lists);
    }
    return lists;
  }

  private Optional<View> view(ListRow row) {
    if (row.view().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        View.of(row.view())
            .filter(views::contains)
            .orElseThrow(
                () ->
                    new DataException(
                        "%s:%d: the view '%.40s' is not one that this run has lists for: %s"
                            .formatted(
                                file,
                                row.line(),
                                row.view().replaceAll("\\p{Cntrl}", "?"),
                                views.stream()
                                    .map(View::label)
                                    .collect(Collectors.joining(", "))))));
  }

  private void finish() {
    for (ModelLists lists : models.values()) {
      lists.forEach(
          (userRow, list) -> {
            list.removeDoubles(at -> add(ListProblem.DOUBLE, userRow, list, at));
            list.order();
            for (int i = 1; i < list.size(); i++) {
              if (list.key(i) == list.key(i - 1)) {
                add(ListProblem.TIE, userRow, list, i);
              }
              if (ranked && list.score(i) > list.score(i - 1)) {
                add(ListProblem.SCORE_AGAINST_RANK, userRow, list, i);
              }
            }
          });
      lists.dropSeedsThatChangeNothing();
    }
  }

  private void add(ListProblem problem, int userRow, UserList list, int at) {
    problems.add(
        problem,
        list.line(at),
        data.split().training().userId(userRow),
        data.split().catalog().movieId(list.item(at)));
  }
}
