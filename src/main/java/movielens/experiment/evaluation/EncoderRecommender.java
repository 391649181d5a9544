package movielens.experiment.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.model.SequenceEncoder;

/**
 * Ranks by the encoder's scores, in tiles of users. Scores stay on the encoder's device; only the
 * best k of each user come back.
 */
public final class EncoderRecommender implements Recommender {
  /** Enough to fill a GPU; on a CPU, few enough for a tile to stay near its caches. */
  private static final int GPU_TILE_USERS = 1024;

  private static final int CPU_TILE_USERS = 64;

  /** Fetched beyond k, so that ties at the k-th place are seen and broken by item index. */
  private static final int TIE_MARGIN = 16;

  private static final float SEEN = Float.NEGATIVE_INFINITY;

  private final SequenceEncoder encoder;

  /** A recommender that ranks with an encoder; the caller keeps ownership of it. */
  public EncoderRecommender(SequenceEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public TopK rank(InteractionLog history, int[] candidates, int k) {
    int[][] items = new int[history.users()][];
    float[][] scores = new float[history.users()][];
    int tileUsers = tileUsers();
    int[] columnOf = new int[encoder.items() + 1];
    Arrays.fill(columnOf, -1);
    for (int column = 0; column < candidates.length; column++) {
      columnOf[candidates[column]] = column;
    }
    try (NDManager ranking = encoder.manager().newSubManager()) {
      long[] ids = Arrays.stream(candidates).asLongStream().toArray();
      NDArray candidateTable = encoder.items(ranking.create(ids), false).transpose(); // (d, C)
      for (int first = 0; first < history.users(); first += tileUsers) {
        int end = Math.min(history.users(), first + tileUsers);
        try (NDManager tile = ranking.newSubManager()) {
          rankTile(history, first, end, candidateTable, columnOf, k, tile, items, scores);
        }
      }
    }
    return new TopK(items, scores);
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
    for (int first = 0; first < history.users(); first += tileUsers()) {
      int end = Math.min(history.users(), first + tileUsers());
      try (NDManager tile = encoder.manager().newSubManager()) {
        float[] flat = lastEmbeddings(history, first, end, tile).toFloatArray();
        for (int user = first; user < end; user++) {
          int from = (user - first) * dim;
          embeddings[user] = Arrays.copyOfRange(flat, from, from + dim);
        }
      }
    }
    return embeddings;
  }

  private int tileUsers() {
    return encoder.device().isGpu() ? GPU_TILE_USERS : CPU_TILE_USERS;
  }

  private void rankTile(
      InteractionLog history,
      int first,
      int end,
      NDArray candidateTable,
      int[] columnOf,
      int k,
      NDManager tile,
      int[][] items,
      float[][] scores) {
    int candidates = (int) candidateTable.getShape().get(1);
    NDArray users = encoder.scaled(lastEmbeddings(history, first, end, tile), false); // (B, d)
    NDArray all = users.matMul(candidateTable); // (B, C)
    byte[] seen = new byte[(end - first) * candidates];
    for (int user = first; user < end; user++) {
      for (int p = history.start(user); p < history.end(user); p++) {
        int column = columnOf[history.item(p)];
        if (column >= 0) {
          seen[(user - first) * candidates + column] = 1;
        }
      }
    }
    NDArray unseen =
        tile.create(ByteBuffer.wrap(seen), all.getShape(), DataType.BOOLEAN).logicalNot();
    all = all.getNDArrayInternal().where(unseen, tile.create(new float[] {SEEN}));
    int fetched = Math.min(candidates, k + TIE_MARGIN);
    NDList top = all.topK(fetched, 1, true, true);
    float[] values = top.get(0).toFloatArray();
    long[] columns = top.get(1).toLongArray();
    for (int user = first; user < end; user++) {
      int from = (user - first) * fetched;
      float[] rowScores = Arrays.copyOfRange(values, from, from + fetched);
      int[] rowColumns = new int[fetched];
      for (int i = 0; i < fetched; i++) {
        rowColumns[i] = (int) columns[from + i];
      }
      boolean tiesBeyond =
          fetched > k && fetched < candidates && rowScores[k - 1] == rowScores[fetched - 1];
      if (tiesBeyond && rowScores[k - 1] != SEEN) {
        rowScores = all.get(user - first).toFloatArray();
        rowColumns = new int[candidates];
        Arrays.setAll(rowColumns, column -> column);
      }
      keepBest(rowScores, rowColumns, k, user, items, scores);
    }
  }

  /** Orders by descending score, then ascending column, drops seen items and keeps k. */
  private static void keepBest(
      float[] rowScores, int[] rowColumns, int k, int user, int[][] items, float[][] scores) {
    Integer[] order = new Integer[rowScores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) ->
            rowScores[a] == rowScores[b]
                ? Integer.compare(rowColumns[a], rowColumns[b])
                : Float.compare(rowScores[b], rowScores[a]));
    int[] keptItems = new int[Math.min(k, order.length)];
    float[] keptScores = new float[keptItems.length];
    int kept = 0;
    while (kept < keptItems.length && rowScores[order[kept]] != SEEN) {
      keptItems[kept] = rowColumns[order[kept]] + 1;
      keptScores[kept] = rowScores[order[kept]];
      kept++;
    }
    items[user] = Arrays.copyOf(keptItems, kept);
    scores[user] = Arrays.copyOf(keptScores, kept);
  }

  /**
   * User embeddings after the last event of each history, (B, d); the padding item alone where a
   * history is empty.
   */
  private NDArray lastEmbeddings(InteractionLog history, int first, int end, NDManager tile) {
    int window = encoder.config().window();
    int length = 1;
    for (int user = first; user < end; user++) {
      length = Math.max(length, Math.min(window, history.size(user)));
    }
    long[] itemIds = new long[(end - first) * length];
    long[] lastRow = new long[end - first];
    for (int user = first; user < end; user++) {
      int start = Math.max(history.start(user), history.end(user) - length);
      int base = (user - first) * length;
      for (int p = start; p < history.end(user); p++) {
        itemIds[base + p - start] = history.item(p);
      }
      lastRow[user - first] = base + Math.max(0L, history.end(user) - start - 1L);
    }
    NDArray windows = tile.create(itemIds, new Shape(end - first, length)); // (B, T)
    return encoder.users(windows, tile.create(lastRow)); // (B, d)
  }
}
