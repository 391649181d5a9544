package movielens.experiment.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import movielens.experiment.model.Kernels;
import movielens.experiment.model.Precision;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.training.loss.Lesson;
import movielens.experiment.training.loss.TargetLoss;

/**
 * Adds the gradients of batches to those of the parameters. Where the engine has two threads, or
 * more in even number, each half of a batch is computed by half of them: that waits less than
 * sharing every operation, and what a half needs stays in its core's cache. Two, not more: the sum
 * of two gradients does not depend on which comes first. Not in bfloat16, where the engine prepares
 * each product for the shape that it meets, and halves come in more shapes. A large batch comes in
 * {@link Pieces}, one after the other.
 */
final class BatchGradients implements AutoCloseable {
  private final SequenceEncoder encoder;
  private final TargetLoss loss;
  private final Pieces pieces;
  private final int threads;
  private final boolean halved;
  private final ExecutorService other;

  /** Of batches of an encoder; uses as many threads as the engine is set to. */
  BatchGradients(SequenceEncoder encoder, TargetLoss loss) {
    this(encoder, loss, encoder.device().isGpu() ? Pieces.WHOLE : Pieces.of(encoder.config()));
  }

  /** The same in other pieces. */
  BatchGradients(SequenceEncoder encoder, TargetLoss loss, Pieces pieces) {
    this.encoder = encoder;
    this.loss = loss;
    this.pieces = pieces;
    threads = JniUtils.getNumThreads();
    halved =
        threads % 2 == 0
            && !encoder.device().isGpu()
            && encoder.config().kernels() != Kernels.PLAIN
            && encoder.config().precision() == Precision.FLOAT32;
    other =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "second half of a batch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Adds the gradients of a batch.
   *
   * @param dropout draws what dropout drops
   * @return the batch's loss, a scalar attached to {@code step}
   */
  NDArray add(Batch batch, SplittableRandom dropout, NDManager step) {
    NDArray sum = step.zeros(new Shape());
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      for (Batch piece : batch.parts(pieces.of(batch.windows(), batch.length()))) {
        try (NDManager ofPiece = step.newSubManager()) {
          List<Batch> parts = piece.parts(halved ? 2 : 1);
          sum =
              sum.add(
                  parts.size() == 1
                      ? add(piece, dropout, ofPiece, collector)
                      : addHalves(parts.get(0), parts.get(1), dropout, ofPiece, collector));
        }
      }
    }
    return sum;
  }

  private NDArray addHalves(
      Batch first,
      Batch second,
      SplittableRandom dropout,
      NDManager step,
      GradientCollector collector) {
    SplittableRandom otherDropout = dropout.split();
    CompletableFuture<NDArray> otherLoss =
        CompletableFuture.supplyAsync(
            () -> {
              JniUtils.setNumThreads(threads / 2);
              return add(second, otherDropout, step, collector);
            },
            other);
    NDArray ownLoss;
    try {
      // Of this thread; all are wanted again for what comes after.
      JniUtils.setNumThreads(threads / 2);
      ownLoss = add(first, dropout, step, collector);
    } finally {
      Futures.await(otherLoss);
      JniUtils.setNumThreads(threads);
    }
    return ownLoss.add(Futures.get(otherLoss));
  }

  private NDArray add(
      Batch batch, SplittableRandom dropout, NDManager step, GradientCollector collector) {
    NDArray value = loss(batch, dropout, step);
    collector.backward(value);
    return value.stopGradient();
  }

  /** Σ weight · loss(target) over the targets of a batch; a scalar attached to {@code step}. */
  NDArray loss(Batch batch, SplittableRandom dropout, NDManager step) {
    Shape windows = new Shape(batch.windows(), batch.length());
    NDArray itemIds = step.create(batch.itemIds(), windows); // (B, T)
    NDArray gaps = step.create(batch.gaps(), windows); // (B, T)
    NDArray users =
        encoder.trainingUsers(itemIds, gaps, step.create(batch.rows()), dropout); // (P, d)
    NDArray own = loss.of(users, batch.positives(), batch.weights(), batch.contrast(), step);
    if (batch.lesson().isEmpty()) {
      return own;
    }
    Lesson lesson = batch.lesson().get();
    NDArray taught = loss.taught(users, batch.weights(), lesson, step);
    return own.mul(step.create((float) (1 - lesson.weight())))
        .add(taught.mul(step.create((float) lesson.weight())));
  }

  @Override
  public void close() {
    other.shutdown();
  }
}
