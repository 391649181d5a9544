package movielens.experiment.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import movielens.experiment.cli.options.ComputeOptions;
import movielens.experiment.cli.options.EncoderOptions;
import movielens.experiment.cli.options.OptionCheck;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.cli.options.Range;
import movielens.experiment.console.BenchmarkReport;
import movielens.experiment.console.Terminal;
import movielens.experiment.pipeline.benchmark.Benchmark;
import movielens.experiment.pipeline.benchmark.BenchmarkPlan;
import movielens.experiment.report.BenchmarkResult;
import movielens.experiment.training.TrainingConfig;
import movielens.experiment.training.loss.Negatives;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how fast this machine loads, trains and ranks. */
@Command(
    name = "benchmark",
    abbreviateSynopsis = true,
    sortOptions = false,
    description = BenchmarkCommand.PURPOSE,
    footer = {
      "",
      "All data is invented. Ratings are written to a temporary folder, about 27 bytes each, and",
      "removed at the end."
    })
final class BenchmarkCommand implements Callable<Integer> {
  static final String PURPOSE =
      "Measure how fast this machine loads, trains and ranks, beside its own matrix product.";

  private final Program program;

  @Spec private CommandSpec spec;

  @Option(
      names = "--stages",
      paramLabel = "LIST",
      split = ",",
      defaultValue = "load,train,rank",
      description = "Any of load, train, rank (default: ${DEFAULT-VALUE}).")
  private List<BenchmarkPlan.Stage> stages = new ArrayList<>();

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Users to load, and to rank for (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--movies",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Movies of the catalogue (default: ${DEFAULT-VALUE}).")
  private int movies;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Ratings to load (default: ${DEFAULT-VALUE}).")
  private long events;

  @Mixin private EncoderOptions encoder;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "128",
      description = "Windows per training step, each full (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--negatives",
      paramLabel = "KIND:N[,KIND:N]",
      defaultValue = "uniform:512,in-batch:512",
      description =
          "Negatives of the sampled softmax, which a batch shares (default: ${DEFAULT-VALUE}).")
  private Negatives negatives;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "3",
      description = "Repetitions that are not timed, to warm up (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "7",
      description = "Repetitions that are timed (default: ${DEFAULT-VALUE}).")
  private int repetitions;

  @Mixin private ComputeOptions compute;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private OutputOptions output;

  BenchmarkCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    BenchmarkResult result = Benchmark.run(plan(), output.progress(program.err()));
    BenchmarkReport report = new BenchmarkReport(program.out(), Terminal.ofStdout());
    if (json) {
      report.printJson(result);
    } else {
      report.print(result);
    }
    return ExitCode.DONE;
  }

  private BenchmarkPlan plan() {
    OptionCheck check = new OptionCheck(spec);
    Set<BenchmarkPlan.Stage> chosen = EnumSet.noneOf(BenchmarkPlan.Stage.class);
    chosen.addAll(stages);
    check.in(Range.closed(1, Integer.MAX_VALUE), "--users", users);
    return new BenchmarkPlan(
        chosen,
        users,
        check.in(Range.closed(20, 10_000_000), "--movies", movies),
        events,
        encoder.config(check),
        steps(check.in(Range.closed(1, 1_000_000), "--batch-size", batchSize)),
        negatives.uniform() + negatives.inBatch(),
        check.in(Range.closed(0, 1000), "--warm-up", warmUp),
        check.in(Range.closed(1, 1000), "--repetitions", repetitions),
        compute.device(),
        compute.threads(check));
  }

  /** Steps as those of a run with its defaults, in one pass that nothing ends early. */
  private TrainingConfig steps(int windows) {
    return RunArguments.parse(
            "--negatives=" + String.join(",", negatives.labels()),
            "--batch-size=" + windows,
            "--epochs=1",
            "--min-steps=0",
            "--patience=0")
        .training();
  }
}
