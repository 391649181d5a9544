package movielens.experiment.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.files.DataException;
import movielens.experiment.pipeline.BaselineConfig.ItemKnnSettings;
import movielens.experiment.pipeline.BaselineConfig.RecentDays;
import movielens.experiment.report.Numbers;

/**
 * What the transformers are fitted on, looked at before the first of them is trained.
 *
 * @param config of the experiment
 * @param split everybody's events
 * @param slice the genre's power users, where a model needs them
 */
public record FitParts(ExperimentConfig config, Split split, Optional<GenreSlice> slice) {
  public static FitParts of(ExperimentConfig config, PreparedData data) {
    return new FitParts(config, data.split(), data.slice());
  }

  /**
   * Refuses data of which one of the models can learn nothing, as nobody's fit part has an event
   * that could be predicted from an earlier one, or by which it cannot be chosen.
   *
   * @throws DataException when that is so; the message names the model and what helps
   */
  public void requireUsable() {
    for (ModelName model : needed(config.models())) {
      if (!TrainingRecipe.of(model, config, split, slice).set().hasTargets()) {
        throw new DataException(
            "%s cannot be trained: %s; %s".formatted(model.label(), lack(model), wayOut(model)));
      }
    }
    if (config.validateAfterSeconds() > 0) {
      config.models().stream().filter(this::isChosen).forEach(this::requireValidation);
    }
  }

  /** Whether an epoch or a setting of a model is chosen. */
  private boolean isChosen(ModelName model) {
    return switch (model.ofEverybody()) {
      case POPULAR -> false;
      case ITEM_KNN -> config.baselines().itemKnn() == ItemKnnSettings.VALIDATED;
      case RECENT_POPULAR -> config.baselines().recentPopular() == RecentDays.REQUEST;
      default -> true;
    };
  }

  private void requireValidation(ModelName model) {
    boolean some =
        model.trained()
            ? TrainingRecipe.of(model, config, split, slice).validation().users() > 0
            : PreparedData.validating(config, split, PreparedData.world(model, split, slice))
                    .validating()
                > 0;
    if (!some) {
      throw new DataException(
          "%s cannot be validated: nobody has a validation event %s after the last fit event; give a lower --validate-after"
              .formatted(model.label(), Numbers.days(config.validateAfterDays())));
    }
  }

  /** The trained ones, and generic where another needs it. */
  private static List<ModelName> needed(Collection<ModelName> models) {
    List<ModelName> needed = new ArrayList<>(models.stream().filter(ModelName::trained).toList());
    if (needed.stream().anyMatch(ModelName::needsGeneric) && !needed.contains(ModelName.GENERIC)) {
      needed.add(0, ModelName.GENERIC);
    }
    return needed;
  }

  private String lack(ModelName model) {
    if (!model.sliced()) {
      return "no user has two events to fit it on, so there is nothing to predict";
    }
    String genre = slice.orElseThrow().rule().genre();
    return model.knowsGenreAlone()
        ? "none of the %d power users has two %s events to fit it on, so there is nothing to predict"
            .formatted(slice.orElseThrow().powerUsers(), genre)
        : "none of the %d power users has a %s event after another event to fit it on"
            .formatted(slice.orElseThrow().powerUsers(), genre);
  }

  private static String wayOut(ModelName model) {
    return model.sliced()
        ? "raise --min-genre-events, choose another --genre, or leave %s out of --models"
            .formatted(model.label())
        : "use more data or a lower --min-rating";
  }
}
