package movielens.experiment.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import movielens.experiment.model.Kernels;
import movielens.experiment.model.Precision;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.model.Similarity;
import movielens.experiment.model.TorchScript;
import movielens.experiment.model.TorchScriptModule;

/**
 * The weighted loss of a batch under an encoder, as a scalar through which gradients flow. With
 * {@link Kernels#FUSED} it is computed as {@code losses.py} says, else by DJL operations.
 */
public final class TargetLoss {
  /** Tiles hold a multiple of so many targets; the number of a batch's targets is one, too. */
  public static final int ROWS = 64;

  /** Scores that are there at once: two megabytes, for the processor's cache. */
  private static final int CPU_TILE_SCORES = 1 << 19;

  /** A quarter of a gigabyte: a GPU waits for the program rather than for memory. */
  private static final int GPU_TILE_SCORES = 1 << 26;

  private final SequenceEncoder encoder;
  private final TorchScript script;
  private final TorchScriptModule fused;
  private final CandidateColumns columns;

  /**
   * @param encoder what is trained
   * @param loss what is minimised
   * @param candidates items that are scored, strictly ascending
   */
  public TargetLoss(SequenceEncoder encoder, Loss loss, int[] candidates) {
    this(encoder, loss, candidates, encoder.device().isGpu() ? GPU_TILE_SCORES : CPU_TILE_SCORES);
  }

  /** The same with another number of scores that are there at once. */
  public TargetLoss(SequenceEncoder encoder, Loss loss, int[] candidates, int tileScores) {
    this.encoder = encoder;
    columns = new CandidateColumns(candidates);
    Map<String, Object> attributes =
        new LinkedHashMap<>(TorchScriptModule.types("float32", "bfloat16", "bool8"));
    attributes.put("cosine", encoder.config().similarity() == Similarity.COSINE);
    attributes.put("bf16", encoder.config().precision() == Precision.BF16);
    attributes.put("min_temperature", (double) SequenceEncoder.MIN_TEMPERATURE);
    attributes.put("beta", 0.0);
    attributes.put("prior", 0.0);
    attributes.put("tile_scores", tileScores);
    attributes.put("tile_rows", ROWS);
    attributes.putAll(loss.constants(candidates.length));
    attributes.put("sampled", loss instanceof SampledSoftmax);
    attributes.put("softmax", loss instanceof FullSoftmax);
    attributes.put("few", loss instanceof Gbce gbce && gbce.few());
    script = new TorchScript(TargetLoss.class, "Losses", attributes);
    fused = TorchScriptModule.load(encoder.manager(), script);
  }

  /** The least multiple of {@link #ROWS} that is not below a number. */
  public static int padded(int count) {
    return (count + ROWS - 1) / ROWS * ROWS;
  }

  /**
   * Σ weight · loss(target) over the targets of a batch.
   *
   * @param users (P, d) user embeddings at the targets' positions, attached to {@code step}
   * @param positives (P) items to predict
   * @param weights (P)
   * @param contrast what they are compared with
   * @param step manager of what is computed
   * @return a scalar attached to {@code step}
   */
  public NDArray of(
      NDArray users, long[] positives, float[] weights, Contrast contrast, NDManager step) {
    boolean byModule = encoder.config().kernels() != Kernels.PLAIN;
    ScoredTargets targets =
        new ScoredTargets(
            encoder,
            fused,
            columns,
            byModule ? users : encoder.scaled(users, true),
            positives,
            weights,
            step);
    return byModule
        ? contrast.fused(targets)
        : contrast.plain(targets).mul(targets.weights()).sum(); // ()
  }

  /**
   * Σ weight · τ² · KL(teacher ‖ student) over the targets of a batch, of the softmax of each
   * model's scores of the candidates, divided by τ, but for what the user has seen.
   *
   * @param users (P, d) the student's user embeddings at the targets' positions, attached to {@code
   *     step}
   * @param weights (P)
   * @param lesson what the teacher says
   * @param step manager of what is computed
   * @return a scalar attached to {@code step}
   */
  public NDArray taught(NDArray users, float[] weights, Lesson lesson, NDManager step) {
    int targets = weights.length;
    int candidates = columns.items().length;
    float[] leftOut = new float[targets * candidates];
    for (int i = 0; i < lesson.seenRows().length; i++) {
      int column = columns.columnOf(lesson.seenItems()[i]);
      if (column >= 0) {
        leftOut[lesson.seenRows()[i] * candidates + column] = SampledSoftmax.EXCLUDED;
      }
    }
    // Arrays, not Java numbers: see CausalSelfAttention.
    NDArray temperature = step.create((float) lesson.temperature());
    NDArray mask = step.create(leftOut, new Shape(targets, candidates)); // (P, C)
    NDArray teacher =
        step.create(lesson.users(), new Shape(targets, lesson.users().length / targets))
            .matMul(
                step.create(
                        lesson.items(), new Shape(candidates, lesson.items().length / candidates))
                    .transpose())
            .div(temperature)
            .add(mask)
            .logSoftmax(1); // (P, C)
    NDArray student =
        encoder
            .scaled(users, true)
            .matMul(encoder.items(step.create(columns.items()), true).transpose())
            .div(temperature)
            .add(mask)
            .logSoftmax(1); // (P, C)
    NDArray divergence = teacher.exp().mul(teacher.sub(student)).sum(new int[] {1}); // (P)
    return divergence.mul(step.create(weights)).sum().mul(temperature).mul(temperature);
  }

  /** The script of this loss, for a step that is written out. */
  public TorchScript script() {
    return script;
  }

  /** Items of all candidates, ascending. */
  public long[] candidates() {
    return columns.items();
  }

  /** What the script looks at of a batch's targets, but for their weights. */
  public WrittenContrast written(long[] positives, Contrast contrast) {
    return contrast.written(positives, columns);
  }
}
