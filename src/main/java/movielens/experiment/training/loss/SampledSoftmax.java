package movielens.experiment.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Cross-entropy of the positive among negatives that a batch shares.
 *
 * @param negatives how many of each kind
 * @param drawing whether repeated ones stay
 * @param logQ whether logits are corrected by the logarithm of the sampling probability
 * @param mask which of them are none for a target
 */
public record SampledSoftmax(Negatives negatives, Drawing drawing, boolean logQ, Mask mask)
    implements Loss {
  static final float EXCLUDED = -1e9f;

  /** Drawn with repetition, and masked inside the horizon. */
  public SampledSoftmax(Negatives negatives, boolean logQ) {
    this(negatives, Drawing.WITH_REPETITION, logQ, Mask.HORIZON);
  }

  @Override
  public ContrastSource contrasts(Candidates candidates) {
    NegativeSampler sampler = new NegativeSampler(negatives, drawing, candidates, logQ);
    return (positives, rows, hits, random) -> {
      long[] drawn = sampler.draw(positives, random);
      return new SharedNegatives(
          drawn,
          Arrays.copyOf(sampler.logQ(positives), rows),
          sampler.logQ(drawn),
          hits.in(drawn, mask));
    };
  }

  @Override
  public double scoresPerTarget(int candidates) {
    return 1 + maskedPerTarget();
  }

  @Override
  public double maskedPerTarget() {
    return negatives.count();
  }

  @Override
  public Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("loss", "sampled-softmax");
    options.put("negatives", negatives.labels());
    options.put("logq", logQ ? "on" : "off");
    options.put("negatives-drawn", drawing.label());
    options.put("mask", mask.label());
    return options;
  }

  /**
   * Negatives of all targets.
   *
   * @param items (N)
   * @param positiveLogQ (P) logarithm of how often the positive is expected among the negatives, or
   *     0
   * @param negativeLogQ (N) the same for the negatives, or 0
   * @param hits places p·N + n where a negative is none for the target, some of them twice
   */
  public record SharedNegatives(
      long[] items, float[] positiveLogQ, float[] negativeLogQ, long[] hits) implements Contrast {
    @Override
    public NDArray fused(ScoredTargets targets) {
      NDManager step = targets.step();
      return targets.call(
          "sampled_softmax",
          targets.users(),
          targets.positives(),
          step.create(items),
          step.create(positiveLogQ),
          step.create(negativeLogQ),
          step.create(hits),
          targets.weights());
    }

    @Override
    public NDArray plain(ScoredTargets targets) {
      NDManager step = targets.step();
      NDArray positives = targets.items(targets.positives()); // (P, d)
      NDArray negatives = targets.items(step.create(items)); // (N, d)
      NDArray positiveLogits =
          targets
              .users()
              .mul(positives)
              .sum(new int[] {1}, true)
              .sub(step.create(positiveLogQ).expandDims(1)); // (P, 1)
      NDArray negativeLogits =
          targets
              .users()
              .matMul(negatives.transpose())
              .sub(step.create(negativeLogQ).expandDims(0)); // (P, N)
      NDArray excluded = step.create(new float[] {EXCLUDED});
      negativeLogits =
          negativeLogits.getNDArrayInternal().where(unmasked(targets.count(), step), excluded);
      return positiveLogits.concat(negativeLogits, 1).logSoftmax(1).get(":, 0").neg(); // (P)
    }

    /** (P, N) BOOLEAN. */
    private NDArray unmasked(int targets, NDManager step) {
      Shape shape = new Shape(targets, items.length);
      NDArray ones = step.ones(new Shape(hits.length));
      return step.zeros(new Shape(shape.size()))
          .scatter(step.create(hits), ones, 0)
          .eq(0)
          .reshape(shape);
    }

    @Override
    public WrittenContrast written(long[] positives, CandidateColumns columns) {
      float[] logQ = Arrays.copyOf(positiveLogQ, positiveLogQ.length + negativeLogQ.length);
      System.arraycopy(negativeLogQ, 0, logQ, positiveLogQ.length, negativeLogQ.length);
      return new WrittenContrast(positives, items, hits, logQ);
    }

    @Override
    public Contrast part(int first, int end, int rows) {
      long from = (long) first * items.length;
      long to = (long) end * items.length;
      return new SharedNegatives(
          items,
          Arrays.copyOf(Arrays.copyOfRange(positiveLogQ, first, end), rows),
          negativeLogQ,
          Arrays.stream(hits)
              .filter(hit -> hit >= from && hit < to)
              .map(hit -> hit - from)
              .toArray());
    }
  }
}
