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
import movielens.experiment.console.Progress;
import movielens.experiment.files.TakenOver;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.pipeline.StopRequest;
import movielens.experiment.pipeline.ablation.Ablation;
import movielens.experiment.pipeline.ablation.Trial;
import movielens.experiment.run.AblationFolder;

/** Trainings that become the table of an ablation; a task is an ablation of one trial and seed. */
final class TrialsWork implements Work {
  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  private final SweepPlan plan;
  private final Purpose.Trials trials;
  private final OptionsParser parser;

  TrialsWork(SweepPlan plan, Purpose.Trials trials, OptionsParser parser) {
    this.plan = plan;
    this.trials = trials;
    this.parser = parser;
  }

  @Override
  public void claim(Path folder) {
    AblationFolder.at(folder, trials.rehearsal()).claim();
  }

  private Trial trial(PlannedRun planned, Map<String, String> options) {
    return new Trial(planned.name(), parser.parse(options).base());
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
    PlannedRun planned = plan.runs().get(task.run());
    Map<String, String> options = new LinkedHashMap<>(planned.options());
    options.put(RunOption.SEEDS.key(), Long.toString(task.seed()));
    Ablation.run(
        List.of(trial(planned, options)),
        trials.model(),
        trials.rehearsal(),
        result,
        progress,
        NOWHERE,
        stop);
  }

  @Override
  public void collect(
      SweepFolder folder, IntPredicate done, Progress progress, PrintStream out, StopRequest stop)
      throws InterruptedException {
    String kept = AblationFolder.trials(trials.rehearsal());
    List<Trial> complete = new ArrayList<>();
    for (int run = 0; run < plan.runs().size(); run++) {
      int index = run;
      List<Task> tasks = plan.tasks().stream().filter(task -> task.run() == index).toList();
      if (tasks.stream().allMatch(task -> done.test(task.number()))) {
        complete.add(trial(plan.runs().get(run), plan.runs().get(run).options()));
        tasks.forEach(task -> takeOver(folder, task, kept));
      }
    }
    if (!complete.isEmpty()) {
      Ablation.run(
          complete, trials.model(), trials.rehearsal(), folder.path(), progress, out, stop);
    }
  }

  private static void takeOver(SweepFolder folder, Task task, String kept) {
    Path result = folder.task(task.number()).result().orElseThrow();
    try {
      TakenOver.tree(result.resolve(kept), folder.path().resolve(kept), TaskFolder::kept);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder.path(), e);
    }
  }
}
