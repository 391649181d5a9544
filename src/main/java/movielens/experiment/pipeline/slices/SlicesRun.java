package movielens.experiment.pipeline.slices;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import movielens.experiment.console.Progress;
import movielens.experiment.console.SlicesReport;
import movielens.experiment.console.Terminal;
import movielens.experiment.data.SliceRule;
import movielens.experiment.files.DataException;
import movielens.experiment.pipeline.ComputeDevice;
import movielens.experiment.pipeline.Experiment;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.FitParts;
import movielens.experiment.pipeline.PreparedData;
import movielens.experiment.pipeline.ResumeHint;
import movielens.experiment.pipeline.SharedData;
import movielens.experiment.pipeline.StopRequest;
import movielens.experiment.pipeline.Timings;
import movielens.experiment.run.FinishedRun;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.SliceRun;
import movielens.experiment.run.SlicesTables;
import movielens.experiment.training.TrainingInterrupted;

/**
 * The same question for several slices: one ordinary run each, in folders beside each other. What
 * does not depend on the slice is computed once: the data and its split, the generic model of a
 * seed, the baselines, and how these rank for everybody.
 */
public final class SlicesRun {
  private final RunFolder folder;
  private final SharedData sharedData;
  private final Progress progress;
  private final StopRequest stop;
  private final ResumeHint resumeHint;

  private SlicesRun(
      RunFolder folder,
      SharedData sharedData,
      Progress progress,
      StopRequest stop,
      ResumeHint resumeHint) {
    this.folder = folder;
    this.sharedData = sharedData;
    this.progress = progress;
    this.stop = stop;
    this.resumeHint = resumeHint;
  }

  /**
   * Runs all of them to their end and prints how the answer moves with the slice. Runs that are
   * finished are not run again.
   *
   * @param config what to run
   * @param progress where to say how far it is
   * @param out where the summary goes
   * @param stop a person's wish that the runs stop
   * @throws InterruptedException when they stopped because of that, after a checkpoint; the message
   *     says how to go on
   */
  public static void run(SlicesConfig config, Progress progress, PrintStream out, StopRequest stop)
      throws InterruptedException {
    Path path = config.path();
    ResumeHint resumeHint = new ResumeHint(path);
    PreparedData.requireApart(path, config.base().data());
    try (RunFolder folder = RunFolder.at(path, config.base().resume())) {
      if (config.base().resume() && folder.claimExisting()) {
        progress.line("going on with the runs in " + path);
        stop.endsAtOnce(resumeHint.words());
      }
      SharedData sharedData = SharedData.of(config.base(), progress);
      refuseUnfit(config, sharedData);
      folder.claim();
      folder.writeConfig(config.options().byKey());
      List<SliceRun> runs =
          new SlicesRun(folder, sharedData, progress, stop, resumeHint).runAll(config.runs(path));
      SlicesTables.write(folder, runs);
      new SlicesReport(out, Terminal.ofStdout()).print(runs, path);
    } catch (TrainingInterrupted e) {
      throw resumeHint.after(e);
    }
  }

  /** Before anything is written or trained for a slice that stands in front of an unfit one. */
  private static void refuseUnfit(SlicesConfig config, SharedData sharedData) {
    for (SliceRule slice : config.slices()) {
      PreparedData sliced = sharedData.whole().sliced(slice, new Timings(), saidByItsRun -> {});
      FitParts.of(config.base(), sliced).requireUsable();
    }
    ComputeDevice.of(config.base().device(), config.base().encoder().precision());
  }

  private List<SliceRun> runAll(List<ExperimentConfig> configs) {
    List<SliceRun> done = new ArrayList<>();
    List<RunFolder> folders = new ArrayList<>();
    for (ExperimentConfig config : configs) {
      SliceRule slice = config.slice();
      Path path = config.out().orElseThrow();
      progress.line(
          "%s, share above %s: run %d of %d, in %s"
              .formatted(
                  slice.genre(), slice.minGenreShare(), done.size() + 1, configs.size(), path));
      try (RunFolder run = RunFolder.at(path, true)) {
        RunResults results = run.isFinished() ? finished(run) : run(config, run, folders);
        done.add(new SliceRun(path.getFileName().toString(), slice.minGenreShare(), results));
        folders.add(run);
      }
    }
    return done;
  }

  private RunResults run(ExperimentConfig config, RunFolder run, List<RunFolder> others) {
    return new Experiment(config, sharedData, run, progress, stop, resumeHint).run(others);
  }

  private RunResults finished(RunFolder run) {
    RunResults results = FinishedRun.read(run.path()).results();
    String now = sharedData.whole().data().fingerprint();
    if (!results.dataset().fingerprint().equals(now)) {
      throw new DataException(
          "the run in %s was made with other data (sha256 %.12s, now %.12s); give another --out than %s"
              .formatted(run.path(), results.dataset().fingerprint(), now, folder.path()));
    }
    progress.line("finished before");
    return results;
  }
}
