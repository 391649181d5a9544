package movielens.experiment.pipeline;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import movielens.experiment.baseline.BaselineLeftOutException;
import movielens.experiment.console.Progress;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.NativeMemory;
import movielens.experiment.pipeline.judging.FittedModel;
import movielens.experiment.pipeline.judging.Scoreboard;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.TrainingInfo;
import movielens.experiment.run.TrainingRow;
import movielens.experiment.training.TrainingException;

/** Makes the models of a run, one after another, and puts each on the scoreboard. */
final class ModelsOfRun {
  private static final long WITHOUT_SEED = 0;

  private final ExperimentConfig config;
  private final SeedTrainings transformers;
  private final Scoreboard scoreboard;
  private final RunFolder folder;
  private final Timings timings;
  private final Progress progress;
  private final Consumer<String> warnings;
  private final List<TrainingRow> epochs = new ArrayList<>();
  private final List<TrainingInfo> trainings = new ArrayList<>();

  /**
   * No model yet.
   *
   * @param transformers makes those
   * @param scoreboard judges every model
   * @param folder keeps what is trained
   * @param warnings told when a model is left out
   */
  ModelsOfRun(
      ExperimentConfig config,
      SeedTrainings transformers,
      Scoreboard scoreboard,
      RunFolder folder,
      Timings timings,
      Progress progress,
      Consumer<String> warnings) {
    this.config = config;
    this.transformers = transformers;
    this.scoreboard = scoreboard;
    this.folder = folder;
    this.timings = timings;
    this.progress = progress;
    this.warnings = warnings;
  }

  /** How the trainings went, in their order. */
  List<TrainingInfo> trainings() {
    return trainings;
  }

  /** The transformers of a seed, each judged before the next is trained. */
  void trainAndJudge(long seed) {
    transformers.each(seed, trained -> record(trained, seed));
  }

  private void record(TransformerTraining.Trained trained, long seed) {
    epochs.addAll(trained.epochs());
    trainings.add(trained.info(seed));
    folder.writeTraining(epochs);
    judge(trained.model(), seed);
  }

  void fitAndJudgeBaselines(Baselines ofEverybody, Optional<Baselines> ofSlice) {
    for (ModelName name : config.models()) {
      if (name.trained()) {
        continue;
      }
      try {
        Baselines baselines = name.sliced() ? ofSlice.orElseThrow() : ofEverybody;
        FittedModel model =
            timings.timed("fit " + name.label(), () -> baselines.fit(name, progress));
        baselines.keep(model, folder);
        judge(model, WITHOUT_SEED);
      } catch (BaselineLeftOutException e) {
        warnings.accept(name.label() + " left out: " + e.getMessage());
      }
    }
  }

  private void judge(FittedModel model, long seed) {
    try {
      String what = "rank " + model.name().label();
      timings.timed(
          what,
          () -> {
            progress.during(what, () -> scoreboard.judge(model, seed));
            return model;
          });
    } catch (EngineException e) {
      if (NativeMemory.exhausted(e)) {
        throw new TrainingException(
            "out of memory while ranking the catalogue with width %d; lower --dim or --layers, or end other programs"
                .formatted(config.encoder().dim()),
            e);
      }
      throw e;
    }
  }
}
