package movielens.experiment.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import movielens.experiment.model.Kernels;
import movielens.experiment.model.Precision;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.model.Similarity;
import movielens.experiment.model.TorchScriptModule;

/**
 * The weighted loss of a batch under an encoder, as a scalar through which gradients flow. With
 * {@link Kernels#FUSED} it is computed as {@code losses.py} says, else by DJL operations.
 */
final class TargetLoss {
  private static final float EXCLUDED = -1e9f;

  /** Up to so many, negatives are looked up one by one. */
  private static final int FEW_NEGATIVES = 8;

  /** Scores that are there at once: two megabytes, for the processor's cache. */
  private static final int CPU_TILE_SCORES = 1 << 19;

  /** A quarter of a gigabyte: a GPU waits for the program rather than for memory. */
  private static final int GPU_TILE_SCORES = 1 << 26;

  private final SequenceEncoder encoder;
  private final Loss loss;
  private final TorchScriptModule fused;
  private final long[] scored;
  private final int[] columnOf;

  /**
   * @param encoder what is trained
   * @param loss what is minimised
   * @param set whose candidates are scored
   */
  TargetLoss(SequenceEncoder encoder, Loss loss, TrainingSet set) {
    this(encoder, loss, set, encoder.device().isGpu() ? GPU_TILE_SCORES : CPU_TILE_SCORES);
  }

  TargetLoss(SequenceEncoder encoder, Loss loss, TrainingSet set, int tileScores) {
    this.encoder = encoder;
    this.loss = loss;
    scored = Arrays.stream(set.candidates()).asLongStream().toArray();
    columnOf = new int[set.items() + 1];
    for (int column = 0; column < scored.length; column++) {
      columnOf[(int) scored[column]] = column;
    }
    fused =
        TorchScriptModule.load(
            encoder.manager(),
            TargetLoss.class,
            "Losses",
            Map.of(
                "cosine",
                encoder.config().similarity() == Similarity.COSINE,
                "bf16",
                encoder.config().precision() == Precision.BF16,
                "min_temperature",
                (double) SequenceEncoder.MIN_TEMPERATURE,
                "beta",
                loss instanceof Loss.Gbce gbce ? beta(gbce) : 0.0,
                "prior",
                loss instanceof Loss.Gbce gbce ? prior(gbce) : 0.0,
                "tile_scores",
                tileScores,
                "tile_rows",
                BatchBuilder.ROWS));
  }

  /**
   * Σ weight · loss(target) over the targets of a batch; a scalar attached to {@code step}.
   *
   * @param dropout draws what dropout drops
   */
  NDArray of(Batch batch, SplittableRandom dropout, NDManager step) {
    Shape windows = new Shape(batch.windows(), batch.length());
    NDArray itemIds = step.create(batch.itemIds(), windows); // (B, T)
    NDArray gaps = step.create(batch.gaps(), windows); // (B, T)
    NDArray users =
        encoder.trainingUsers(itemIds, gaps, step.create(batch.rows()), dropout); // (P, d)
    return encoder.config().kernels() == Kernels.FUSED
        ? fused(users, batch, step)
        : plain(encoder.scaled(users, true), batch, step);
  }

  private NDArray fused(NDArray users, Batch batch, NDManager step) {
    NDArray weights = step.create(batch.weights());
    List<NDArray> parameters = encoder.scoreParameters();
    if (loss instanceof Loss.SampledSoftmax) {
      return fused.call(
          "sampled_softmax",
          new NDList(
              users,
              step.create(batch.positives()),
              step.create(batch.negatives()),
              step.create(batch.positiveLogQ()),
              step.create(batch.negativeLogQ()),
              step.create(batch.hits()),
              weights),
          parameters);
    }
    if (loss instanceof Loss.Gbce gbce && gbce.negatives() <= FEW_NEGATIVES) {
      NDArray negatives =
          step.create(
              batch.negatives(), new Shape(batch.positives().length, gbce.negatives())); // (P, n)
      return fused.call(
          "gbce_of_few",
          new NDList(users, step.create(batch.positives()), negatives, weights),
          parameters);
    }
    NDArray columns = columns(batch.positives(), 1, step); // (P, 1)
    NDArray candidates = step.create(scored);
    if (loss instanceof Loss.Gbce gbce) {
      NDArray negatives = columns(batch.negatives(), gbce.negatives(), step); // (P, n)
      return fused.call(
          "gbce", new NDList(users, columns, negatives, candidates, weights), parameters);
    }
    return fused.call("full_softmax", new NDList(users, columns, candidates, weights), parameters);
  }

  private NDArray plain(NDArray users, Batch batch, NDManager step) {
    NDArray perTarget;
    if (loss instanceof Loss.SampledSoftmax) {
      perTarget = sampledSoftmax(users, batch, step);
    } else if (loss instanceof Loss.Gbce gbce) {
      perTarget = gbce(users, batch, gbce, step);
    } else {
      perTarget = fullSoftmax(users, batch, step);
    }
    return perTarget.mul(step.create(batch.weights())).sum(); // ()
  }

  private NDArray sampledSoftmax(NDArray users, Batch batch, NDManager step) {
    NDArray positives = encoder.items(step.create(batch.positives()), true); // (P, d)
    NDArray negatives = encoder.items(step.create(batch.negatives()), true); // (N, d)
    NDArray positiveLogits =
        users
            .mul(positives)
            .sum(new int[] {1}, true)
            .sub(step.create(batch.positiveLogQ()).expandDims(1)); // (P, 1)
    NDArray negativeLogits =
        users
            .matMul(negatives.transpose())
            .sub(step.create(batch.negativeLogQ()).expandDims(0)); // (P, N)
    NDArray excluded = step.create(new float[] {EXCLUDED});
    negativeLogits = negativeLogits.getNDArrayInternal().where(unmasked(batch, step), excluded);
    return positiveLogits.concat(negativeLogits, 1).logSoftmax(1).get(":, 0").neg(); // (P)
  }

  /** (P, N) BOOLEAN. */
  private static NDArray unmasked(Batch batch, NDManager step) {
    Shape shape = new Shape(batch.positives().length, batch.negatives().length);
    NDArray ones = step.ones(new Shape(batch.hits().length));
    return step.zeros(new Shape(shape.size()))
        .scatter(step.create(batch.hits()), ones, 0)
        .eq(0)
        .reshape(shape);
  }

  private NDArray fullSoftmax(NDArray users, Batch batch, NDManager step) {
    NDArray logits = logits(users, step); // (P, C)
    NDArray positiveColumns = columns(batch.positives(), 1, step); // (P, 1)
    return logits.logSoftmax(1).gather(positiveColumns, 1).squeeze(1).neg(); // (P)
  }

  /**
   * gSASRec, equation 10: −(β ln σ(s⁺) + Σ ln(1 − σ(s⁻)))/(n + 1). The scores are gathered from
   * those of all candidates, which is less memory and work than a (P, n, d) tensor of negatives
   * unless the catalogue is many times larger than n.
   */
  private NDArray gbce(NDArray users, Batch batch, Loss.Gbce gbce, NDManager step) {
    NDArray prior = step.create((float) prior(gbce));
    NDArray logits = logits(users, step).add(prior); // (P, C)
    NDArray positive = logits.gather(columns(batch.positives(), 1, step), 1).squeeze(1); // (P)
    NDArray negative =
        logits.gather(columns(batch.negatives(), gbce.negatives(), step), 1); // (P, n)
    return Activation.softPlus(positive.neg())
        .mul(step.create((float) beta(gbce)))
        .add(Activation.softPlus(negative).sum(new int[] {1}))
        .div(step.create((float) gbce.negatives() + 1)); // (P)
  }

  private double beta(Loss.Gbce gbce) {
    return gbceBeta(gbce.negatives(), scored.length, gbce.calibration());
  }

  private double prior(Loss.Gbce gbce) {
    return gbcePrior(gbce.negatives(), beta(gbce));
  }

  /** β = α(t(1 − 1/α) + 1/α) with sampling rate α = negatives/(V − 1) (gSASRec, equation 11). */
  static double gbceBeta(int negatives, int items, double calibration) {
    double alpha = Math.min(1, (double) negatives / Math.max(1, items - 1));
    return alpha * (calibration * (1 - 1 / alpha) + 1 / alpha);
  }

  /**
   * Added to each score to make it a logit: where all scores are 0, as at the start, positives and
   * negatives then pull equally, n σ(prior) = β σ(−prior). Without it the first steps only push
   * every score down, and Adam remembers gradients so large that it moves little for thousands of
   * steps after. A constant changes no ranking (compare Lin et al., ICCV 2017, section 3.3).
   */
  static double gbcePrior(int negatives, double beta) {
    return Math.log(beta / negatives);
  }

  private NDArray logits(NDArray users, NDManager step) {
    return users.matMul(encoder.items(step.create(scored), true).transpose()); // (P, C)
  }

  private NDArray columns(long[] items, int perTarget, NDManager step) {
    long[] columns = new long[items.length];
    for (int i = 0; i < items.length; i++) {
      columns[i] = columnOf[(int) items[i]];
    }
    return step.create(columns, new Shape(items.length / perTarget, perTarget));
  }
}
