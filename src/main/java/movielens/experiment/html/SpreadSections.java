package movielens.experiment.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import movielens.experiment.evaluation.Coverage;
import movielens.experiment.report.Numbers;
import movielens.experiment.run.MetricSummary;
import movielens.experiment.run.RunFolder;

/** How the recommendations spread over the catalogue, and over genres. */
final class SpreadSections {
  private static final String NO_LISTS =
      "There is no " + RunFolder.RECOMMENDATIONS + " in this run folder.";
  private static final String COVERAGE = "p90_coverage@10";
  private static final int CURVE_HEIGHT = 270;
  private static final int MOST_GENRES = 12;

  private final Html html;
  private final ReportData data;

  SpreadSections(Html html, ReportData data) {
    this.html = html;
    this.data = data;
  }

  void write() {
    html.open("div", "class", "pair");
    html.open("section", "id", "coverage").element("h2", "How widely the lists spread");
    coverage();
    html.close();
    html.open("section", "id", "genres").element("h2", "Genres of the top 50");
    genres();
    html.close().close();
  }

  private void coverage() {
    Map<String, Coverage.Curve> curves = new LinkedHashMap<>();
    data.recommended()
        .forEach(
            (model, recommended) -> {
              if (recommended.coverage() != null) {
                curves.put(model, recommended.coverage());
              }
            });
    if (curves.isEmpty()) {
      none(NO_LISTS);
      return;
    }
    Map<String, Double> p90 = p90(curves.keySet());
    html.element(
        "p",
        "All users' top-10 lists together are the slots. Beginning with the movie that is"
            + " recommended most, which share of the catalogue fills which share of the slots? The"
            + " dot marks the share that fills 90% of them: further right is broader.");
    Swatch.legend(html, curves.keySet());
    StringBuilder description = new StringBuilder("Coverage curves. Share that fills 90%: ");
    p90.forEach((model, share) -> description.append(model + " " + Numbers.value(share) + "; "));
    Figure.write(
        html,
        "coverage",
        "Share of slots, by share of the catalogue",
        "Averaged over seeds; the dashed line is at 90%.",
        description.toString().strip(),
        CURVE_HEIGHT,
        () -> CoveragePlot.of(curves, p90));
  }

  private Map<String, Double> p90(Set<String> models) {
    Map<String, Map<String, MetricSummary>> view =
        data.results().views().get(data.results().headlineView());
    Map<String, Double> p90 = new LinkedHashMap<>();
    for (String model : models) {
      MetricSummary summary = view.get(model).get(COVERAGE);
      if (summary != null && Double.isFinite(summary.mean())) {
        p90.put(model, summary.mean());
      }
    }
    return p90;
  }

  private void genres() {
    if (data.recommended().isEmpty()) {
      none(NO_LISTS);
      return;
    }
    if (data.movies().isEmpty()) {
      none(
          "This run folder has no "
              + RunFolder.MOVIES
              + ", so genres are unknown; a run by this version of the program writes it.");
      return;
    }
    Map<String, Map<String, Double>> shares = new LinkedHashMap<>();
    data.recommended()
        .forEach(
            (model, recommended) -> {
              if (!recommended.genreShares().isEmpty()) {
                shares.put(model, recommended.genreShares());
              }
            });
    List<String> genres = mostShown(shares);
    if (genres.isEmpty()) {
      none("No movie that was recommended has a genre.");
      return;
    }
    List<String> models = List.copyOf(shares.keySet());
    html.element("p", "Each movie of a user's top 50 counts once, shared between its genres.");
    Swatch.legend(html, shares.keySet());
    Figure.write(
        html,
        "genres",
        "Share of each genre",
        "Over all users and seeds.",
        description(genres, shares),
        GenrePlot.height(genres.size(), models.size()),
        () -> GenrePlot.of(genres, models, shares));
  }

  /** The genres with the largest share over all models, descending; equal ones by name. */
  private static List<String> mostShown(Map<String, Map<String, Double>> shares) {
    Map<String, Double> sums = new TreeMap<>();
    shares.values().forEach(mix -> mix.forEach((genre, s) -> sums.merge(genre, s, Double::sum)));
    return sums.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(MOST_GENRES)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String description(List<String> genres, Map<String, Map<String, Double>> shares) {
    String most = genres.get(0);
    List<String> lines = new ArrayList<>();
    shares.forEach(
        (model, mix) ->
            lines.add(
                String.format(
                    Locale.ROOT, "%s %s %.0f%%", model, most, 100 * mix.getOrDefault(most, 0.0))));
    return "Genre shares. " + String.join("; ", lines);
  }

  private void none(String why) {
    html.element("p", why, "class", "none");
  }
}
