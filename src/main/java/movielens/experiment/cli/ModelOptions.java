package movielens.experiment.cli;

import java.util.List;
import movielens.experiment.cli.Converters.Models;
import movielens.experiment.cli.Converters.Seeds;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.pipeline.BaselineConfig;
import movielens.experiment.pipeline.BaselineConfig.ItemKnnSettings;
import movielens.experiment.pipeline.BaselineConfig.RecentDays;
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

  @Option(
      names = "--item-knn",
      paramLabel = "KIND",
      description =
          "validated, neighbours and shrinkage of item-knn chosen on the validation part, or fixed,"
              + " 100 and none (default: ${DEFAULT-VALUE}).")
  private ItemKnnSettings itemKnn;

  @Option(
      names = "--recent-popular",
      paramLabel = "KIND",
      description =
          "What recent-popular counts: request, the days before each user's last training event,"
              + " chosen on the validation part, or data, the last 7 days of the data (default:"
              + " ${DEFAULT-VALUE}).")
  private RecentDays recentPopular;

  @Mixin private EncoderOptions encoder;

  List<ModelName> models() {
    return models.names();
  }

  List<Long> seeds() {
    return seeds.values();
  }

  BaselineConfig baselines() {
    return new BaselineConfig(itemKnn, recentPopular);
  }

  EncoderConfig encoder(OptionCheck check) {
    return encoder.config(check);
  }
}
