package movielens.experiment.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import movielens.experiment.model.SequenceEncoder;

/** The weighted loss of a batch under an encoder, as a scalar through which gradients flow. */
final class TargetLoss {
  private static final float EXCLUDED = -1e9f;

  private final Loss loss;
  private final long[] scored;
  private final int[] columnOf;

  /**
   * @param loss what is minimised
   * @param set whose candidates are scored
   */
  TargetLoss(Loss loss, TrainingSet set) {
    this.loss = loss;
    scored = Arrays.stream(set.candidates()).asLongStream().toArray();
    columnOf = new int[set.items() + 1];
    for (int column = 0; column < scored.length; column++) {
      columnOf[(int) scored[column]] = column;
    }
  }

  /** Σ weight · loss(target) over the targets of a batch; a scalar attached to {@code step}. */
  NDArray of(SequenceEncoder encoder, Batch batch, NDManager step) {
    NDArray itemIds =
        step.create(batch.itemIds(), new Shape(batch.windows(), batch.length())); // (B, T)
    NDArray all = encoder.users(itemIds, true); // (B, T, d)
    NDArray flat = all.reshape(-1, all.getShape().get(2)); // (B·T, d)
    NDArray users = encoder.scaled(flat.get(step.create(batch.rows())), true); // (P, d)
    NDArray perTarget;
    if (loss instanceof Loss.SampledSoftmax) {
      perTarget = sampledSoftmax(encoder, users, batch, step);
    } else if (loss instanceof Loss.FullSoftmax) {
      perTarget = fullSoftmax(encoder, users, batch, step);
    } else {
      perTarget = gbce(encoder, users, batch, (Loss.Gbce) loss, step);
    }
    return perTarget.mul(step.create(batch.weights())).sum(); // ()
  }

  private static NDArray sampledSoftmax(
      SequenceEncoder encoder, NDArray users, Batch batch, NDManager step) {
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
    NDArray masked =
        step.create(ByteBuffer.wrap(batch.masked()), negativeLogits.getShape(), DataType.BOOLEAN);
    NDArray excluded = step.create(new float[] {EXCLUDED});
    negativeLogits = negativeLogits.getNDArrayInternal().where(masked.logicalNot(), excluded);
    return positiveLogits.concat(negativeLogits, 1).logSoftmax(1).get(":, 0").neg(); // (P)
  }

  private NDArray fullSoftmax(SequenceEncoder encoder, NDArray users, Batch batch, NDManager step) {
    NDArray logits = logits(encoder, users, step); // (P, C)
    NDArray positiveColumns = columns(batch.positives(), 1, step); // (P, 1)
    return logits.logSoftmax(1).gather(positiveColumns, 1).squeeze(1).neg(); // (P)
  }

  /**
   * gSASRec, equation 10: −(β ln σ(s⁺) + Σ ln(1 − σ(s⁻)))/(n + 1). The scores are gathered from
   * those of all candidates, which is less memory and work than a (P, n, d) tensor of negatives
   * unless the catalogue is many times larger than n.
   */
  private NDArray gbce(
      SequenceEncoder encoder, NDArray users, Batch batch, Loss.Gbce gbce, NDManager step) {
    NDArray logits = logits(encoder, users, step); // (P, C)
    NDArray positive = logits.gather(columns(batch.positives(), 1, step), 1).squeeze(1); // (P)
    NDArray negative =
        logits.gather(columns(batch.negatives(), gbce.negatives(), step), 1); // (P, n)
    double beta = gbceBeta(gbce.negatives(), scored.length, gbce.calibration());
    return Activation.softPlus(positive.neg())
        .mul(step.create((float) beta))
        .add(Activation.softPlus(negative).sum(new int[] {1}))
        .div(step.create((float) gbce.negatives() + 1)); // (P)
  }

  /** β = α(t(1 − 1/α) + 1/α) with sampling rate α = negatives/(V − 1) (gSASRec, equation 11). */
  static double gbceBeta(int negatives, int items, double calibration) {
    double alpha = Math.min(1, (double) negatives / Math.max(1, items - 1));
    return alpha * (calibration * (1 - 1 / alpha) + 1 / alpha);
  }

  private NDArray logits(SequenceEncoder encoder, NDArray users, NDManager step) {
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
