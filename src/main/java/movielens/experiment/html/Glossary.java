package movielens.experiment.html;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import movielens.experiment.evaluation.Metric;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.View;
import movielens.experiment.report.Numbers;
import movielens.experiment.report.ViewScores;
import movielens.experiment.run.RunResults;

/** The words of the page, for who meets them for the first time. Only those that it uses. */
final class Glossary {
  private final Html html;
  private final RunResults results;

  Glossary(Html html, RunResults results) {
    this.html = html;
    this.results = results;
  }

  void write() {
    html.open("details", "id", "words").element("summary", "What the words mean");
    html.open("dl", "class", "pairs");
    words().forEach((word, meaning) -> html.element("dt", word).element("dd", meaning));
    html.close().close();
  }

  private Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    if (results.slice() != null) {
      String genre = results.slice().genre();
      words.put(
          "power user",
          "somebody with more than a given share (--min-genre-share) of their training events on "
              + genre
              + ", at least --min-genre-events of them, and a movie of it in the test part; the"
              + " values are in the configuration below");
    }
    words.put(
        "training, validation, test",
        "the split of events by time: models learn from the first part, which ends with the"
            + " validation part that chooses their epoch, and are judged on the last");
    words.put(
        "hit",
        "a movie at the top of the list that is in T, within as many places as the metric's name"
            + " says; T is what the user rated in the test part, of the movies that are ranked");
    ViewScores scores = ViewScores.of(results, results.headlineView());
    models(scores, words);
    scores
        .metrics()
        .forEach(label -> Metric.of(label).ifPresent(metric -> words.put(label, meaning(metric))));
    results
        .views()
        .keySet()
        .forEach(label -> View.of(label).ifPresent(view -> words.put(label, meaning(view))));
    words.put(
        "95% interval",
        "where the difference would lie with other users, and with other seeds where the table says"
            + " so; if it contains 0 the comparison is inconclusive");
    words.put(
        "p",
        "how often chance alone would give a difference as large; below 0.05 it counts, where Holm"
            + " p is below 0.05 as well, unless it is that of the first question");
    words.put("Holm p", "p corrected for looking at several metrics");
    if (results.judging() != null) {
      words.put(
          "equal",
          "the difference is less than %s either way (--margin), with 95%% confidence in two one-sided tests, whose interval is narrower than the one shown"
              .formatted(results.judging().margin()));
    }
    words.put("d_z", "mean difference over its standard deviation between users; 0.2 is small");
    words.put("won/lost", "shares of users for whom the first model is better, and worse");
    return words;
  }

  private void models(ViewScores scores, Map<String, String> words) {
    for (String label : scores.models().keySet()) {
      ModelName.of(label)
          .flatMap(Glossary::meaning)
          .ifPresent(meaning -> words.put(label, meaning + ownOptions(label)));
    }
    if (scores.models().keySet().stream()
        .flatMap(label -> ModelName.of(label).stream())
        .anyMatch(model -> model.ofEverybody() != model)) {
      words.put(
          "…-distilled", "that baseline, fitted on the power users' events on the genre alone");
    }
  }

  private String ownOptions(String label) {
    String options = results.ownOptions(label);
    return options.isEmpty() ? "" : "; with " + options;
  }

  private static String meaning(Metric metric) {
    return switch (metric.kind()) {
      case RECALL -> "hits over all movies of T; mean over users, as are the next";
      case RECALL_CAPPED ->
          "hits over " + metric.depth() + ", or over all of T where it is smaller";
      case HIT -> "1 with at least one hit, else 0";
      case MRR -> "1 over the rank of the first hit, 0 without one";
      case NDCG -> "hits, of which early ones count more, over the best possible";
      case INTEREST_ENTROPY ->
          "how many genres the top 50 is spread over, in nats; describes, more is not better";
      case P90_COVERAGE ->
          "share of the catalogue that fills 90% of all users' top-10 places; describes";
      case POPULARITY ->
          "how popular the top 10 is: 1 for the most rated, 0.5 for movies at random; describes";
    };
  }

  private String meaning(View view) {
    return switch (view) {
      case LIKE_FOR_LIKE ->
          "power users, movies of the genre, the same for every model: the headline";
      case GENERIC_REACH -> "the same people; models that know all movies rank all of them";
      case AS_PUBLISHED ->
          "each model on its own people and movies, or all where there is no slice";
      case LATER ->
          "only test events that come at least "
              + Numbers.days(results.judging().laterDays())
              + " after the user's last training event";
    };
  }

  /** What a model is, in a few words. */
  private static Optional<String> meaning(ModelName model) {
    return Optional.ofNullable(
        switch (model) {
          case GENERIC -> "a transformer trained on everybody's events";
          case DISTILLED -> "the same, trained on the power users' events on the genre alone";
          case FINE_TUNED ->
              "generic, trained further on the power users; left as generic where that is better"
                  + " on validation";
          case GENERIC_GENRE -> "as distilled, but of everybody's events on the genre";
          case DEVOTEES -> "as distilled, but of all events of the power users, whatever the genre";
          case CONTINUED -> "generic, trained further on everybody for as many steps as fine-tuned";
          case TAUGHT -> "as distilled, learning also from what generic would recommend";
          case POPULAR -> "the movies with most training events, the same for everybody";
          case RECENT_POPULAR -> "those of the days before each user's list";
          case ITEM_KNN -> "movies that the same people rate, by cosine";
          case EASE -> "a linear model of which movies go together (Steck, WWW 2019)";
          case EASE_RECENT -> "the same, in which what came last counts most";
          case TRANSITIONS -> "which movie follows which";
          default -> null;
        });
  }
}
