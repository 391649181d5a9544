package movielens.experiment.cli.options;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.cli.options.Converters.Models;
import movielens.experiment.cli.options.Converters.Own;
import movielens.experiment.cli.options.Converters.Seeds;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.pipeline.BaselineConfig;
import movielens.experiment.pipeline.BaselineConfig.ItemKnnSettings;
import movielens.experiment.pipeline.BaselineConfig.RecentDays;
import movielens.experiment.pipeline.RunOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which models are compared, over which seeds, and the shape of the encoder. */
public final class ModelOptions {
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

  @Option(
      names = "--generic-options",
      paramLabel = "LIST",
      description =
          "Options that generic has for itself, such as dropout=0.3,similarity=dot, or none; a list"
              + " in one of them is joined by + (default: ${DEFAULT-VALUE}).")
  private Own genericOptions;

  @Option(
      names = "--distilled-options",
      paramLabel = "LIST",
      description =
          "The same of distilled, which has few events to learn from; of the default, what is given"
              + " for all models is left out (default: ${DEFAULT-VALUE}).")
  private Own distilledOptions;

  @Option(
      names = "--fine-tuned-options",
      paramLabel = "LIST",
      description = "The same of fine-tuned, of training alone (default: ${DEFAULT-VALUE}).")
  private Own fineTunedOptions;

  @Option(
      names = "--generic-genre-options",
      paramLabel = "LIST",
      description = "The same of generic-genre (default: ${DEFAULT-VALUE}).")
  private Own genericGenreOptions;

  @Option(
      names = "--devotees-options",
      paramLabel = "LIST",
      description = "The same of devotees (default: ${DEFAULT-VALUE}).")
  private Own devoteesOptions;

  @Option(
      names = "--continued-options",
      paramLabel = "LIST",
      description = "The same of continued, of training alone (default: ${DEFAULT-VALUE}).")
  private Own continuedOptions;

  @Option(
      names = "--taught-options",
      paramLabel = "LIST",
      description =
          "The same of taught. The word distilled, here or for another model, stands for the"
              + " options that distilled has (default: ${DEFAULT-VALUE}).")
  private Own taughtOptions;

  /** The models, in table order. */
  public List<ModelName> models() {
    return models.names();
  }

  /** The seeds, in the order given. */
  public List<Long> seeds() {
    return seeds.values();
  }

  /** How baselines are set. */
  public BaselineConfig baselines() {
    return new BaselineConfig(itemKnn, recentPopular);
  }

  /**
   * The options that models have for themselves; none for a model that has none. What a person asks
   * of all models goes before a default of one of them.
   */
  public Map<ModelName, Own> own(OptionCheck check) {
    if (distilledOptions.ofDistilled()) {
      throw check.invalid(
          "--distilled-options", "distilled", "cannot have the options that it has");
    }
    Map<String, String> ofDistilled = new LinkedHashMap<>(distilledOptions.values());
    if (!check.given(RunOption.DISTILLED_OPTIONS.key())) {
      ofDistilled.keySet().removeIf(check::given);
    }
    Own distilled = new Own(ofDistilled);
    Map<ModelName, Own> own = new EnumMap<>(ModelName.class);
    own.put(ModelName.GENERIC, genericOptions);
    own.put(ModelName.DISTILLED, distilled);
    own.put(ModelName.FINE_TUNED, fineTunedOptions);
    own.put(ModelName.GENERIC_GENRE, genericGenreOptions);
    own.put(ModelName.DEVOTEES, devoteesOptions);
    own.put(ModelName.CONTINUED, continuedOptions);
    own.put(ModelName.TAUGHT, taughtOptions);
    own.replaceAll((model, options) -> options.ofDistilled() ? distilled : options);
    own.values().removeIf(options -> options.values().isEmpty());
    return own;
  }

  /** The encoder of the models that have no other for themselves. */
  public EncoderConfig encoder(OptionCheck check) {
    return encoder.config(check);
  }
}
