package movielens.experiment.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.evaluation.Logs;
import movielens.experiment.evaluation.TopK;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TransitionsTest {
  private static final double[] DECAYS = {0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};

  @Test
  void sumsWhatCameSoonAfterTheLastEvents() {
    InteractionLog fit = Logs.of(new int[] {1, 2, 0, 3, 5, 6, 4}, new int[] {1, 3});
    TopK top =
        Transitions.fit(fit, 6, 0.5)
            .rank(Logs.of(new int[] {2, 1}), IntStream.rangeClosed(1, 6).toArray(), 6);
    // of two events of 1: 3 after both, 5 and 6 after one, 4 is six events later; 2 counts half
    assertThat(top.items()[0]).containsExactly(3, 5, 6, 4);
    assertThat(top.scores()[0]).containsExactly(1 + 0.5f, 0.5f + 0.5f, 0.5f + 0.5f, 0.5f);
  }

  @Property(tries = 60)
  void agreesWithCountingPairs(
      @ForAll @IntRange(min = 1, max = 70) int items,
      @ForAll @IntRange(min = 1, max = 20) int k,
      @ForAll @DoubleRange(min = 0.1, max = 1) double decay,
      @ForAll long seed) {
    Random random = new Random(seed);
    InteractionLog fit = Logs.random(random, 25, items, 20);
    InteractionLog history = Logs.random(random, 70, items, 12);
    NaiveRanking.assertAgrees(
        Transitions.fit(fit, items, decay),
        history,
        Logs.candidates(random, items),
        k,
        (seen, item) -> {
          double score = 0;
          for (int ago = 0; ago < Math.min(5, seen.size()); ago++) {
            score += Math.pow(decay, ago) * share(fit, seen.get(seen.size() - 1 - ago), item);
          }
          return score;
        },
        1e-5);
  }

  @Property(tries = 20)
  void takesTheDecayThatIsBestOnTheValidationPart(@ForAll long seed) {
    Random random = new Random(seed);
    InteractionLog fit = Logs.random(random, 60, 30, 15);
    InteractionLog validation = Logs.random(random, 60, 30, 4);
    Transitions chosen = Transitions.fit(fit, validation, 30, FitListener.NONE);
    int place = List.of(0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0).indexOf(chosen.decay());
    double best = ndcg(chosen.decay(), fit, validation);
    assertThat(best).isGreaterThanOrEqualTo(ndcg(0.8, fit, validation));
    assertThat(best).isGreaterThanOrEqualTo(ndcg(DECAYS[Math.max(0, place - 1)], fit, validation));
    assertThat(best).isGreaterThanOrEqualTo(ndcg(DECAYS[Math.min(6, place + 1)], fit, validation));
  }

  private static double ndcg(double decay, InteractionLog fit, InteractionLog validation) {
    int[] all = IntStream.rangeClosed(1, 30).toArray();
    return Evaluator.meanNdcg(Transitions.fit(fit, 30, decay).rank(fit, all, 10), validation);
  }

  /** Of the events of one item, the share with another among the same user's next five events. */
  private static double share(InteractionLog log, int item, int later) {
    double events = 0;
    double followed = 0;
    for (int row = 0; row < log.users(); row++) {
      int[] own = log.itemsOf(row);
      for (int i = 0; i < own.length; i++) {
        if (own[i] == item && item != 0) {
          events++;
          for (int j = i + 1; j < own.length && j <= i + 5; j++) {
            followed += own[j] == later ? 1 : 0;
          }
        }
      }
    }
    return events == 0 ? 0 : followed / events;
  }
}
