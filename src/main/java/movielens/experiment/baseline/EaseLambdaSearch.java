package movielens.experiment.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import movielens.experiment.baseline.Ease.Trial;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.evaluation.TopK;

/**
 * Chooses the penalty λ of {@link Ease} by mean ndcg@10 of the validation part. Climbs a grid of
 * eight values from 500 while it gets better, since quality has one peak in λ; each trial is one
 * inversion. Trials look at {@value #MAX_USERS} users at most, evenly spread, and at the {@value
 * #MAX_ITEMS} most seen items: above that a full inversion per trial takes minutes, and the rest of
 * the catalogue has too few events to move the choice.
 */
final class EaseLambdaSearch {
  private static final double[] LAMBDAS = {20, 50, 100, 200, 500, 1_000, 2_000, 5_000};
  private static final int START = 4;
  private static final int DEPTH = 10;
  private static final int MAX_ITEMS = 5_000;
  private static final int MAX_USERS = 5_000;

  private final InteractionLog fit;
  private final InteractionLog validation;
  private final int catalogSize;
  private final int trialItems;
  private final List<Trial> trials = new ArrayList<>();

  EaseLambdaSearch(InteractionLog fit, InteractionLog validation, int catalogSize) {
    this(fit, validation, catalogSize, MAX_ITEMS);
  }

  EaseLambdaSearch(
      InteractionLog fit, InteractionLog validation, int catalogSize, int maxTrialItems) {
    this.fit = fit;
    this.validation = validation;
    this.catalogSize = catalogSize;
    trialItems = Math.min(catalogSize, maxTrialItems);
  }

  /** Fits the whole catalogue with the best penalty. */
  Ease best() {
    double lambda = bestLambda();
    EaseSolver solver = new EaseSolver(SeenMatrix.of(fit, catalogSize));
    return new Ease(catalogSize, solver.solve(lambda), lambda, trials);
  }

  private double bestLambda() {
    int[] rows = validationRows();
    if (rows.length == 0) {
      return LAMBDAS[START];
    }
    int[] places = placesOfMostSeen();
    EaseSolver solver = new EaseSolver(SeenMatrix.of(mapped(fit, places), trialItems));
    InteractionLog history = mapped(fit.select(rows), places);
    InteractionLog truth = mapped(validation.select(rows), places);
    double[] quality = new double[LAMBDAS.length];
    Arrays.fill(quality, Double.NaN);
    int best = START;
    for (int step : new int[] {1, -1}) {
      for (int i = best; i >= 0 && i < LAMBDAS.length; i += step) {
        if (Double.isNaN(quality[i])) {
          quality[i] = quality(solver, LAMBDAS[i], history, truth);
        }
        if (quality[i] < quality[best]) {
          break;
        }
        best = quality[i] > quality[best] ? i : best;
      }
    }
    return LAMBDAS[best];
  }

  private double quality(
      EaseSolver solver, double lambda, InteractionLog history, InteractionLog truth) {
    Ease ease = new Ease(trialItems, solver.solve(lambda), lambda, List.of());
    TopK top = ease.rankAll(history, DEPTH);
    Trial trial = new Trial(lambda, Evaluator.meanNdcg(top, truth));
    trials.add(trial);
    return trial.ndcg();
  }

  /** Users who have a validation item, every n-th of them. */
  private int[] validationRows() {
    int[] rows =
        IntStream.range(0, validation.users())
            .filter(row -> Arrays.stream(validation.itemsOf(row)).anyMatch(item -> item != 0))
            .toArray();
    int stride = (rows.length + MAX_USERS - 1) / MAX_USERS;
    return IntStream.range(0, rows.length).filter(i -> i % stride == 0).map(i -> rows[i]).toArray();
  }

  /** For each item index its place among the most seen items in ascending order, else 0. */
  private int[] placesOfMostSeen() {
    int[] events = EventCounts.since(fit, catalogSize, Integer.MIN_VALUE);
    int[] kept =
        IntStream.rangeClosed(1, catalogSize)
            .boxed()
            .sorted(Comparator.comparingInt((Integer item) -> -events[item]))
            .limit(trialItems)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    int[] places = new int[catalogSize + 1];
    for (int i = 0; i < kept.length; i++) {
      places[kept[i]] = i + 1;
    }
    return places;
  }

  private static InteractionLog mapped(InteractionLog log, int[] places) {
    int users = log.users();
    int[] ids = new int[users];
    int[] starts = new int[users];
    int[] ends = new int[users];
    int[] items = new int[Math.toIntExact(log.events())];
    int filled = 0;
    for (int row = 0; row < users; row++) {
      ids[row] = log.userId(row);
      starts[row] = filled;
      for (int p = log.start(row); p < log.end(row); p++) {
        items[filled++] = places[log.item(p)];
      }
      ends[row] = filled;
    }
    return new InteractionLog(ids, starts, ends, items, new int[items.length]);
  }
}
