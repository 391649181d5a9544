package movielens.experiment.pipeline;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import movielens.experiment.console.Progress;
import movielens.experiment.run.RunFolder;
import movielens.experiment.training.TrainingInterrupted;

/**
 * The trainings of an experiment without the rest of it: a part of the work that can be done apart,
 * in a folder of its own. An experiment that has taken over the checkpoints finds nothing left to
 * train.
 */
public final class TrainingPart {
  private TrainingPart() {}

  /**
   * Trains the transformers among the models of a configuration, or goes on with them, each under
   * every seed.
   *
   * @param config what to train; its {@code out} does not count
   * @param path folder of the checkpoints, new or gone on with
   * @param withGeneric folders of other parts, which may have the generic models
   * @param progress where to say how far it is
   * @param stop a wish to stop, which waits for the step in hand and a checkpoint
   * @param lastWords what is said when it stopped
   * @throws InterruptedException when it stopped because of that
   */
  public static void run(
      ExperimentConfig config,
      Path path,
      List<Path> withGeneric,
      Progress progress,
      StopRequest stop,
      String lastWords)
      throws InterruptedException {
    Timings timings = new Timings();
    PreparedData data =
        PreparedData.of(
            PreparedData.load(config.data(), progress), config, timings, progress::line);
    FitParts.of(config, data).requireUsable();
    ComputeDevice.start(config.threads(), config.encoder().precision());
    Device device = ComputeDevice.of(config.device(), config.encoder().precision());
    try (RunFolder folder = RunFolder.at(path, true)) {
      folder.claim();
      folder.writeConfig(config.options().byKey());
      SeedTrainings trainings =
          SeedTrainings.in(
              folder,
              config,
              data,
              device,
              withGeneric.stream().map(other -> RunFolder.at(other, true)).toList(),
              unranked -> 0,
              timings,
              progress,
              stop,
              lastWords);
      for (long seed : config.seeds()) {
        trainings.each(seed, trained -> {});
      }
    } catch (TrainingInterrupted e) {
      throw ResumeHint.after(e, "; " + lastWords);
    }
  }
}
