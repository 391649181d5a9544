package movielens.experiment.pipeline.judging;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.Evaluation;
import movielens.experiment.evaluation.Metric;
import movielens.experiment.evaluation.Panel;
import movielens.experiment.run.Stories;

/**
 * Chooses the users of the headline view that a report shows: first, last and quartiles by how much
 * one model's recall exceeds another's, so that no hand picks the pretty ones.
 */
final class StoryChoice {
  private static final Metric METRIC = Metric.RECALL;
  private static final int HISTORY = 10;
  private static final List<String> PLACES =
      List.of("smallest of all", "lower quartile", "median", "upper quartile", "largest of all");

  private final Scoreboard scoreboard;
  private final Split split;

  StoryChoice(Scoreboard scoreboard, Split split) {
    this.scoreboard = scoreboard;
    this.split = split;
  }

  /**
   * The stories.
   *
   * @param a model whose recall is taken
   * @param b model whose recall is subtracted, if there is one
   */
  Stories of(String a, Optional<String> b) {
    double[] values = recall(a);
    b.map(this::recall)
        .ifPresent(
            subtracted -> {
              for (int row = 0; row < values.length; row++) {
                values[row] -= subtracted[row];
              }
            });
    List<Stories.Story> stories = new ArrayList<>();
    places(values).forEach((row, place) -> stories.add(story(row, place, values[row])));
    return new Stories(
        Stories.SCHEMA_VERSION,
        scoreboard.headline().label(),
        METRIC.label(),
        a,
        b.orElse(null),
        stories);
  }

  /** Each user's recall in the headline view, averaged over seeds. */
  private double[] recall(String model) {
    List<Evaluation> evaluations = scoreboard.of(scoreboard.headline(), model);
    double[] mean = new double[evaluations.get(0).panel().users()];
    for (Evaluation evaluation : evaluations) {
      double[] values = evaluation.perUser(METRIC);
      for (int row = 0; row < mean.length; row++) {
        mean[row] += values[row] / evaluations.size();
      }
    }
    return mean;
  }

  /** User rows and their places, ascending by value; with few users some places are one. */
  private static Map<Integer, String> places(double[] values) {
    int[] rows =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer row) -> values[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    Map<Integer, String> places = new LinkedHashMap<>();
    for (int quarter = 0; quarter < PLACES.size(); quarter++) {
      int position = (int) ((long) quarter * (rows.length - 1) / (PLACES.size() - 1));
      places.putIfAbsent(rows[position], PLACES.get(quarter));
    }
    return places;
  }

  private Stories.Story story(int userRow, String place, double value) {
    String any = scoreboard.models().get(0);
    Panel panel = scoreboard.of(scoreboard.headline(), any, 0).panel();
    int userId = panel.test().userId(userRow);
    InteractionLog training = split.training();
    int row = training.rowOf(userId);
    List<Stories.Seen> history = new ArrayList<>();
    int from = Math.max(training.start(row), training.end(row) - HISTORY);
    for (int p = from; p < training.end(row); p++) {
      history.add(
          new Stories.Seen(
              split.catalog().movieId(training.item(p)), day(training.epochSecond(p))));
    }
    List<Integer> heldOut =
        IntStream.of(panel.test().itemsOf(userRow))
            .filter(item -> item != 0)
            .mapToObj(item -> panel.catalog().movieId(item))
            .toList();
    return new Stories.Story(userId, place, value, history, training.size(row), heldOut);
  }

  private static String day(int epochSecond) {
    return Instant.ofEpochSecond(epochSecond).atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
