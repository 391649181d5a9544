package movielens.experiment.cli;

import java.util.List;
import movielens.experiment.cli.Converters.Models;
import movielens.experiment.cli.Converters.Seeds;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.EncoderConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which models are compared, over which seeds, and the shape of the encoder. */
final class ModelOptions {
  @Option(
      names = "--models",
      paramLabel = "LIST",
      description = "Models of the table, or all (default: ${DEFAULT-VALUE}).")
  private Models models;

  @Option(
      names = "--seeds",
      paramLabel = "SEEDS",
      description = "42, or 1,2,3, or 1..5: one training each (default: ${DEFAULT-VALUE}).")
  private Seeds seeds;

  @Mixin private EncoderOptions encoder;

  List<ModelName> models() {
    return models.names();
  }

  List<Long> seeds() {
    return seeds.values();
  }

  EncoderConfig encoder(OptionCheck check) {
    return encoder.config(check);
  }
}
