package movielens.experiment.pipeline.exchange;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import movielens.experiment.files.DataException;
import movielens.experiment.report.Numbers;

/** What is wrong with the rows of a file of lists: how many rows, and the first of them. */
final class ListProblems {
  private final Path file;
  private final Map<ListProblem, Long> counts = new EnumMap<>(ListProblem.class);
  private final Map<ListProblem, Place> first = new EnumMap<>(ListProblem.class);

  private record Place(long line, int userId, int movieId) {
    @Override
    public String toString() {
      return "line %d, user %d, movie %d".formatted(line, userId, movieId);
    }
  }

  ListProblems(Path file) {
    this.file = file;
  }

  void add(ListProblem problem, long line, int userId, int movieId) {
    counts.merge(problem, 1L, Long::sum);
    Place before = first.get(problem);
    if (before == null || line < before.line()) {
      first.put(problem, new Place(line, userId, movieId));
    }
  }

  /**
   * Refuses the lists when they have rows that cannot be judged.
   *
   * @throws DataException that names every kind of them
   */
  void refuse() {
    List<String> refused = words(ListProblem::refused, "");
    if (!refused.isEmpty()) {
      throw new DataException(
          "%s: %s; correct the lists, or add --leave-out to judge them without these rows"
              .formatted(file, String.join("; ", refused)));
    }
  }

  /** One sentence for each kind. */
  List<String> remarks() {
    return words(problem -> true, ", left out").stream()
        .map(words -> file.getFileName() + ": " + words)
        .toList();
  }

  private List<String> words(Predicate<ListProblem> wanted, String fate) {
    return counts.entrySet().stream()
        .filter(entry -> wanted.test(entry.getKey()))
        .map(
            entry ->
                "%s %s%s (first: %s)"
                    .formatted(
                        Numbers.count(entry.getValue(), "row"),
                        entry.getKey().words(),
                        entry.getKey().refused() ? fate : "",
                        first.get(entry.getKey())))
        .toList();
  }
}
