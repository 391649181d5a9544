package movielens.experiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.model.EncoderShape;
import movielens.experiment.model.EncoderWeights;
import movielens.experiment.model.SequenceEncoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ranking in tiles against scoring one user at a time. */
class EncoderRecommenderTest {
  private static final int ITEMS = 90;
  private static final int WINDOW = 5;
  private static final float CLOSE = 1e-4f;
  private static final EncoderConfig SHAPE =
      EncoderShape.of(8, 1, 2, 16, WINDOW).dropout(0.3).config();

  private static SequenceEncoder encoder() {
    return new SequenceEncoder(SHAPE, ITEMS, Device.cpu(), 4);
  }

  /** More users than a tile, with empty, short and long histories. */
  private static InteractionLog histories(int users, int longest) {
    Random random = new Random(users);
    int[] ids = new int[users];
    int[] starts = new int[users];
    int[] ends = new int[users];
    List<Integer> items = new ArrayList<>();
    for (int row = 0; row < users; row++) {
      ids[row] = 3 * row + 1;
      starts[row] = items.size();
      random.ints(1, ITEMS + 1).distinct().limit(random.nextInt(longest + 1)).forEach(items::add);
      ends[row] = items.size();
    }
    int[] events = items.stream().mapToInt(i -> i).toArray();
    return new InteractionLog(ids, starts, ends, events, new int[events.length]);
  }

  /** The score of every item, indexed by item, for one user alone. */
  private static float[] scores(SequenceEncoder encoder, InteractionLog log, int row) {
    int from = Math.max(log.start(row), log.end(row) - WINDOW);
    long[] last = IntStream.range(from, log.end(row)).mapToLong(log::item).toArray();
    long[] ids = last.length == 0 ? new long[] {0} : last;
    try (NDManager step = encoder.manager().newSubManager()) {
      NDArray embedding =
          encoder.users(
              step.create(ids, new Shape(1, ids.length)),
              step.zeros(new Shape(1, ids.length), DataType.INT64),
              step.create(new long[] {ids.length - 1L}));
      NDArray user = encoder.scaled(embedding.get(0), false);
      long[] every = IntStream.rangeClosed(0, ITEMS).asLongStream().toArray();
      return encoder.items(step.create(every), false).matMul(user).toFloatArray();
    }
  }

  private static void assertBest(
      SequenceEncoder encoder, BestOfRows best, InteractionLog log, int[] candidates, int k) {
    TopK top = new EncoderRecommender(encoder, best).rank(log, candidates, k);
    assertThat(top.items()).hasNumberOfRows(log.users());
    for (int row = 0; row < log.users(); row++) {
      float[] scores = scores(encoder, log, row);
      Set<Integer> seen = new HashSet<>();
      for (int p = log.start(row); p < log.end(row); p++) {
        seen.add(log.item(p));
      }
      long unseen = Arrays.stream(candidates).filter(item -> !seen.contains(item)).count();
      int[] ranked = top.items()[row];
      assertThat(ranked.length).isEqualTo((int) Math.min(k, unseen));
      assertThat(top.scores()[row]).hasSameSizeAs(ranked);
      float worst = Float.POSITIVE_INFINITY;
      Set<Integer> returned = new HashSet<>();
      for (int rank = 0; rank < ranked.length; rank++) {
        int item = candidates[ranked[rank] - 1];
        assertThat(seen).doesNotContain(item);
        assertThat(returned.add(item)).isTrue();
        assertThat(top.scores()[row][rank]).isCloseTo(scores[item], within(CLOSE));
        assertThat(top.scores()[row][rank]).isLessThanOrEqualTo(worst);
        if (top.scores()[row][rank] == worst) {
          assertThat(ranked[rank]).isGreaterThan(ranked[rank - 1]);
        }
        worst = top.scores()[row][rank];
      }
      for (int item : candidates) {
        if (!returned.contains(item) && !seen.contains(item)) {
          assertThat(scores[item]).isLessThanOrEqualTo(worst + CLOSE);
        }
      }
    }
  }

  static List<BestOfRows> ways() {
    return List.of(new HeapBestOfRows(), new DeviceBestOfRows());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void givesTheBestOfEveryUser(BestOfRows best) {
    int[] all = IntStream.rangeClosed(1, ITEMS).toArray();
    int[] odd = IntStream.rangeClosed(1, ITEMS).filter(i -> i % 2 == 1).toArray();
    try (SequenceEncoder encoder = encoder()) {
      assertBest(encoder, best, histories(300, 12), all, 10);
      assertBest(encoder, best, histories(64, 12), odd, 3);
      assertBest(encoder, best, histories(65, 40), odd, 60);
      assertBest(encoder, best, histories(3, ITEMS), all, ITEMS);
      assertBest(encoder, best, histories(2, 0), all, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void tiesAreBrokenByTheLowerIndexHoweverManyThereAre(BestOfRows best) {
    try (SequenceEncoder encoder = encoder()) {
      float[][] values = EncoderWeights.of(encoder).values();
      float[] table = values[0];
      assertThat(table).hasSize((ITEMS + 1) * SHAPE.dim());
      for (int item = 2; item <= ITEMS; item++) {
        System.arraycopy(table, SHAPE.dim(), table, item * SHAPE.dim(), SHAPE.dim());
      }
      new EncoderWeights(values).copyTo(encoder);
      InteractionLog log = histories(70, 8);
      int[] all = IntStream.rangeClosed(1, ITEMS).toArray();
      TopK top = new EncoderRecommender(encoder, best).rank(log, all, 10);
      for (int row = 0; row < log.users(); row++) {
        Set<Integer> seen = new HashSet<>();
        for (int p = log.start(row); p < log.end(row); p++) {
          seen.add(log.item(p));
        }
        assertThat(top.items()[row])
            .containsExactly(
                IntStream.rangeClosed(1, ITEMS)
                    .filter(item -> !seen.contains(item))
                    .limit(10)
                    .toArray());
      }
    }
  }
}
