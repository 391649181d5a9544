package movielens.experiment.pipeline.benchmark;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import movielens.experiment.console.Progress;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Interactions;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.SplitRule;
import movielens.experiment.data.Splitter;
import movielens.experiment.data.reading.MovieLensReader;
import movielens.experiment.data.synthetic.SyntheticData;
import movielens.experiment.evaluation.EncoderRecommender;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.files.TemporaryFolder;
import movielens.experiment.model.MatrixWork;
import movielens.experiment.model.Precision;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.pipeline.ComputeDevice;
import movielens.experiment.pipeline.InvalidConfigException;
import movielens.experiment.pipeline.Machine;
import movielens.experiment.pipeline.PeakMemory;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.report.BenchmarkResult;
import movielens.experiment.report.BenchmarkResult.Measurement;
import movielens.experiment.training.EncoderTrainer;
import movielens.experiment.training.TrainingListener;
import movielens.experiment.training.TrainingSet;

/**
 * Measures the program's own code, as an experiment runs it, on invented data: reading and ordering
 * ratings, steps of training, embedding users and ranking for them. Beside it stands the machine's
 * own matrix product, which is what all arithmetic would come near to at best.
 */
public final class Benchmark {
  private static final long SEED = 20_220_817;
  private static final int SECONDS_PER_DAY = 86_400;

  /** Embedding is as fast for all users as for these. */
  private static final int MOST_USERS_EMBEDDED = 512;

  /**
   * A GPU has only begun a step when the call returns, and begins the next one before it has ended:
   * that is waited for once in so many steps.
   */
  private static final int STEPS_PER_WAIT_ON_GPU = 20;

  private static final String FLOAT32 = "float32";
  private static final String BFLOAT16 = "bfloat16";

  /** Hundreds of steps are needed on a GPU, and as many large products would take a minute. */
  private static final int MOST_PRODUCTS = 20;

  private final BenchmarkPlan plan;
  private final Progress progress;
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<Double> peakGflops = Optional.empty();

  private Benchmark(BenchmarkPlan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @throws movielens.experiment.data.DataException when users, movies and events do not fit each
   *     other
   * @throws InvalidConfigException when the processor would be slower with the chosen precision
   */
  public static BenchmarkResult run(BenchmarkPlan plan, Progress progress) {
    return new Benchmark(plan, progress).run();
  }

  private BenchmarkResult run() {
    if (plan.stages().contains(BenchmarkPlan.Stage.LOAD)) {
      load();
    }
    int threads = ComputeDevice.start(plan.threads(), plan.encoder().precision());
    Device device = ComputeDevice.of(plan.device(), plan.encoder().precision());
    if (plan.stages().contains(BenchmarkPlan.Stage.TRAIN)
        || plan.stages().contains(BenchmarkPlan.Stage.RANK)) {
      products(device);
    }
    if (plan.stages().contains(BenchmarkPlan.Stage.TRAIN)) {
      train(device);
    }
    if (plan.stages().contains(BenchmarkPlan.Stage.RANK)) {
      rank(device);
    }
    return new BenchmarkResult(
        machine(device),
        ComputeDevice.environment(device, threads),
        plan.sizes(),
        List.copyOf(measurements),
        List.copyOf(notes));
  }

  private static BenchmarkResult.Machine machine(Device device) {
    return new BenchmarkResult.Machine(
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Machine.name(device),
        Runtime.getRuntime().availableProcessors(),
        ComputeDevice.memoryBytes());
  }

  private SyntheticData.Size size() {
    try {
      return new SyntheticData.Size(plan.users(), plan.movies(), plan.events(), SEED);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(e.getMessage());
    }
  }

  private void load() {
    SyntheticData.Size size = size();
    try (TemporaryFolder folder = TemporaryFolder.create("experiment-benchmark")) {
      Path release = folder.path().resolve("release");
      SyntheticData.write(size, release);
      double[] read = repeated("read a release", () -> MovieLensReader.read(release));
      MovieLens data = MovieLensReader.read(release);
      double[] ordered = repeated("order and split", () -> order(data));
      add(
          RunOption.label(BenchmarkPlan.Stage.LOAD),
          "read ratings and movies",
          "rows/s",
          plan.events(),
          read,
          0);
      add(
          RunOption.label(BenchmarkPlan.Stage.LOAD),
          "order and split",
          "rows/s",
          plan.events(),
          ordered,
          0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use a temporary folder", e);
    }
  }

  private static void order(MovieLens data) {
    InteractionLog log = Interactions.chronological(data, 0);
    Splitter.split(data, log, new SplitRule.PerUser(0.2));
  }

  /** The best of the square product is what all shares are of. */
  private void products(Device device) {
    boolean fast = device.isGpu() || Precision.cpuHasFastBf16();
    if (!fast) {
      notes.add(
          "The bfloat16 product was not measured: /proc/cpuinfo names no such instructions"
              + " (amx_bf16, avx512_bf16, bf16) here, and emulation would say nothing about them.");
    }
    int rows = Math.multiplyExact(plan.training().batching().size(), plan.encoder().window());
    try (MatrixProduct square = MatrixProduct.square(device);
        MatrixProduct layer =
            new MatrixProduct(device, rows, plan.encoder().dim(), plan.encoder().feedForward())) {
      Map<String, double[]> ofSquare = new LinkedHashMap<>();
      for (String precision : fast ? List.of(FLOAT32, BFLOAT16) : List.of(FLOAT32)) {
        ofSquare.put(
            precision,
            repeated(precision + " product", MOST_PRODUCTS, () -> square.make(precision)));
      }
      double[] own =
          ofSquare.get(plan.encoder().precision() == Precision.BF16 ? BFLOAT16 : FLOAT32);
      double least = Arrays.stream(own).min().orElseThrow();
      peakGflops = Optional.of(MatrixProduct.TIMES * square.work() / least / 1e9);
      ofSquare.forEach(
          (precision, seconds) -> {
            addProduct(precision, square, seconds);
            addProduct(
                precision,
                layer,
                repeated(
                    precision + " product of a layer", MOST_PRODUCTS, () -> layer.make(precision)));
          });
    }
  }

  private void addProduct(String precision, MatrixProduct product, double[] seconds) {
    add(
        "product",
        precision + " " + product.size(),
        "products/s",
        MatrixProduct.TIMES,
        seconds,
        product.work());
  }

  /** Every user fills one window, so that all steps are alike. */
  private void train(Device device) {
    int window = plan.encoder().window();
    int steps = plan.warmUp() + plan.repetitions();
    InteractionLog fit = log(Math.multiplyExact(plan.training().batching().size(), steps), window);
    double[] seconds;
    try (SequenceEncoder encoder =
            new SequenceEncoder(plan.encoder(), plan.movies(), device, SEED);
        StepTimes times =
            new StepTimes(
                plan.warmUp(),
                plan.repetitions(),
                device.isGpu() ? STEPS_PER_WAIT_ON_GPU : 1,
                progress,
                encoder::temperature)) {
      TrainingSet set = TrainingSet.ofAllItems(fit, plan.movies());
      EncoderTrainer trainer = new EncoderTrainer(encoder, set, plan.training(), SEED);
      times.begin();
      trainer.train(untested -> Double.NaN, times, Optional.empty());
      seconds = times.seconds();
    }
    int negatives = plan.negatives();
    add(
        RunOption.label(BenchmarkPlan.Stage.TRAIN),
        "step of %d windows of %d events".formatted(plan.training().batching().size(), window),
        "positions/s",
        (long) plan.training().batching().size() * window,
        seconds,
        MatrixWork.training(plan.encoder(), window, negatives));
  }

  private void rank(Device device) {
    int history = (int) Math.max(1, plan.events() / plan.users());
    InteractionLog log = log(plan.users(), history);
    int[] candidates = IntStream.rangeClosed(1, plan.movies()).toArray();
    int embedded = Math.min(MOST_USERS_EMBEDDED, plan.users());
    InteractionLog some = log.select(IntStream.range(0, embedded).toArray());
    try (SequenceEncoder encoder =
        new SequenceEncoder(plan.encoder(), plan.movies(), device, SEED)) {
      EncoderRecommender recommender = new EncoderRecommender(encoder);
      double[] embedding = repeated("embed users", () -> recommender.embeddings(some));
      int events = Math.min(plan.encoder().window(), history);
      add(
          RunOption.label(BenchmarkPlan.Stage.RANK),
          "embed users after %d events".formatted(events),
          "users/s",
          embedded,
          embedding,
          events * MatrixWork.embedding(plan.encoder(), events));
      float[][] users = randomEmbeddings();
      double[] ranking =
          repeated("rank", () -> recommender.rank(users, log, candidates, Evaluator.DEPTH));
      add(
          RunOption.label(BenchmarkPlan.Stage.RANK),
          "exact top %d of %,d movies".formatted(Evaluator.DEPTH, plan.movies()),
          "users/s",
          plan.users(),
          ranking,
          MatrixWork.ranking(plan.encoder(), plan.movies()));
    }
  }

  private float[][] randomEmbeddings() {
    SplittableRandom random = new SplittableRandom(SEED);
    float[][] users = new float[plan.users()][plan.encoder().dim()];
    for (float[] user : users) {
      for (int i = 0; i < user.length; i++) {
        user[i] = (float) (random.nextDouble() - 0.5);
      }
    }
    return users;
  }

  /** Users with equally many events of random movies, one a day. */
  private InteractionLog log(int users, int eventsPerUser) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] items = new int[Math.multiplyExact(users, eventsPerUser)];
    int[] epochSeconds = new int[items.length];
    for (int p = 0; p < items.length; p++) {
      items[p] = 1 + random.nextInt(plan.movies());
      epochSeconds[p] = p % eventsPerUser * SECONDS_PER_DAY;
    }
    return new InteractionLog(
        IntStream.rangeClosed(1, users).toArray(),
        IntStream.range(0, users).map(user -> user * eventsPerUser).toArray(),
        IntStream.rangeClosed(1, users).map(user -> user * eventsPerUser).toArray(),
        items,
        epochSeconds);
  }

  /** Seconds of each repetition that counts. */
  private double[] repeated(String what, Runnable work) {
    return repeated(what, Integer.MAX_VALUE, work);
  }

  private double[] repeated(String what, int most, Runnable work) {
    int warmUp = Math.min(plan.warmUp(), most);
    double[] seconds = new double[Math.min(plan.repetitions(), most)];
    try (Progress.Stage stage = progress.stage(what, warmUp + seconds.length)) {
      for (int i = -warmUp; i < seconds.length; i++) {
        long start = System.nanoTime();
        work.run();
        if (i >= 0) {
          seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        stage.step(1);
      }
    }
    return seconds;
  }

  /**
   * Adds a measurement.
   *
   * @param amount what one repetition goes through, in units of the rate
   * @param seconds of the repetitions
   * @param workEach floating-point operations in matrix products for each unit, 0 where there are
   *     none
   */
  private void add(
      String stage, String what, String unit, long amount, double[] seconds, double workEach) {
    double[] rates = Arrays.stream(seconds).map(s -> amount / s).sorted().toArray();
    double median = (rates[(rates.length - 1) / 2] + rates[rates.length / 2]) / 2;
    Double gflops = workEach > 0 ? median * workEach / 1e9 : null;
    Double share = gflops == null ? null : peakGflops.map(peak -> gflops / peak).orElse(null);
    OptionalLong peakBytes = PeakMemory.bytes();
    measurements.add(
        new Measurement(
            stage,
            what,
            unit,
            median,
            rates[0],
            rates[rates.length - 1],
            rates.length,
            gflops,
            share,
            peakBytes.isPresent() ? peakBytes.getAsLong() : null));
  }

  /** The seconds of steps, from the end of what was computed before to the end of the last. */
  private static final class StepTimes implements TrainingListener, AutoCloseable {
    private final int warmUp;
    private final int together;
    private final int steps;
    private final List<Double> seconds = new ArrayList<>();
    private final Progress.Stage stage;
    private final Runnable finish;
    private int done;
    private int first;
    private long last;

    /**
     * @param together steps that are timed as one, so that a GPU need not wait between them
     * @param finish waits for the end of a step
     */
    StepTimes(int warmUp, int repetitions, int together, Progress progress, Runnable finish) {
      this.warmUp = warmUp;
      this.together = together;
      this.finish = finish;
      steps = warmUp + repetitions;
      stage = progress.stage("train", steps);
    }

    void begin() {
      last = System.nanoTime();
    }

    /** Of each step that counts; the mean of those that were timed as one. */
    double[] seconds() {
      return seconds.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public void step(int epoch, int batch, int batches) {
      done++;
      stage.step(1);
      if (done != warmUp && done != steps && done - first < together) {
        return;
      }
      finish.run();
      long now = System.nanoTime();
      if (done > warmUp) {
        double each = (now - last) / 1e9 / (done - first);
        seconds.addAll(Collections.nCopies(done - first, each));
      }
      first = done;
      last = now;
    }

    @Override
    public void close() {
      stage.close();
    }
  }
}
