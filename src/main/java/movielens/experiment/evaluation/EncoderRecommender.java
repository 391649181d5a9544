package movielens.experiment.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.model.SequenceEncoder;

/**
 * Ranks by the encoder's scores: embeds users, then scores the candidates for one tile of users
 * after the other. Memory is that of one tile, whatever the numbers of users and candidates.
 */
public final class EncoderRecommender implements Recommender {
  /** Enough to fill a GPU; on a CPU, few enough for what a layer computes to stay in its caches. */
  private static final int GPU_EMBEDDED_AT_ONCE = 1024;

  private static final int CPU_EMBEDDED_AT_ONCE = 64;

  /** Enough for the product with all candidates to read their table seldom. */
  private static final int GPU_RANKED_AT_ONCE = 1024;

  private static final int CPU_RANKED_AT_ONCE = 256;

  /** Users times candidates; 4 bytes each. */
  private static final int MOST_SCORES_AT_ONCE = 1 << 26;

  private final SequenceEncoder encoder;
  private final BestOfRows best;

  /** A recommender that ranks with an encoder; the caller keeps ownership of it. */
  public EncoderRecommender(SequenceEncoder encoder) {
    this(encoder, encoder.device().isGpu() ? new DeviceBestOfRows() : new HeapBestOfRows());
  }

  EncoderRecommender(SequenceEncoder encoder, BestOfRows best) {
    this.encoder = encoder;
    this.best = best;
  }

  @Override
  public TopK rank(InteractionLog history, int[] candidates, int k) {
    return rank(embeddings(history), history, candidates, k);
  }

  /**
   * Ranks for users whose embeddings are known.
   *
   * @param embeddings of the users of {@code history}, from {@link #embeddings}
   * @param history the items that are left out for each user
   * @param candidates as in {@link Recommender#rank}
   * @param k as in {@link Recommender#rank}
   */
  public TopK rank(float[][] embeddings, InteractionLog history, int[] candidates, int k) {
    TopK all = new TopK(new int[history.users()][], new float[history.users()][]);
    int[] columnOf = new int[encoder.items() + 1];
    Arrays.fill(columnOf, -1);
    for (int column = 0; column < candidates.length; column++) {
      columnOf[candidates[column]] = column;
    }
    int atOnce = encoder.device().isGpu() ? GPU_RANKED_AT_ONCE : CPU_RANKED_AT_ONCE;
    atOnce = Math.max(1, Math.min(atOnce, MOST_SCORES_AT_ONCE / candidates.length));
    try (NDManager ranking = encoder.manager().newSubManager()) {
      long[] ids = Arrays.stream(candidates).asLongStream().toArray();
      NDArray candidateTable = encoder.items(ranking.create(ids), false).transpose(); // (d, C)
      for (int first = 0; first < embeddings.length; first += atOnce) {
        int end = Math.min(embeddings.length, first + atOnce);
        try (NDManager tile = ranking.newSubManager()) {
          NDArray users = tile.create(Arrays.copyOfRange(embeddings, first, end)); // (B, d)
          NDArray scores = encoder.scaled(users, false).matMul(candidateTable); // (B, C)
          TopK top = best.of(scores, seen(history, first, end, columnOf), k);
          System.arraycopy(top.items(), 0, all.items(), first, end - first);
          System.arraycopy(top.scores(), 0, all.scores(), first, end - first);
        }
      }
    }
    return all;
  }

  /** For each user of a tile the columns of the candidates in the history. */
  private static int[][] seen(InteractionLog history, int first, int end, int[] columnOf) {
    int[][] seen = new int[end - first][];
    for (int user = first; user < end; user++) {
      int[] columns = new int[history.size(user)];
      int count = 0;
      for (int p = history.start(user); p < history.end(user); p++) {
        columns[count] = columnOf[history.item(p)];
        count += columns[count] < 0 ? 0 : 1;
      }
      seen[user - first] = Arrays.copyOf(columns, count);
    }
    return seen;
  }

  /**
   * The embedding of each user after the last event of a history, before the division by τ.
   *
   * @param history what each user has seen, in the encoder's item indices
   * @return (users, d); that of the padding item alone where a history is empty
   */
  public float[][] embeddings(InteractionLog history) {
    float[][] embeddings = new float[history.users()][];
    int dim = encoder.config().dim();
    int[] rows = byLength(history);
    int atOnce = encoder.device().isGpu() ? GPU_EMBEDDED_AT_ONCE : CPU_EMBEDDED_AT_ONCE;
    for (int first = 0; first < rows.length; first += atOnce) {
      int[] tileRows = Arrays.copyOfRange(rows, first, Math.min(rows.length, first + atOnce));
      try (NDManager tile = encoder.manager().newSubManager()) {
        float[] flat = lastEmbeddings(history, tileRows, tile).toFloatArray();
        for (int i = 0; i < tileRows.length; i++) {
          embeddings[tileRows[i]] = Arrays.copyOfRange(flat, i * dim, (i + 1) * dim);
        }
      }
    }
    return embeddings;
  }

  /** Rows by the number of events that the encoder sees, so that a tile has little padding. */
  private int[] byLength(InteractionLog history) {
    int window = encoder.config().window();
    int[] next = new int[window + 2];
    for (int row = 0; row < history.users(); row++) {
      next[Math.min(window, history.size(row)) + 1]++;
    }
    for (int length = 1; length < next.length; length++) {
      next[length] += next[length - 1];
    }
    int[] rows = new int[history.users()];
    for (int row = 0; row < rows.length; row++) {
      rows[next[Math.min(window, history.size(row))]++] = row;
    }
    return rows;
  }

  /** The user embeddings of some rows after the last event, (B, d). */
  private NDArray lastEmbeddings(InteractionLog history, int[] rows, NDManager tile) {
    int window = encoder.config().window();
    int length = 1;
    for (int row : rows) {
      length = Math.max(length, Math.min(window, history.size(row)));
    }
    long[] itemIds = new long[rows.length * length];
    long[] gaps = new long[itemIds.length];
    long[] lastPlace = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int end = history.end(rows[i]);
      int start = Math.max(history.start(rows[i]), end - length);
      for (int p = start; p < end; p++) {
        itemIds[i * length + p - start] = history.item(p);
        gaps[i * length + p - start] = history.secondsToNext(rows[i], p);
      }
      lastPlace[i] = (long) i * length + Math.max(0, end - start - 1);
    }
    Shape windows = new Shape(rows.length, length); // (B, T)
    return encoder.users(
        tile.create(itemIds, windows),
        tile.create(gaps, windows),
        tile.create(lastPlace)); // (B, d)
  }
}
