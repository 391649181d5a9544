package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plan, workers, collecting and status. Workers run in this process where nothing is killed. */
class SweepCommandTest {
  @TempDir private static Path shared;
  private static Path release;
  @TempDir private Path folder;

  @BeforeAll
  static void invent() {
    release = shared.resolve("release");
    ProgramRun.of("data", "synth", "--users", "80", "--movies", "60", "--out", release.toString());
  }

  private static String options() {
    return "--data="
        + release
        + " --dim=8 --layers=1 --window=16 --epochs=2 --fine-tune-epochs=1 --min-steps=0"
        + " --threads=1 --bootstrap-resamples=100 --genre=Drama --min-genre-events=1"
        + " --models=generic,distilled,fine-tuned,popular";
  }

  private static String[] command(String name, String... more) {
    return Stream.concat(
            Stream.concat(Stream.of(name), Arrays.stream(options().split(" ", -1))),
            Arrays.stream(more))
        .toArray(String[]::new);
  }

  private static ProgramRun ok(String... arguments) {
    ProgramRun run = ProgramRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private static ProgramRun work(Path sweep, int task) {
    return ProgramRun.of("sweep", "work", sweep.toString(), "--task", Integer.toString(task));
  }

  private static String status(Path sweep) {
    return ok("sweep", "status", sweep.toString()).out();
  }

  private static void assertSame(Path actual, Path expected, String... files) {
    for (String file : files) {
      assertThat(actual.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
    }
  }

  @Test
  void whatIsCollectedIsWhatOneProcessMakes() throws IOException {
    String[] slices = {"--min-genre-share=0.1,0.2", "--seeds=1,2"};
    Path run = folder.resolve("run");
    ok(
        command(
            "run",
            Stream.concat(Arrays.stream(slices), Stream.of("--out=" + run))
                .toArray(String[]::new)));
    Path sweep = folder.resolve("a sweep");
    String[] plan =
        command(
            "sweep",
            Stream.concat(Arrays.stream(slices), Stream.of("--on=none", "--out=" + sweep))
                .toArray(String[]::new));

    ProgramRun planned = ok(plan);

    assertThat(planned.err()).contains("6 tasks: 2 that need nothing, 4 after them");
    assertThat(planned.out()).contains("'" + sweep + "' --task 5");
    assertThat(status(sweep)).contains("0 of 6 tasks done, 0 running, 6 waiting", "left");
    assertThat(Files.readString(sweep.resolve("sweep.json")))
        .contains(
            "{\"task\":4,\"name\":\"Drama > 0.2, seed"
                + " 1\",\"run\":0,\"slice\":1,\"seed\":1,\"needs\":[0],\"minutes\":");

    ProgramRun early = work(sweep, 2);
    assertThat(early.exitCode()).isEqualTo(2);
    assertThat(early.err()).contains("task 2 (Drama > 0.1, seed 1) needs task 0 (generic, seed 1)");
    assertThat(status(sweep)).contains("6 waiting, 0 failed");

    IntStream.range(0, 5).forEach(task -> assertThat(work(sweep, task).exitCode()).isZero());
    assertThat(work(sweep, 4).err()).doesNotContain("epoch").contains("is done");
    ProgramRun incomplete = ProgramRun.of("sweep", "collect", sweep.toString());
    assertThat(incomplete.exitCode()).isEqualTo(3);
    assertThat(incomplete.err()).contains("5 of 6 tasks done, 0 running, 1 waiting");
    assertSame(sweep, run, "drama-0.1/metrics.csv");
    assertThat(sweep.resolve("drama-0.2").resolve("metrics.csv")).doesNotExist();
    assertThat(sweep.resolve("genres.csv")).doesNotExist();

    assertThat(work(sweep, 5).exitCode()).isZero();
    ProgramRun collected = ok("sweep", "collect", sweep.toString());
    assertThat(collected.out()).contains("of 2 slices");
    assertThat(collected.err()).doesNotContain("epoch 1/");
    assertSame(
        sweep,
        run,
        "genres.csv",
        "differences.csv",
        "later-genres.csv",
        "config.yaml",
        "drama-0.1/metrics.csv",
        "drama-0.2/metrics.csv",
        "drama-0.2/per_user.csv.gz",
        "drama-0.2/recommendations.csv.gz");
    assertThat(ok("sweep", "collect", sweep.toString()).err()).contains("collected before");
    assertThat(status(sweep).strip())
        .isEqualTo("6 of 6 tasks done, 0 running, 0 waiting, 0 failed");

    ok(plan);
    ProgramRun other =
        ProgramRun.of(
            Stream.concat(Arrays.stream(plan), Stream.of("--dim=16"))
                .map(arg -> arg.equals("--dim=8") ? "--layers=1" : arg)
                .distinct()
                .toArray(String[]::new));
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("the sweep in " + sweep + " has dim 8, not 16");
  }

  @Test
  void processesOfThisMachineDoItAndOneThatFailsStopsNoOther() throws IOException {
    Path run = folder.resolve("run");
    ok(command("run", "--min-genre-share=0.1", "--seeds=1", "--out=" + run));
    String base =
        String.join("\n", options().split(" ", -1)).replace("--", "  ").replaceAll("=", ": ");
    Path grid =
        Files.writeString(
            folder.resolve("grid.yaml"),
            "base:\n"
                + base.replaceAll("models: (.*)", "models: [$1]")
                + "\n"
                + "  min-genre-share: 0.1\n"
                + "  seeds: 1\n"
                + "settings:\n"
                + "  \"on a GPU\": {device: cuda}\n");
    Path sweep = folder.resolve("sweep");
    String[] command = {
      "sweep", "--grid=" + grid, "--on=here", "--jobs=2", "--out=" + sweep,
    };

    ProgramRun done = ProgramRun.of(command);

    assertThat(done.exitCode()).as(done.err()).isEqualTo(2);
    assertThat(done.err()).contains("task 2 (on a GPU, Drama, seed 1) failed, and is not repeated");
    assertThat(status(sweep))
        .contains("2 of 3 tasks done, 0 running, 0 waiting, 1 failed")
        .contains("failed: task 2 (on a GPU, Drama, seed 1): --device cuda: the engine finds no");
    assertSame(sweep.resolve("base"), run, "metrics.csv", "per_user.csv.gz");
    assertThat(sweep.resolve("logs").resolve("0.txt")).content().contains("generic, seed 1, epoch");

    ProgramRun again = work(sweep, 2);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("has failed before");
    assertThat(sweep.resolve("tasks").resolve("2").resolve("2")).doesNotExist();
  }

  @Test
  void aKilledWorkerLosesNoEpochAndTwoNeverShareAFolder() throws IOException, InterruptedException {
    String[] more = {"--min-genre-share=0.1", "--seeds=1", "--epochs=80", "--patience=0"};
    Path sweep = folder.resolve("sweep");
    List<String> plan = new ArrayList<>(Arrays.asList(command("sweep", more)));
    plan.remove("--epochs=2");
    plan.addAll(List.of("--on=none", "--out=" + sweep));
    ok(plan.toArray(String[]::new));
    Path log = folder.resolve("log");
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "movielens.experiment.cli.Main",
                "sweep",
                "work",
                sweep.toString(),
                "--task=0")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      while (!Files.readString(log).contains("epoch 3/")) {
        assertThat(worker.isAlive()).as(Files.readString(log)).isTrue();
        Thread.sleep(20);
      }
      assertThat(status(sweep)).contains("1 running", "process " + worker.pid());
      ProgramRun second = work(sweep, 0);
      assertThat(second.exitCode()).isEqualTo(2);
      assertThat(second.err()).contains("another process is at work in ");
    } finally {
      worker.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
    }
    assertThat(status(sweep)).contains("2 waiting", "goes on from its last checkpoint");
    long trained = Files.readString(log).lines().filter(line -> line.contains(", epoch ")).count();

    ProgramRun resumed = work(sweep, 0);

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err().lines().filter(line -> line.contains(", epoch ")).findFirst())
        .hasValueSatisfying(
            line -> {
              int first = Integer.parseInt(line.replaceAll(".*epoch (\\d+)/.*", "$1"));
              // The line of an epoch comes after its checkpoint, and may die with the worker.
              assertThat((long) first).isBetween(trained + 1, trained + 2);
            });
    assertThat(sweep.resolve("tasks/0/2/result/checkpoints/1-generic.ckpt")).exists();
    assertThat(sweep.resolve("tasks/0/1/result")).doesNotExist();
  }

  @Test
  void anAblationOfTasksIsThatOfOneProcess() throws IOException {
    Path grid =
        Files.writeString(
            folder.resolve("grid.yaml"),
            "base: {dim: 8, layers: 1, window: 16, epochs: 1, min-steps: 0, threads: 1,"
                + " seeds: [1, 2], data: '"
                + release
                + "'}\nvary: {logq: [off]}\n");
    Path one = folder.resolve("one");
    Path tasks = folder.resolve("tasks");
    ProgramRun expected = ok("ablate", "--grid=" + grid, "--rehearse", "--out=" + one);
    ok("ablate", "--grid=" + grid, "--rehearse", "--on=none", "--out=" + tasks);
    IntStream.range(0, 4).forEach(task -> assertThat(work(tasks, task).exitCode()).isZero());

    ProgramRun collected = ok("sweep", "collect", tasks.toString());

    assertThat(withoutSeconds(collected.out())).isEqualTo(withoutSeconds(expected.out()));
    assertThat(withoutSeconds(Files.readString(tasks.resolve("rehearsal.csv"))))
        .isEqualTo(withoutSeconds(Files.readString(one.resolve("rehearsal.csv"))));
  }

  /** The one column that differs between equal trials, in the table and on the terminal. */
  private static List<String> withoutSeconds(String table) {
    return table
        .lines()
        .map(line -> line.replaceAll("^(([^,]*,){5})[^,]*,", "$1"))
        .map(line -> line.replaceAll("\\d+ +2$", "2"))
        .toList();
  }

  @Test
  void manyTasksArePlannedAndShown() throws IOException {
    String shares =
        IntStream.range(0, 100)
            .mapToObj(i -> Double.toString((100 + i) / 10_000.0))
            .reduce((a, b) -> a + "," + b)
            .orElseThrow();
    Path sweep = folder.resolve("many");

    ok(
        command(
            "sweep",
            "--seeds=1..1000",
            "--min-genre-share=" + shares,
            "--on=none",
            "--out=" + sweep));

    try (Stream<String> lines = Files.lines(sweep.resolve("sweep.json"))) {
      assertThat(lines.filter(line -> line.contains("\"task\":"))).hasSize(101_000);
    }
    assertThat(status(sweep)).contains("0 of 101,000 tasks done");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--on=cloud|'cloud' is not one of here, slurm, none",
        "--on=here --jobs=0|0 is not from 1 to 1024",
        "--on=none --jobs=2|--jobs has no effect with --on none",
        "--on=here --slurm=--time=1|--slurm has no effect with --on here",
        "--on=slurm --slurm=--array=1-3 --print|--array is set by the sweep itself",
        "--grid=x.yaml|--data has no effect with --grid",
        "--out=data/sample|data/sample is the data",
      })
  void nonsenseIsWrongUsage(String options, String message) {
    List<String> command = new ArrayList<>(Arrays.asList(command("sweep", options.split(" ", -1))));
    if (options.contains("data/sample")) {
      command.set(1, "--data=data/sample");
    }
    ProgramRun run = ProgramRun.of(command.toArray(String[]::new));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void aFolderWithoutASweepIsRefused() throws IOException {
    for (String command : List.of("status", "collect", "work")) {
      ProgramRun run =
          ProgramRun.of(
              command.equals("work")
                  ? new String[] {"sweep", command, folder.toString(), "--task=0"}
                  : new String[] {"sweep", command, folder.toString()});
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("no sweep in " + folder);
    }
    Files.writeString(folder.resolve("thesis.txt"), "mine");
    ProgramRun run =
        ProgramRun.of(command("sweep", "--on=none", "--min-genre-share=0.1", "--out=" + folder));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("holds data or other files (thesis.txt) and no sweep");
    assertThat(folder).isDirectoryNotContaining("glob:**.json");
  }

  @Test
  void aSliceThatNoTaskCouldTrainIsRefusedBeforeAnythingIsWritten() {
    Path sweep = folder.resolve("sweep");
    ProgramRun run = ProgramRun.of(command("sweep", "--min-genre-share=0.1,0.9", "--out=" + sweep));

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("power users of Drama with a share above 0.9");
    assertThat(sweep).doesNotExist();
  }
}
