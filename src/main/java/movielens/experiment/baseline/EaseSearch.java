package movielens.experiment.baseline;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import movielens.experiment.baseline.Ease.Trial;
import movielens.experiment.data.InteractionLog;

/**
 * Chooses the settings of {@link Ease} by the {@link ValidationPart}: the penalty λ, of eight
 * values from 20 to 5,000, climbing from 500; and for {@link #recent} the decay beside it, climbing
 * from 0.8. What was solved for one model serves the other while memory lasts. Trials look at the
 * {@value #MAX_ITEMS} most seen items: above that a full inversion per trial takes minutes, and the
 * rest of the catalogue has too few events to move the choice.
 */
public final class EaseSearch {
  private static final double[] LAMBDAS = {20, 50, 100, 200, 500, 1_000, 2_000, 5_000};
  private static final int FIRST_LAMBDA = 4;
  private static final double[] DECAYS = {0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98};
  private static final int FIRST_DECAY = 3;
  private static final int MAX_ITEMS = 5_000;

  private final InteractionLog fit;
  private final int catalogSize;
  private final int trialItems;
  private final InteractionLog trialFit;
  private final ValidationPart validation;
  private final Map<Double, SoftReference<EaseWeights>> solved = new HashMap<>();
  private EaseSolver trialSolver;

  /**
   * A search that is about to begin.
   *
   * @param fit who saw what; item 0 is ignored
   * @param validation what the same users saw next, the same user rows
   * @param catalogSize number of items, V
   * @throws BaselineLeftOutException when users and items are too many for a dense matrix
   */
  public EaseSearch(InteractionLog fit, InteractionLog validation, int catalogSize) {
    this(fit, validation, catalogSize, MAX_ITEMS);
  }

  EaseSearch(InteractionLog fit, InteractionLog validation, int catalogSize, int maxTrialItems) {
    Ease.refuseIfTooLarge(fit.users(), catalogSize, Runtime.getRuntime().maxMemory());
    this.fit = fit;
    this.catalogSize = catalogSize;
    trialItems = Math.min(catalogSize, maxTrialItems);
    if (trialItems == catalogSize) {
      trialFit = fit;
      this.validation = new ValidationPart(fit, validation, catalogSize);
    } else {
      int[] places = placesOfMostSeen();
      trialFit = mapped(fit, places);
      this.validation = new ValidationPart(trialFit, mapped(validation, places), trialItems);
    }
  }

  /**
   * Fits the whole catalogue with the best penalty; every event of a user counts the same.
   *
   * @param listener told of each trial
   */
  public Ease plain(FitListener listener) {
    List<Trial> trials = new ArrayList<>();
    int[] best = {FIRST_LAMBDA};
    if (!validation.isEmpty()) {
      best =
          new GridClimb(
                  place -> trial(LAMBDAS[place[0]], Recency.NONE, trials, listener), LAMBDAS.length)
              .from(best);
    }
    return fitted(LAMBDAS[best[0]], Recency.NONE, trials);
  }

  /**
   * Fits the whole catalogue with the best penalty and decay: an event of a user counts decay to
   * the power of the number of events after it.
   *
   * @param listener told of each trial
   */
  public Ease recent(FitListener listener) {
    List<Trial> trials = new ArrayList<>();
    int[] best = {FIRST_LAMBDA, FIRST_DECAY};
    if (!validation.isEmpty()) {
      best =
          new GridClimb(
                  place ->
                      trial(LAMBDAS[place[0]], new Recency(DECAYS[place[1]]), trials, listener),
                  LAMBDAS.length,
                  DECAYS.length)
              .from(best);
    }
    return fitted(LAMBDAS[best[0]], new Recency(DECAYS[best[1]]), trials);
  }

  private double trial(double lambda, Recency recency, List<Trial> trials, FitListener listener) {
    Ease ease = new Ease(trialItems, trialWeights(lambda), lambda, recency, List.of());
    double ndcg = validation.ndcg(ease);
    trials.add(new Trial(lambda, recency.decay(), ndcg));
    listener.tried();
    return ndcg;
  }

  private Ease fitted(double lambda, Recency recency, List<Trial> trials) {
    EaseWeights weights =
        trialItems == catalogSize
            ? trialWeights(lambda)
            : EaseSolver.of(SeenMatrix.of(fit, catalogSize)).solve(lambda);
    return new Ease(catalogSize, weights, lambda, recency, trials);
  }

  private EaseWeights trialWeights(double lambda) {
    SoftReference<EaseWeights> before = solved.get(lambda);
    EaseWeights weights = before == null ? null : before.get();
    if (weights == null) {
      if (trialSolver == null) {
        trialSolver = EaseSolver.of(SeenMatrix.of(trialFit, trialItems));
      }
      weights = trialSolver.solve(lambda);
      solved.put(lambda, new SoftReference<>(weights));
    }
    return weights;
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
