package movielens.experiment.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Generalised binary cross-entropy, gSASRec (Petrov and Macdonald, RecSys 2023). With {@code
 * calibration} 0 it is plain BCE.
 *
 * @param negatives uniform negatives per position
 * @param calibration t in [0, 1]
 */
public record Gbce(int negatives, double calibration) implements Loss {
  /** Up to so many, negatives are looked up one by one. */
  private static final int FEW_NEGATIVES = 8;

  @Override
  public ContrastSource contrasts(Candidates candidates) {
    float beta = (float) beta(candidates.items().length);
    float prior = (float) prior(candidates.items().length);
    return (positives, rows, hits, random) -> {
      long[] drawn = draw(positives, candidates.items(), random);
      int size = Math.multiplyExact(rows, negatives);
      return new OwnNegatives(negatives, Arrays.copyOf(drawn, size), beta, prior);
    };
  }

  /** Uniform negatives of each target, redrawn where they equal its positive. */
  private long[] draw(long[] positives, int[] candidates, SplittableRandom random) {
    long[] drawn = new long[Math.multiplyExact(positives.length, negatives)];
    for (int i = 0; i < drawn.length; i++) {
      do {
        drawn[i] = candidates[random.nextInt(candidates.length)];
      } while (candidates.length > 1 && drawn[i] == positives[i / negatives]);
    }
    return drawn;
  }

  @Override
  public double scoresPerTarget(int candidates) {
    return candidates;
  }

  @Override
  public double maskedPerTarget() {
    return 0;
  }

  @Override
  public Map<String, Double> constants(int candidates) {
    return Map.of("beta", beta(candidates), "prior", prior(candidates));
  }

  @Override
  public Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("loss", "gbce");
    options.put("gbce-negatives", negatives);
    options.put("gbce-calibration", calibration);
    return options;
  }

  /** Whether the negatives are looked up one by one. */
  boolean few() {
    return negatives <= FEW_NEGATIVES;
  }

  /** β = α(t(1 − 1/α) + 1/α) with sampling rate α = negatives/(V − 1) (gSASRec, equation 11). */
  double beta(int candidates) {
    double alpha = Math.min(1, (double) negatives / Math.max(1, candidates - 1));
    return alpha * (calibration * (1 - 1 / alpha) + 1 / alpha);
  }

  /**
   * Added to each score to make it a logit: where all scores are 0, as at the start, positives and
   * negatives then pull equally, n σ(prior) = β σ(−prior). Without it the first steps only push
   * every score down, and Adam remembers gradients so large that it moves little for thousands of
   * steps after. A constant changes no ranking (compare Lin et al., ICCV 2017, section 3.3).
   */
  double prior(int candidates) {
    return Math.log(beta(candidates) / negatives);
  }

  /**
   * Negatives of each target.
   *
   * @param perTarget n
   * @param items (P·n)
   * @param beta weight of the positive
   * @param prior added to each score
   */
  public record OwnNegatives(int perTarget, long[] items, float beta, float prior)
      implements Contrast {
    @Override
    public NDArray fused(ScoredTargets targets) {
      if (perTarget <= FEW_NEGATIVES) {
        NDArray negatives =
            targets.step().create(items, new Shape(targets.count(), perTarget)); // (P, n)
        return targets.call(
            "gbce_of_few", targets.users(), targets.positives(), negatives, targets.weights());
      }
      return targets.call(
          "gbce",
          targets.users(),
          targets.positiveColumns(),
          targets.columns(items, perTarget),
          targets.candidates(),
          targets.weights());
    }

    /**
     * gSASRec, equation 10: −(β ln σ(s⁺) + Σ ln(1 − σ(s⁻)))/(n + 1). The scores are gathered from
     * those of all candidates, which is less memory and work than a (P, n, d) tensor of negatives
     * unless the catalogue is many times larger than n.
     */
    @Override
    public NDArray plain(ScoredTargets targets) {
      NDArray logits = targets.candidateScores().add(targets.step().create(prior)); // (P, C)
      NDArray positive = logits.gather(targets.positiveColumns(), 1).squeeze(1); // (P)
      NDArray negative = logits.gather(targets.columns(items, perTarget), 1); // (P, n)
      return Activation.softPlus(positive.neg())
          .mul(targets.step().create(beta))
          .add(Activation.softPlus(negative).sum(new int[] {1}))
          .div(targets.step().create((float) perTarget + 1)); // (P)
    }

    @Override
    public WrittenContrast written(long[] positives, CandidateColumns columns) {
      return perTarget <= FEW_NEGATIVES
          ? new WrittenContrast(positives, items)
          : new WrittenContrast(columns.of(positives), columns.of(items));
    }

    @Override
    public Contrast part(int first, int end, int rows) {
      long[] own = Arrays.copyOfRange(items, first * perTarget, end * perTarget);
      return new OwnNegatives(perTarget, Arrays.copyOf(own, rows * perTarget), beta, prior);
    }
  }
}
