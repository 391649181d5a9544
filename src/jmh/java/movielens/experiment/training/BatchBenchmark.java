package movielens.experiment.training;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.training.loss.Candidates;
import movielens.experiment.training.loss.ContrastSource;
import movielens.experiment.training.loss.Negatives;
import movielens.experiment.training.loss.SampledSoftmax;
import movielens.experiment.training.objective.Objective;
import movielens.experiment.training.objective.Uniform;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a training step of 128 windows of 64 events needs before the engine starts: the batch with
 * its targets, negatives and accidental hits, and, as a part of it, the negatives alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BatchBenchmark {
  private static final int USERS = 1024;
  private static final int WINDOW = 64;
  private static final int ITEMS = 10_000;
  private static final Negatives NEGATIVES = new Negatives(512, 512);
  private static final long[] NO_HITS = {};

  private BatchBuilder builder;
  private EpochPlan plan;
  private ContrastSource contrasts;
  private long[] positives;
  private SplittableRandom random;

  @Setup
  public void prepare() {
    random = new SplittableRandom(1);
    TrainingConfig config =
        new TrainingConfig(
            new Objective.DenseAllAction(28, new Uniform()),
            new SampledSoftmax(NEGATIVES, true),
            UserWeights.EQUAL,
            new OptimizerConfig(1e-3, 0.01, 0.05, 1),
            Batching.of(128),
            Epochs.of(1, 0, 0));
    TrainingSet set = TrainingSet.ofAllItems(log(), ITEMS);
    Targets targets = new Targets(set, config.objective());
    builder = new BatchBuilder(set, targets, config);
    plan = EpochPlan.of(set.fit(), targets, config, WINDOW, random.split());
    contrasts =
        config.loss().contrasts(new Candidates(set.candidates(), targets.candidateCounts()));
    positives = builder.build(plan, 0, random.split()).positives();
  }

  private InteractionLog log() {
    int[] items = IntStream.range(0, USERS * WINDOW).map(p -> 1 + random.nextInt(ITEMS)).toArray();
    return new InteractionLog(
        IntStream.rangeClosed(1, USERS).toArray(),
        IntStream.range(0, USERS).map(user -> user * WINDOW).toArray(),
        IntStream.rangeClosed(1, USERS).map(user -> user * WINDOW).toArray(),
        items,
        IntStream.range(0, items.length).map(p -> p % WINDOW * 86_400).toArray());
  }

  @Benchmark
  public Object batch() {
    return builder.build(plan, 0, random);
  }

  @Benchmark
  public Object negatives() {
    return contrasts.draw(positives, positives.length, (negatives, mask) -> NO_HITS, random);
  }
}
