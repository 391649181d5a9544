package movielens.experiment.training;

import java.util.Locale;
import movielens.experiment.model.Activation;
import movielens.experiment.model.Attention;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.model.Gate;
import movielens.experiment.model.Kernels;

/**
 * The memory that training cannot do with less of, in bytes: a lower bound, so that only what must
 * fail is refused. On most systems a process that takes too much is killed without a word; this is
 * said before the first step instead.
 *
 * @param parameters weights, gradients, both moments and a temporary copy, and the copies in the
 *     Java heap that a checkpoint is made of
 * @param activations what the forward pass of a batch keeps for the backward pass, or of one of its
 *     {@link Pieces}
 * @param scores targets × candidates: with plain kernels logits, their softmax, and the gradient of
 *     them; else what of them is masked; and as many again where a teacher has scores too
 * @param heap the part of {@code parameters} that lies in the Java heap
 */
public record MemoryNeed(long parameters, long activations, long scores, long heap) {
  private static final long NATIVE_COPIES = 5;
  private static final long HEAP_COPIES = 4;
  private static final long SCORE_COPIES = 3;

  /**
   * The need of a training.
   *
   * @param shape of the encoder
   * @param set what it is fitted on
   * @param wanted how
   * @param taught whether a teacher's scores are learned from too
   */
  public static MemoryNeed of(
      EncoderConfig shape, TrainingSet set, TrainingConfig wanted, boolean taught) {
    TrainingConfig config = TrainingBudget.of(wanted, set.fit(), shape.window());
    long windows = TrainingBudget.windows(set.fit(), shape.window(), config.batching().overlap());
    int longest = 1;
    for (int user = 0; user < set.fit().users(); user++) {
      longest = Math.max(longest, Math.min(shape.window(), set.fit().size(user)));
    }
    int atOnce = (int) Math.min(windows, config.batching().size());
    int pieces =
        shape.kernels() == Kernels.STEP && !taught ? 1 : Pieces.of(shape).of(atOnce, longest);
    double positions = (double) atOnce * longest / pieces;
    double width = shape.dim();
    boolean swiglu = shape.activation() == Activation.SWIGLU;
    double layer =
        (shape.gate() == Gate.NONE ? 4 : 5) * width * width
            + (swiglu ? 3 : 2) * width * shape.feedForward();
    double parameters = (set.items() + 1.0 + shape.window()) * width + shape.layers() * layer;
    boolean plain = shape.kernels() == Kernels.PLAIN;
    boolean scoresKept =
        shape.kernels() != Kernels.FUSED || shape.attention() == Attention.POINTWISE;
    double perPosition =
        8 * width + 2.0 * shape.feedForward() + (scoresKept ? 2.0 * shape.heads() * longest : 0);
    int candidates = set.candidates().length;
    long own =
        plain
            ? bytes(positions * config.loss().scoresPerTarget(candidates) * SCORE_COPIES)
            : (long) (positions * config.loss().maskedPerTarget());
    return new MemoryNeed(
        bytes(parameters * (NATIVE_COPIES + HEAP_COPIES)),
        bytes(positions * shape.layers() * perPosition),
        own + (taught ? bytes(positions * candidates * SCORE_COPIES) : 0),
        bytes(parameters * HEAP_COPIES));
  }

  private static long bytes(double floats) {
    return (long) (floats * Float.BYTES);
  }

  /**
   * Refuses what cannot fit.
   *
   * @param machineBytes memory of the machine, or of the container that this process is in
   * @param heapBytes most that the Java heap may grow to
   * @throws TrainingException that says how much is needed for what, and which options lower it
   */
  public void check(long machineBytes, long heapBytes) {
    if (heap > heapBytes) {
      throw new TrainingException(
          "a checkpoint of this encoder needs at least "
              + gibibytes(heap)
              + " of Java heap, which ends at "
              + gibibytes(heapBytes)
              + "; give Java more with -Xmx, or lower --dim or --layers");
    }
    long all = (long) ((double) parameters + activations + scores);
    if (all > machineBytes) {
      throw new TrainingException(
          "out of memory before the first step: training needs at least "
              + gibibytes(all)
              + " (parameters and optimizer "
              + gibibytes(parameters)
              + ", activations "
              + gibibytes(activations)
              + ", scores "
              + gibibytes(scores)
              + ") and this machine has "
              + gibibytes(machineBytes)
              + "; lower "
              + options());
    }
  }

  private String options() {
    if (parameters >= Math.max(activations, scores)) {
      return "--dim or --layers";
    }
    return scores > activations
        ? "--batch-size or --negatives, or use --loss sampled-softmax"
        : "--batch-size, --window, --dim or --layers";
  }

  private static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
