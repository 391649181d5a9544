package movielens.experiment.pipeline.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Interactions;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.Split;
import movielens.experiment.data.SplitRule;
import movielens.experiment.data.Splitter;
import movielens.experiment.data.reading.MovieLensReader;
import movielens.experiment.evaluation.CutOffs;
import movielens.experiment.evaluation.Evaluation;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.evaluation.Panel;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.evaluation.View;
import org.junit.jupiter.api.Test;

/** Late films and ceilings against counts that follow their words, on random lists. */
class LateFilmsTest {
  private static final MovieLens DATA = MovieLensReader.readBundledSample();
  private static final InteractionLog LOG = Interactions.chronological(DATA, 0);
  private static final Split SPLIT = Splitter.split(DATA, LOG, new SplitRule.PerUser(0.2));

  private final Panel panel = new Everybody(SPLIT, CutOffs.USUAL).panel();

  @Test
  void isTheShareOfSlotsWhoseMovieCameAfterTheUsersTime() {
    Map<Integer, Integer> first = new HashMap<>();
    for (InteractionLog log : List.of(SPLIT.training(), SPLIT.test())) {
      for (int user = 0; user < log.users(); user++) {
        for (int p = log.start(user); p < log.end(user); p++) {
          if (log.item(p) != 0) {
            first.merge(SPLIT.catalog().movieId(log.item(p)), log.epochSecond(p), Math::min);
          }
        }
      }
    }
    Evaluation one = random(1);
    Evaluation other = random(2);
    int late = 0;
    int slots = 0;
    for (Evaluation evaluation : List.of(one, other)) {
      for (int row = 0; row < panel.users(); row++) {
        int user = SPLIT.training().rowOf(panel.userIds()[row]);
        int last = SPLIT.training().epochSecond(SPLIT.training().end(user) - 1);
        for (int rank = 0; rank < 10; rank++) {
          int movieId = panel.catalog().movieId(evaluation.top().items()[row][rank]);
          slots++;
          if (first.get(movieId) > last) {
            late++;
          }
        }
      }
    }

    assertThat(late).isPositive();
    assertThat(new LateFilms(SPLIT).share(List.of(one, other)))
        .isCloseTo((double) late / slots, within(1e-12));
  }

  @Test
  void aLargeCatalogueHasNoCeiling() {
    assertThat(Ceiling.warnings(panel, SPLIT)).isEmpty();
    int[] candidates = Ceiling.candidates(panel, SPLIT);
    for (int row = 0; row < panel.users(); row++) {
      int user = SPLIT.training().rowOf(panel.userIds()[row]);
      assertThat(candidates[row]).isEqualTo(SPLIT.catalog().size() - SPLIT.training().size(user));
    }
  }

  @Test
  void aSmallCatalogueIsNamed() {
    for (int items : new int[] {9, 13, 14, 40}) {
      Split split = few(items);
      Panel few =
          Panel.of(
              View.LIKE_FOR_LIKE,
              split.catalog(),
              split.test(),
              split.catalog(),
              split.training(),
              split.catalog());
      String warnings = String.join("; ", Ceiling.warnings(few, split));

      assertThat(warnings)
          .as("%d movies", items)
          .contains("like-for-like have 50 movies or fewer left to rank: their interest_entropy");
      if (items < 20) {
        assertThat(warnings).contains("like-for-like is near its ceiling");
      }
      if (items <= 13) {
        assertThat(warnings)
            .contains("have a recall@10 of 1.00")
            .contains("10 of 10 users of like-for-like have 10 movies or fewer left to rank")
            .contains("their recall@10 is 1 whatever the model");
      }
    }
  }

  /** A split by hand: each of ten users has seen three of a few movies, and sees a fourth. */
  private static Split few(int items) {
    int users = 10;
    int[] ids = new int[users];
    int[] starts = new int[users];
    int[] cuts = new int[users];
    int[] ends = new int[users];
    int[] seen = new int[4 * users];
    int[] seconds = new int[seen.length];
    for (int user = 0; user < users; user++) {
      ids[user] = user + 1;
      starts[user] = 4 * user;
      cuts[user] = 4 * user + 3;
      ends[user] = 4 * user + 4;
      for (int i = 0; i < 4; i++) {
        seen[4 * user + i] = 1 + (user + i) % items;
        seconds[4 * user + i] = i;
      }
    }
    InteractionLog training = new InteractionLog(ids, starts, cuts, seen, seconds);
    InteractionLog test = new InteractionLog(ids, cuts, ends, seen, seconds);
    Catalog catalog =
        new Catalog(
            IntStream.rangeClosed(1, items).toArray(),
            Collections.nCopies(items, "A film (1999)"),
            Collections.nCopies(items, List.of("War")));
    return new Split(catalog, training, training, training, test);
  }

  private Evaluation random(long seed) {
    Random random = new Random(seed);
    int[][] items = new int[panel.users()][];
    for (int row = 0; row < items.length; row++) {
      items[row] = random.ints(1, panel.catalog().size() + 1).distinct().limit(50).toArray();
    }
    return Evaluator.judge(new TopK(items, new float[items.length][50]), panel);
  }
}
