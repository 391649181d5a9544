package movielens.experiment.pipeline;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import movielens.experiment.data.SplitRule;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.training.OptimizerConfig;
import movielens.experiment.training.TrainingConfig;

/** An {@link ExperimentConfig} written as the options of the command line. */
public final class ConfigOptions {
  private final ExperimentConfig config;
  private final Map<String, Object> options = new LinkedHashMap<>();

  ConfigOptions(ExperimentConfig config) {
    this.config = config;
  }

  Map<String, Object> toMap() {
    config.data().ifPresent(path -> options.put("data", path.toString()));
    options.put("min-rating", config.minRating());
    split(config.split());
    options.put("genre", config.slice().genre());
    options.put("min-genre-share", config.slice().minGenreShare());
    options.put("min-genre-events", config.slice().minGenreEvents());
    options.put("models", config.models().stream().map(ModelName::label).toList());
    options.put("seeds", config.seeds());
    encoder(config.encoder());
    training(config.training());
    options.put("fine-tune-epochs", config.fineTuneEpochs());
    options.put("fine-tune-learning-rate", config.fineTuneLearningRate());
    options.put("bootstrap-resamples", config.bootstrapResamples());
    options.put("device", label(config.device()));
    options.put("threads", config.threads());
    options.put("checkpoint-minutes", config.checkpointMinutes());
    options.put("save-all", config.saveAll());
    return options;
  }

  private void split(SplitRule split) {
    if (split instanceof SplitRule.PerUser perUser) {
      options.put("split", "per-user");
      options.put("test-fraction", perUser.testFraction());
    } else if (split instanceof SplitRule.Temporal temporal) {
      options.put("split", "temporal");
      options.put("temporal-quantile", temporal.quantile());
    } else {
      options.put("split", "leave-one-out");
    }
  }

  private void encoder(EncoderConfig encoder) {
    options.put("dim", encoder.dim());
    options.put("layers", encoder.layers());
    options.put("heads", encoder.heads());
    options.put("feed-forward", encoder.feedForward());
    options.put("dropout", encoder.dropout());
    options.put("window", encoder.window());
    options.put("scale-embeddings", onOff(encoder.scaledEmbeddings()));
    options.put("time-gaps", onOff(encoder.timeGaps()));
    options.put("time-bias", onOff(encoder.timeBias()));
    options.put("position-bias", onOff(encoder.positionBias()));
    options.put("head", label(encoder.head()));
    options.put("similarity", label(encoder.similarity()));
    options.put("kernels", label(encoder.kernels()));
    options.put("precision", label(encoder.precision()));
  }

  private void training(TrainingConfig training) {
    options.putAll(training.objective().options());
    options.putAll(training.loss().options());
    options.put("user-weights", label(training.userWeights()));
    OptimizerConfig optimizer = training.optimizer();
    options.put("learning-rate", optimizer.learningRate());
    options.put("weight-decay", optimizer.weightDecay());
    options.put("warmup-fraction", optimizer.warmupFraction());
    options.put("clip-norm", optimizer.clipNorm());
    options.put("batch-size", training.batchSize());
    options.put("epochs", training.epochs());
    options.put("min-steps", training.minSteps());
    options.put("patience", training.patience());
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }

  /** The name of a choice on the command line. */
  public static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
