package movielens.experiment.sweep;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import movielens.experiment.console.Progress;
import movielens.experiment.data.SliceRule;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.files.TakenOver;
import movielens.experiment.pipeline.Experiment;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.pipeline.StopRequest;
import movielens.experiment.pipeline.TrainingPart;
import movielens.experiment.pipeline.slices.SlicesConfig;
import movielens.experiment.pipeline.slices.SlicesRun;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunPlace;

/** Trainings that become run folders. */
final class RunsWork implements Work {
  private static final String OUT = "out";
  private static final String CHECKPOINTS = "checkpoints";

  private final SweepPlan plan;
  private final OptionsParser parser;

  RunsWork(SweepPlan plan, OptionsParser parser) {
    this.plan = plan;
    this.parser = parser;
  }

  /** A sweep of one configuration is collected where it is, several in folders inside. */
  @Override
  public void claim(Path folder) {
    if (plan.runs().get(0).folder().isEmpty()) {
      begin(folder, parser.parse(plan.runs().get(0).options()).options().byKey());
    }
  }

  private static void begin(Path path, Map<String, ?> options) {
    try (RunFolder folder = RunFolder.at(path, true)) {
      folder.claim();
      folder.writeConfig(options);
    }
  }

  /** The configuration of a task: one seed, one slice, and the models that it trains. */
  private ExperimentConfig config(Task task) {
    Map<String, String> options = new LinkedHashMap<>(plan.runs().get(task.run()).options());
    SlicesConfig all = parser.parse(options);
    SliceRule slice = all.slices().get(Math.max(0, task.slice()));
    options.put(RunOption.GENRE.key(), slice.genre());
    options.put(RunOption.MIN_GENRE_SHARE.key(), Double.toString(slice.minGenreShare()));
    options.put(RunOption.SEEDS.key(), Long.toString(task.seed()));
    options.put(
        RunOption.MODELS.key(),
        task.slice() == Task.NO_SLICE
            ? ModelName.GENERIC.label()
            : all.base().models().stream()
                .filter(model -> model.trained() && model.sliced())
                .map(ModelName::label)
                .collect(Collectors.joining(",")));
    return parser.parse(options).base();
  }

  @Override
  public void train(
      Task task,
      Path result,
      List<Path> needs,
      Progress progress,
      StopRequest stop,
      String lastWords)
      throws InterruptedException {
    TrainingPart.run(config(task), result, needs, progress, stop, lastWords);
  }

  @Override
  public void collect(
      SweepFolder folder, IntPredicate done, Progress progress, PrintStream out, StopRequest stop)
      throws InterruptedException {
    for (int run = 0; run < plan.runs().size(); run++) {
      collect(run, folder, done, progress, out, stop);
    }
  }

  private void collect(
      int run,
      SweepFolder folder,
      IntPredicate done,
      Progress progress,
      PrintStream out,
      StopRequest stop)
      throws InterruptedException {
    PlannedRun planned = plan.runs().get(run);
    Path path = folder.path().resolve(planned.folder());
    if (new RunPlace(path).holdsRun() && !new RunPlace(path).holdsUnfinishedRun()) {
      progress.line("collected before: " + path);
      return;
    }
    SlicesConfig config = parser.parse(planned.options());
    begin(path, config.options().byKey());
    List<ExperimentConfig> slices =
        config.slices().size() > 1 ? config.runs(path) : List.of(config.base());
    boolean complete = true;
    List<ExperimentConfig> ready = new ArrayList<>();
    for (int slice = 0; slice < slices.size(); slice++) {
      List<Integer> tasks = tasks(run, slice);
      if (tasks.stream().allMatch(done::test)) {
        ready.add(slices.get(slice));
        takeOver(tasks, folder, slices.get(slice).out().orElse(path), slices.get(slice));
      } else {
        complete = false;
      }
    }
    if (!complete) {
      if (slices.size() > 1) {
        collectAlone(ready, progress, stop);
      }
    } else if (slices.size() > 1) {
      SlicesRun.run(at(planned, path), progress, out, stop);
    } else {
      Experiment.run(at(planned, path).base(), progress, out, stop);
    }
  }

  /** The tasks whose checkpoints a slice of a run has. */
  private List<Integer> tasks(int run, int slice) {
    List<Integer> tasks = new ArrayList<>(plan.runs().get(run).generics());
    for (Task task : plan.tasks()) {
      if (task.run() == run && task.slice() == slice) {
        tasks.add(task.number());
      }
    }
    return tasks;
  }

  private static void takeOver(
      List<Integer> tasks, SweepFolder folder, Path path, ExperimentConfig config) {
    begin(path, config.options().byKey());
    for (int task : tasks) {
      Path checkpoints = folder.task(task).result().orElseThrow().resolve(CHECKPOINTS);
      try {
        TakenOver.tree(checkpoints, path.resolve(CHECKPOINTS), TaskFolder::kept);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write into " + path, e);
      }
    }
  }

  /** The configuration that goes on with the run which was begun in a folder. */
  private SlicesConfig at(PlannedRun planned, Path path) {
    Map<String, String> options = new LinkedHashMap<>(planned.options());
    options.put(OUT, path.toString());
    return parser.parse(options);
  }

  /** Runs of the slices whose tasks are done, where others are not. */
  private static void collectAlone(
      List<ExperimentConfig> ready, Progress progress, StopRequest stop)
      throws InterruptedException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    for (ExperimentConfig slice : ready) {
      if (new RunPlace(slice.out().orElseThrow()).holdsUnfinishedRun()) {
        Experiment.run(slice, progress, nowhere, stop);
      }
    }
  }
}
