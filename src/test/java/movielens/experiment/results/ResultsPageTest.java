package movielens.experiment.results;

import static movielens.experiment.run.SampleResults.comparison;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import movielens.experiment.evaluation.Interval;
import movielens.experiment.evaluation.Lag;
import movielens.experiment.evaluation.TwoByTwo;
import movielens.experiment.evaluation.View;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.DatasetInfo;
import movielens.experiment.run.Decomposition;
import movielens.experiment.run.EnvironmentInfo;
import movielens.experiment.run.LagSummary;
import movielens.experiment.run.LagTable;
import movielens.experiment.run.MetricSummary;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.SliceInfo;
import movielens.experiment.run.TrainingInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of docs/RESULTS.md, made from what the program writes. */
class ResultsPageTest {
  private static final String PAGE =
      Stream.of(
              "leave-one-out",
              "ablations",
              "rehearsals",
              "targets",
              "near-and-far",
              "own-distilled",
              "own-finalists",
              "own-options",
              "own-generic",
              "own-fine-tuned",
              "own-tuning-finalists",
              "answer-recall",
              "answer-ndcg",
              "answer-differences",
              "parts-models",
              "parts-differences",
              "baselines",
              "taught",
              "question-recall",
              "question-ndcg",
              "earlier-recall",
              "earlier-ndcg")
          .map("<!-- table: %s -->\nold\n<!-- end -->\n"::formatted)
          .collect(Collectors.joining("", "Words.\n", "More words.\n"));

  @TempDir private Path root;
  private Path page;
  private ResultsPage results;

  @BeforeEach
  void page() throws IOException {
    page = Files.createDirectories(root.resolve("docs")).resolve("RESULTS.md");
    Files.writeString(page, PAGE);
    results = new ResultsPage(root);
  }

  private static RunResults results(
      SliceInfo slice,
      Map<String, Map<String, Map<String, MetricSummary>>> views,
      List<Comparison> comparisons) {
    return results(
        slice,
        views,
        comparisons,
        List.of(
            new TrainingInfo(1, "generic", 30, 24, 0.2, 3000, List.of()),
            new TrainingInfo(2, "generic", 28, 20, 0.2, 3600, List.of())));
  }

  private static RunResults results(
      SliceInfo slice,
      Map<String, Map<String, Map<String, MetricSummary>>> views,
      List<Comparison> comparisons,
      List<TrainingInfo> trainings) {
    return new RunResults(
        RunResults.SCHEMA_VERSION,
        new DatasetInfo("ml-1m", "0123", false, 6040, 3706, 1_000_209),
        slice,
        new EnvironmentInfo("0.1.0", "abc", "17", "0.36.0", "2.7.1", "cpu", 2, "a processor", 900L),
        trainings.stream().map(TrainingInfo::seed).toList(),
        views,
        Map.of(),
        comparisons,
        List.of(),
        Map.of(),
        trainings,
        null,
        Map.of(),
        Map.of(),
        List.of());
  }

  private static Map<String, MetricSummary> scores(double value) {
    return Map.of(
        "hit@10", new MetricSummary(value, 0.001, List.of(value - 7e-4, value + 7e-4), null),
        "recall@10", new MetricSummary(value, 0.001, List.of(value, value), null),
        "ndcg@10", new MetricSummary(value / 2, Double.NaN, List.of(value / 2, value / 2), null));
  }

  /** A finished slice, as far as the tables look. */
  private void slice(Path folder, String objective, String genre, double share, double pRecall) {
    Map<String, Map<String, MetricSummary>> models = new LinkedHashMap<>();
    models.put("generic", scores(0.25));
    models.put("distilled", scores(0.27));
    models.put("fine-tuned", scores(0.29));
    models.put("popular", scores(0.2));
    models.put("ease", scores(0.3));
    RunFolder run = RunFolder.at(folder, true);
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("data", "/far/away");
    config.put("objective", objective);
    config.put("genre", genre);
    config.put("min-genre-share", share);
    if (objective.equals("dense-all-action")) {
      config.put("targets", "decay:0.5");
    }
    run.writeConfig(config);
    run.writeResults(
        results(
            new SliceInfo(genre, 81, 33),
            Map.of(View.LIKE_FOR_LIKE.label(), models),
            List.of(
                comparison("distilled", "recall@10", 0.02, pRecall),
                comparison("fine-tuned", "recall@10", 0.04, 0.001),
                comparison("distilled", "ndcg@10", 0.02, 0.5),
                comparison("distilled", "p90_coverage@10", 0.02, Double.NaN))));
  }

  @Test
  void nothingKeptIsSaid() throws IOException {
    results.rewrite();

    assertThat(page)
        .content()
        .startsWith("Words.\n<!-- table: leave-one-out -->\n")
        .endsWith("<!-- end -->\nMore words.\n")
        .contains("not run yet")
        .contains("| HSTU-large in RecTools | ml-1m | 0.3642 | 0.2164 |")
        .containsSubsequence("<!-- table: question-recall -->", "*Not run yet.*", "<!-- end -->")
        .doesNotContain("old");
  }

  @Test
  void leaveOneOutIsWhatTheResultsSay() throws IOException {
    RunFolder run = RunFolder.at(root.resolve("run"), false);
    run.writeConfig(Map.of("data", "/far/away", "split", "leave-one-out"));
    run.writeResults(
        results(
            null, Map.of(View.AS_PUBLISHED.label(), Map.of("generic", scores(0.31))), List.of()));

    results.keep("ml-1m-some-preset", run.path());
    results.rewrite();

    assertThat(page)
        .content()
        .contains(
            "| **ml-1m-some-preset** | ml-1m | 0.3100 ± 0.0010 | 0.1550 | 2 | 20–24 of 28–30"
                + " | 55 min | a processor, 2 threads |")
        .doesNotContain("this program: not run yet");
    Path copy = root.resolve("docs/results/ml-1m-some-preset");
    assertThat(copy.resolve("results.json")).hasSameBinaryContentAs(run.file("results.json"));
    assertThat(copy.resolve("config.yaml")).content().contains("data: data/ml-1m\n");
    assertThat(copy.resolve("config.yaml")).content().doesNotContain("far");
  }

  /** A run of one seed, with the same hit@10 and ndcg@10. */
  private void seed(String folder, long seed, double value, int layers) {
    RunFolder run = RunFolder.at(root.resolve(folder), false);
    run.writeConfig(
        Map.of("data", "/far/away", "split", "leave-one-out", "layers", layers, "seeds", seed));
    MetricSummary metric = new MetricSummary(value, Double.NaN, List.of(value), null);
    run.writeResults(
        results(
            null,
            Map.of(
                View.AS_PUBLISHED.label(),
                Map.of("generic", Map.of("hit@10", metric, "ndcg@10", metric))),
            List.of(),
            List.of(
                new TrainingInfo(
                    seed, "generic", 30 + (int) seed, 20, 0.2, 60 * seed, List.of()))));
  }

  @Test
  void runsThatDifferInTheirSeedsAloneAreOneRow() throws IOException {
    seed("runs/one", 1, 0.30, 2);
    seed("runs/two", 2, 0.31, 2);
    seed("runs/four", 4, 0.35, 2);
    results.keep("several", root.resolve("runs"));
    results.rewrite();

    assertThat(page)
        .content()
        .contains(
            "| **several** | ml-1m | 0.3200 ± 0.0265 | 0.3200 ± 0.0265 | 3 | 20 of 31–34 | 2 min |")
        .containsOnlyOnce("**several**");
  }

  @Test
  void otherRunsUnderOneNameAreRefused() throws IOException {
    seed("runs/one", 1, 0.30, 2);
    seed("runs/two", 2, 0.31, 3);
    results.keep("several", root.resolve("runs"));
    assertThatIllegalArgumentException()
        .isThrownBy(results::rewrite)
        .withMessageMatching("docs/results/several: its runs must differ in their seeds alone.*");
  }

  @Test
  void oneSeedTwiceUnderOneNameIsRefused() throws IOException {
    seed("runs/one", 1, 0.30, 2);
    seed("runs/two", 1, 0.31, 2);
    results.keep("several", root.resolve("runs"));

    assertThatIllegalArgumentException()
        .isThrownBy(results::rewrite)
        .withMessageMatching("docs/results/several: its runs must differ in their seeds alone.*");
  }

  @Test
  void theQuestionIsAnsweredForEverySlice() throws IOException {
    slice(root.resolve("many/sci-fi"), "all-action", "Sci-Fi", 0.5, 0.004);
    slice(root.resolve("many/horror"), "all-action", "Horror", 0.5, 0.01);
    slice(root.resolve("many/other"), "next-action", "Horror", 0.5, 0.01);
    slice(root.resolve("many/today"), "dense-all-action", "Horror", 0.5, 0.01);

    results.keep("many", root.resolve("many"));
    results.rewrite();

    // Four tests of distilled with the first objective have a p: the smallest counts four times,
    // the next three times. The second objective has two.
    String start =
        " | 0.5 | 81 | 0.2500 ± 0.0010 | 0.2700 ± 0.0010 | 0.2900 ± 0.0010 | ease 0.3000 |";
    String difference = " +0.0200 [+0.0100, +0.0300] |";
    String ofTuned = " +0.0400 [+0.0300, +0.0500] |";
    assertThat(page)
        .content()
        .containsSubsequence(
            "question-recall",
            "| ml-1m | dense-all-action decay:0.5 | Horror" + start + difference + " 0.020 |",
            "question-ndcg",
            "| ml-1m | dense-all-action decay:0.5 | Horror | 0.5 | 81 |",
            "earlier-recall",
            "| ml-1m | all-action | Horror" + start + difference + " 0.030 |" + ofTuned + " 2 |\n",
            "| ml-1m | all-action | Sci-Fi" + start + difference + " 0.016 |" + ofTuned + " 2 |\n",
            "| ml-1m | next-action | Horror" + start + difference + " 0.020 |" + ofTuned + " 2 |\n",
            "earlier-ndcg",
            "| ml-1m | all-action | Horror | 0.5 | 81 | 0.1250 | 0.1350 | 0.1450 | ease 0.1500 |"
                + difference
                + " 1.000 |  | 2 |\n");
  }

  /** The same with what recall's difference is made of. */
  private static RunResults takenApart(RunResults with) {
    Interval around = new Interval(-0.5, 0.5);
    return new RunResults(
        with.schemaVersion(),
        with.dataset(),
        with.slice(),
        with.environment(),
        with.seeds(),
        with.views(),
        with.scopes(),
        with.comparisons(),
        with.warnings(),
        with.timings(),
        with.trainings(),
        with.judging(),
        with.lags(),
        with.lateFilms(),
        List.of(
            new Decomposition(
                View.LIKE_FOR_LIKE.label(),
                "recall@10",
                new TwoByTwo.Effects(
                    new TwoByTwo.Effect(0.03, around),
                    new TwoByTwo.Effect(0.01, around),
                    new TwoByTwo.Effect(0.02, around),
                    new TwoByTwo.Effect(-0.04, around)))));
  }

  @Test
  void whatTakesTheDifferenceApartIsShownWhereARunHasIt() throws IOException {
    slice(root.resolve("many/horror"), "all-action", "Horror", 0.5, 0.01);
    RunFolder run = RunFolder.at(root.resolve("many/drama"), false);
    run.writeConfig(Map.of("data", "/far/away", "genre", "Drama", "min-genre-share", 0.5));
    RunResults with =
        results(
            new SliceInfo("Drama", 1234, 33),
            Map.of(
                View.LIKE_FOR_LIKE.label(),
                Map.of(
                    "generic",
                    scores(0.25),
                    "devotees",
                    scores(0.125),
                    "ease",
                    scores(0.375),
                    "transitions-distilled",
                    scores(0.0625))),
            List.of(
                comparison("distilled", "recall@10", 0.02, 0.5),
                comparison("distilled", "ndcg@10", 0.03, 0.5)));
    run.writeResults(takenApart(with));

    results.keep("parts", root.resolve("many"));
    results.rewrite();

    String interval = " [-0.5000, +0.5000] |";
    assertThat(page)
        .content()
        .containsSubsequence(
            "parts-models -->",
            "| ml-1m | Drama | 1,234 | 2 | 0.2500 ± 0.0010 |  | 0.1250 ± 0.0010 |  |\n"
                + "\n<!-- end -->",
            "parts-differences -->",
            "| ml-1m | Drama | like-for-like | 81 | +0.0300" + interval + " +0.0100" + interval,
            " +0.0200" + interval + " -0.0400" + interval + "\n\n<!-- end -->",
            "baselines -->",
            "| ml-1m | Drama | like-for-like | everybody | `generic` 0.2500 ± 0.0010 |  |  |  |"
                + " 0.3750 ± 0.0010 |  |  |\n",
            "| ml-1m | Drama | like-for-like | the slice | `distilled`  |  |  |  |  |  |"
                + " 0.0625 ± 0.0010 |\n\n<!-- end -->");
  }

  /** With every model of the answer. */
  private void answer(String folder, List<String> own, double distilled, boolean takenApart) {
    Map<String, Map<String, MetricSummary>> models = new LinkedHashMap<>();
    List.of("generic", "fine-tuned", "continued", "taught", "ease-recent", "ease-recent-distilled")
        .forEach(model -> models.put(model, scores(0.25)));
    models.put("distilled", scores(distilled));
    RunFolder run = RunFolder.at(root.resolve(folder), false);
    run.writeConfig(
        Map.of(
            "data",
            "/far/away",
            "genre",
            "Drama",
            "min-genre-share",
            0.5,
            "distilled-options",
            own));
    RunResults made =
        results(
            new SliceInfo("Drama", 1234, 33),
            Map.of(View.LIKE_FOR_LIKE.label(), models),
            List.of(
                comparison("distilled", "recall@10", 0.02, 0.5),
                comparison("taught", "ndcg@10", 0.03, 0.5)));
    run.writeResults(takenApart ? takenApart(made) : made);
  }

  @Test
  void theAnswerIsOfRunsInWhichEachModelHasItsOwnOptions() throws IOException {
    answer("many/own", List.of("attention=pointwise", "window=128"), 0.5, false);
    answer("many/alike", List.of("none"), 0.125, true);
    results.keep("answer", root.resolve("many"));
    results.rewrite();

    String row = "| ml-1m | Drama | 1,234 |";
    assertThat(page)
        .content()
        .containsSubsequence(
            "own-options -->",
            row + " recall@10 | 0.1250 ± 0.0010 | 0.5000 ± 0.0010 | 0.2500 ± 0.0010 |",
            row + " ndcg@10 | 0.0625 | 0.2500 |",
            "<!-- end -->",
            "answer-recall -->",
            row + " 2 | 0.2500 ± 0.0010 | 0.5000 ± 0.0010 |",
            "answer-ndcg -->",
            row + " 2 | 0.1250 | 0.2500 |",
            "answer-differences -->",
            "| ml-1m | Drama | like-for-like | 81 | +0.0200 [+0.0100, +0.0300] |  |  |  |  |",
            "| ml-1m | Drama | later |  |  |  |  |  |  |",
            "taught -->",
            row + " recall@10 |  |  |",
            row + " ndcg@10 |  | +0.0300 [+0.0200, +0.0400] |")
        .doesNotContainPattern("(?s)answer-recall -->.*0.1250 ± 0.0010.*parts-models");
  }

  @Test
  void ownOptionsAreScoredOnWhatWasKeptBack() throws IOException {
    String header =
        "trial,seed,validation_ndcg@10,validation_recall@10,kept_back_ndcg@10,kept_back_recall@10,"
            + "later_ndcg@10,later_recall@10\n";
    String base = "base,1,0.2,0.4,0.1,0.2,0.1,0.1\n";
    Path one = Files.createDirectories(root.resolve("docs/results/distilled-one"));
    Path two = Files.createDirectories(root.resolve("docs/results/distilled-two"));
    Files.writeString(
        one.resolve("rehearsal.csv"),
        header + base + "x,1,0.3,0.4,0.15,0.3,0,0\ny,1,0.2,0.4,0.1,0.2,0,0\n");
    Files.writeString(two.resolve("rehearsal.csv"), header + base + "x,1,0.1,0.2,0.1,0.1,0,0\n");
    Path last = Files.createDirectories(root.resolve("docs/results/finalists-one"));
    Files.writeString(last.resolve("rehearsal.csv"), header + base + "x,1,0.2,0.4,0.2,0.2,0,0\n");
    results.rewrite();

    assertThat(page)
        .content()
        .containsSubsequence(
            "own-distilled -->",
            "| trial | one | two | mean |",
            "| base | 1.000 (1.000) | 1.000 (1.000) | 1.000 |",
            "| x | 1.500 (1.250) | 0.750 (0.500) | 1.125 |",
            "| y | 1.000 (1.000) | not run |  |",
            "own-finalists -->",
            "| trial | one | mean |",
            "| x | 1.500 (1.000) | 1.500 |");
  }

  @Test
  void nearAndFarHasEachTrainingAndEachBaselineOnce() throws IOException {
    for (String objective : List.of("dense-all-action", "next-action")) {
      RunFolder run = RunFolder.at(root.resolve("far/" + objective), false);
      run.writeConfig(Map.of("data", "/far/away", "objective", objective, "targets", "decay:0.5"));
      RunResults plain =
          results(
              null,
              Map.of(
                  View.AS_PUBLISHED.label(),
                  Map.of("generic", scores(0.25), "popular", scores(0.125)),
                  View.LATER.label(),
                  Map.of("generic", scores(0.1), "popular", scores(0.2))),
              List.of());
      Map<String, LagTable> byLag = new LinkedHashMap<>();
      for (Lag lag : Lag.values()) {
        List<Double> shares = new ArrayList<>();
        for (int bin = 1; bin <= lag.bins().size(); bin++) {
          shares.add(bin / 8.0);
        }
        List<Long> events = Collections.nCopies(shares.size(), 8L);
        List<Double> pooled = Collections.nCopies(shares.size(), 0.9);
        byLag.put(
            lag.label(),
            new LagTable(lag.bins(), events, pooled, List.of(pooled), shares, List.of(shares)));
      }
      LagSummary lags = new LagSummary(8, 0, byLag);
      run.writeResults(
          new RunResults(
              plain.schemaVersion(),
              plain.dataset(),
              plain.slice(),
              plain.environment(),
              plain.seeds(),
              plain.views(),
              plain.scopes(),
              plain.comparisons(),
              plain.warnings(),
              plain.timings(),
              plain.trainings(),
              plain.judging(),
              Map.of(View.AS_PUBLISHED.label(), Map.of("generic", lags, "popular", lags)),
              plain.lateFilms(),
              plain.decompositions()));
    }
    results.keep("near-and-far", root.resolve("far"));
    results.rewrite();

    String shares = " 0.125 | 0.375 | 0.625 | 0.750 | 0.125 | 0.500 | 0.625 |";
    String ofGeneric =
        " | 2 | 0.2500 ± 0.0010 | 0.1250 | 0.1000 ± 0.0010 | 0.0500 |" + shares + "\n";
    assertThat(page)
        .content()
        .containsSubsequence(
            "near-and-far -->",
            "| ml-1m | `generic`, decay:0.5" + ofGeneric,
            "| ml-1m | `generic`, next-action" + ofGeneric,
            "| ml-1m | `popular` |  | 0.1250 ± 0.0010 | 0.0625 | 0.2000 ± 0.0010 | 0.1000 |"
                + shares
                + "\n\n<!-- end -->");
  }

  @Test
  void mistakesAreOneLine() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> results.keep("../x", root))
        .withMessageMatching(".*is not a name of .*");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> results.keep("x", root))
        .withMessageMatching(".* has no results.json; .*");
    Files.writeString(page, PAGE.replace("question-ndcg", "question-nothing"));
    assertThatIllegalArgumentException()
        .isThrownBy(results::rewrite)
        .withMessageMatching(".*RESULTS.md has the tables .*question-nothing.*");
  }

  /** The page of the repository itself. */
  @Test
  void thePublishedPageIsUpToDate() throws IOException {
    assertThat(new ResultsPage(Path.of("")).upToDate())
        .as("docs/RESULTS.md; run ResultsPage, as its Javadoc says, to write its tables anew")
        .isEqualTo(Files.readString(Path.of("docs/RESULTS.md")));
  }

  @Test
  void halvesAreRoundedFromTheirBinaryValue() {
    assertThat(Cell.value(0.00005)).as("slightly above").isEqualTo("0.0001");
    assertThat(Cell.value(0.00015)).as("slightly below").isEqualTo("0.0001");
    assertThat(Cell.signed(-0.00001)).isEqualTo("-0.0000");
    assertThat(Cell.duration(90.5)).isEqualTo("90 s");
    assertThat(Cell.duration(95)).isEqualTo("2 min");
    assertThat(Cell.duration(3725.0 * 2)).isEqualTo("2 h 04 min");
  }

  @Test
  void comparesTheTrialsOfAnAblationSeedBySeed() throws IOException {
    Path ablation = Files.createDirectories(root.resolve("runs").resolve("study"));
    Files.writeString(
        ablation.resolve("ablation.csv"),
        """
        trial,seed,best_epoch,epochs,validation_ndcg@10,seconds
        base,1,5,6,0.10,60.5
        base,2,6,6,0.20,61.5
        "time, all",1,5,6,0.13,90
        "time, all",2,5,6,0.22,90
        late,2,5,6,0.25,30
        """);

    results.keep("study", ablation);
    results.rewrite();

    assertThat(Files.readString(page))
        .contains(
            """
            | study | base | 0.1500 ± 0.0707 |  | 1, 2 | 61 s |
            | study | time, all | 0.1750 ± 0.0636 | +0.0250 ± 0.0071 | 1, 2 | 90 s |
            | study | late | 0.2500 | +0.0500 ± 0.0000 | 2 | 30 s |
            """);
    assertThat(results.upToDate()).isEqualTo(Files.readString(page));
  }

  @Test
  void aRehearsalShowsWhatCameLaterAndScoresByTheRule() throws IOException {
    Path ablation = Files.createDirectories(root.resolve("runs").resolve("study"));
    Files.writeString(
        ablation.resolve("rehearsal.csv"),
        """
        trial,seed,best_epoch,epochs,validation_ndcg@10,seconds,validation_recall@10,kept_back_recall@10,kept_back_ndcg@10,later_recall@10,later_ndcg@10
        base,1,5,6,0.10,60,0.20,0.3,0.4,0.05,0.06
        base,2,5,6,0.20,60,0.20,0.3,0.4,0.05,0.06
        other,1,5,6,0.30,60,0.30,0.2,0.3,0.04,0.05
        other,2,5,6,0.30,60,0.30,0.2,0.3,0.04,0.05
        next-action,1,5,6,0.45,60,0.20,0.1,0.2,0.06,0.07
        """);

    results.keep("targets-here", ablation);
    results.rewrite();

    assertThat(Files.readString(page))
        .contains(
            "| targets-here | base | 0.1500 ± 0.0707 | 0.2000 | 0.4000 | 0.3000 | 0.0600 | 0.0500 |"
                + " 2 |",
            "| *rank correlation with the first column* |  | +0.0000 | -1.0000 | -1.0000 | +0.5000"
                + " | +0.5000 |  |",
            "| trial | here | score |",
            "| base | 1.000 | 1.000 |",
            "| other | 1.750 | 1.750 |",
            "| next-action | 2.000 | (2.000) |");
  }
}
