package movielens.experiment.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.evaluation.View;

/**
 * What a run found: the content of {@code results.json}.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION} of the program that wrote it
 * @param dataset the data
 * @param slice the genre slice; null when the run has none
 * @param environment what computed it
 * @param seeds the seeds, in the order of every {@code perSeed}
 * @param views view → model → metric → value, in table order
 * @param scopes view → what it ranks and for whom; same keys as {@code views}
 * @param comparisons paired differences
 * @param warnings what a reader must know, one sentence each
 * @param timings wall seconds of each stage
 * @param trainings each training of each seed, in the order in which they were made; empty in
 *     results of a program that did not write them
 * @param judging by what the models were judged; null in results of such a program
 * @param lags view → model → how many test events were found, by how far they are from the training
 *     part; empty in results of such a program
 * @param lateFilms model → share of the headline's top-10 slots, over users and seeds, with a movie
 *     whose first event lies after the user's last training event; empty where the split lets no
 *     model know such movies, and in results of such a program
 * @param decompositions what of the difference of distilled from generic comes with the people and
 *     what with the events; empty without the models that it takes, and in results of such a
 *     program
 * @param judged the lists made elsewhere that these results are of; null for a run
 */
public record RunResults(
    int schemaVersion,
    DatasetInfo dataset,
    SliceInfo slice,
    EnvironmentInfo environment,
    List<Long> seeds,
    Map<String, Map<String, Map<String, MetricSummary>>> views,
    @JsonProperty("viewScopes") Map<String, ViewScope> scopes,
    List<Comparison> comparisons,
    List<String> warnings,
    Map<String, Double> timings,
    List<TrainingInfo> trainings,
    Judging judging,
    Map<String, Map<String, LagSummary>> lags,
    Map<String, Double> lateFilms,
    List<Decomposition> decompositions,
    @JsonInclude(JsonInclude.Include.NON_NULL) Judged judged) {

  /** Version of the layout of {@code results.json} that this program writes and reads. */
  public static final int SCHEMA_VERSION = 1;

  /** Copies the collections, keeping their order. */
  public RunResults {
    seeds = List.copyOf(seeds);
    Map<String, Map<String, Map<String, MetricSummary>>> viewCopies = new LinkedHashMap<>();
    views.forEach(
        (view, models) -> {
          Map<String, Map<String, MetricSummary>> modelCopies = new LinkedHashMap<>();
          models.forEach((model, metrics) -> modelCopies.put(model, Ordered.copy(metrics)));
          viewCopies.put(view, Ordered.copy(modelCopies));
        });
    views = Ordered.copy(viewCopies);
    scopes = Ordered.copy(scopes);
    comparisons = List.copyOf(comparisons);
    warnings = List.copyOf(warnings);
    timings = Ordered.copy(timings);
    trainings = trainings == null ? List.of() : List.copyOf(trainings);
    Map<String, Map<String, LagSummary>> lagCopies = new LinkedHashMap<>();
    if (lags != null) {
      lags.forEach((view, models) -> lagCopies.put(view, Ordered.copy(models)));
    }
    lags = Ordered.copy(lagCopies);
    lateFilms = lateFilms == null ? Map.of() : Ordered.copy(lateFilms);
    decompositions = decompositions == null ? List.of() : List.copyOf(decompositions);
  }

  /** The results of a run. */
  public RunResults(
      int schemaVersion,
      DatasetInfo dataset,
      SliceInfo slice,
      EnvironmentInfo environment,
      List<Long> seeds,
      Map<String, Map<String, Map<String, MetricSummary>>> views,
      Map<String, ViewScope> scopes,
      List<Comparison> comparisons,
      List<String> warnings,
      Map<String, Double> timings,
      List<TrainingInfo> trainings,
      Judging judging,
      Map<String, Map<String, LagSummary>> lags,
      Map<String, Double> lateFilms,
      List<Decomposition> decompositions) {
    this(
        schemaVersion,
        dataset,
        slice,
        environment,
        seeds,
        views,
        scopes,
        comparisons,
        warnings,
        timings,
        trainings,
        judging,
        lags,
        lateFilms,
        decompositions,
        null);
  }

  /** What a model was trained with in place of the options of all, in words; empty for nothing. */
  public String ownOptions(String model) {
    return trainings.stream()
        .filter(training -> training.model().equals(model))
        .findFirst()
        .map(training -> String.join(", ", training.options()))
        .orElse("");
  }

  /** The view that answers the question: like-for-like where there is a slice; empty for none. */
  public String headlineView() {
    return views.containsKey(View.LIKE_FOR_LIKE.label())
        ? View.LIKE_FOR_LIKE.label()
        : views.keySet().stream().findFirst().orElse("");
  }
}
