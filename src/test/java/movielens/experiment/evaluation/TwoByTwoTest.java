package movielens.experiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.InteractionLog;
import org.junit.jupiter.api.Test;

class TwoByTwoTest {
  private static final int USERS = 30;
  private static final int ITEMS = 40;

  private final Catalog catalog = Logs.catalog(ITEMS, 1, List.of(List.of("Horror")));
  private final Panel panel = panel();

  private Panel panel() {
    Random random = new Random(8);
    int[][] truth = new int[USERS][];
    Arrays.setAll(truth, row -> random.ints(4, 1, ITEMS + 1).distinct().toArray());
    InteractionLog test = Logs.of(truth);
    return Panel.of(View.LIKE_FOR_LIKE, catalog, test, catalog, test, catalog);
  }

  /** Random lists, longer where the model is to be better. */
  private List<Evaluation> model(long seed, int length, int seeds) {
    return LongStream.range(0, seeds)
        .mapToObj(
            s -> {
              Random random = new Random(100 * seed + s);
              int[][] lists = new int[USERS][];
              Arrays.setAll(
                  lists, row -> random.ints(1, ITEMS + 1).distinct().limit(length).toArray());
              return Evaluator.judge(new TopK(lists, new float[USERS][length]), panel);
            })
        .toList();
  }

  private static double mean(List<Evaluation> evaluations, Metric metric) {
    return evaluations.stream().mapToDouble(each -> each.value(metric)).average().orElseThrow();
  }

  @Test
  void effectsAreThoseOfTheFourMeans() {
    Map<ModelName, List<Evaluation>> models = new EnumMap<>(ModelName.class);
    models.put(ModelName.GENERIC, model(1, 10, 3));
    models.put(ModelName.DEVOTEES, model(2, 7, 3));
    models.put(ModelName.GENERIC_GENRE, model(3, 5, 3));
    models.put(ModelName.DISTILLED, model(4, 3, 3));
    for (Metric metric : List.of(Metric.RECALL, Metric.NDCG)) {
      double g = mean(models.get(ModelName.GENERIC), metric);
      double d = mean(models.get(ModelName.DEVOTEES), metric);
      double gg = mean(models.get(ModelName.GENERIC_GENRE), metric);
      double s = mean(models.get(ModelName.DISTILLED), metric);

      TwoByTwo.Effects effects = new TwoByTwo(2000, 5).of(metric, models::get);

      assertThat(effects.total().difference()).isCloseTo(s - g, within(1e-12));
      assertThat(effects.people().difference())
          .isCloseTo((d - g) / 2 + (s - gg) / 2, within(1e-12));
      assertThat(effects.events().difference())
          .isCloseTo((gg - g) / 2 + (s - d) / 2, within(1e-12));
      assertThat(effects.interplay().difference()).isCloseTo(s - d - gg + g, within(1e-12));
      assertThat(effects.people().difference() + effects.events().difference())
          .isCloseTo(effects.total().difference(), within(1e-12));
      for (TwoByTwo.Effect effect :
          List.of(effects.total(), effects.people(), effects.events(), effects.interplay())) {
        assertThat(effect.difference())
            .isBetween(effect.interval().low(), effect.interval().high());
      }
    }
  }

  @Test
  void theWholeHasTheIntervalOfItsComparison() {
    List<Evaluation> generic = model(1, 10, 2);
    List<Evaluation> distilled = model(4, 3, 2);
    Interval compared =
        new PairedComparison(500, 5, 0.01)
            .compare("distilled", distilled, "generic", generic).stream()
                .filter(each -> each.metric().equals(Metric.RECALL))
                .findFirst()
                .orElseThrow()
                .certainty()
                .interval();

    Interval total =
        new TwoByTwo(500, 5)
            .of(Metric.RECALL, name -> name == ModelName.DISTILLED ? distilled : generic)
            .total()
            .interval();

    assertThat(total.within(Metric.RECALL.rangeOfDifferences())).isEqualTo(compared);
  }
}
