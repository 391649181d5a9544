package movielens.experiment.pipeline;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import movielens.experiment.baseline.BaselineLeftOutException;
import movielens.experiment.console.Progress;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.EncoderWeights;
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
  private final TransformerTraining training;
  private final Scoreboard scoreboard;
  private final RunFolder folder;
  private final Timings timings;
  private final Progress progress;
  private final StopRequest stop;
  private final ResumeHint resumeHint;
  private final Consumer<String> warnings;
  private final List<TrainingRow> epochs = new ArrayList<>();
  private final List<TrainingInfo> trainings = new ArrayList<>();

  /**
   * No model yet.
   *
   * @param training makes the transformers
   * @param scoreboard judges every model
   * @param folder keeps what is trained
   * @param warnings told when a model is left out
   */
  ModelsOfRun(
      ExperimentConfig config,
      TransformerTraining training,
      Scoreboard scoreboard,
      RunFolder folder,
      Timings timings,
      Progress progress,
      StopRequest stop,
      ResumeHint resumeHint,
      Consumer<String> warnings) {
    this.config = config;
    this.training = training;
    this.scoreboard = scoreboard;
    this.folder = folder;
    this.timings = timings;
    this.progress = progress;
    this.stop = stop;
    this.resumeHint = resumeHint;
    this.warnings = warnings;
  }

  /** How the trainings went, in their order. */
  List<TrainingInfo> trainings() {
    return trainings;
  }

  /** Generic first, then those that go on from it, then the others. */
  void trainAndJudge(long seed) {
    List<ModelName> wanted = config.models().stream().filter(ModelName::trained).toList();
    List<ModelName> from = wanted.stream().filter(ModelName::continuesGeneric).toList();
    if (wanted.contains(ModelName.GENERIC) || !from.isEmpty()) {
      TransformerTraining.Trained generic = trained(ModelName.GENERIC, seed, Optional.empty());
      try (generic) {
        if (wanted.contains(ModelName.GENERIC)) {
          record(generic, seed);
        }
        for (ModelName model : from) {
          trainAndJudge(model, seed, Optional.of(EncoderWeights.of(generic.encoder())));
        }
      }
    }
    for (ModelName model : wanted) {
      if (model != ModelName.GENERIC && !model.continuesGeneric()) {
        trainAndJudge(model, seed, Optional.empty());
      }
    }
  }

  private void trainAndJudge(ModelName model, long seed, Optional<EncoderWeights> start) {
    try (TransformerTraining.Trained trained = trained(model, seed, start)) {
      record(trained, seed);
    }
  }

  /** Trains; a wish to stop waits for the step in hand and a checkpoint. */
  private TransformerTraining.Trained trained(
      ModelName model, long seed, Optional<EncoderWeights> start) {
    stop.endsAfterStep();
    try {
      TransformerTraining.Trained trained =
          timings.timed("train " + model.label(), () -> training.train(model, seed, start));
      stop.endsAtOnce(resumeHint.words());
      return trained;
    } catch (TrainingException e) {
      throw new TrainingException(
          "%s, seed %d: %s".formatted(model.label(), seed, e.getMessage()), e);
    }
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
