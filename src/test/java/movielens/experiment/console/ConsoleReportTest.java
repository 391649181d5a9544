package movielens.experiment.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import movielens.experiment.evaluation.Interval;
import movielens.experiment.evaluation.View;
import movielens.experiment.report.Finding;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.MetricSummary;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.SampleResults;
import movielens.experiment.run.ViewScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleReportTest {
  private static final Terminal PIPE = new Terminal(false, false, true);
  private static final Comparison BETTER = SampleResults.comparison(0.02, 0.01, 0.03, 0.004, 81);

  @Test
  void isTextThatAPersonCanRead() {
    RunResults results = SampleResults.of(false, List.of(1L, 2L), BETTER);

    assertThat(print(results, PIPE))
        .isEqualToNormalizingNewlines(
            """
            Data    ml-test: 1,234 users, 99 movies, 56,789 events (sha256 0123456789ab)
            Slice   Horror: 81 power users, 33 genre movies
            Models  generic, distilled, popular
            Seeds   1, 2
            Device  cpu, 2 threads; version 0.1.0 (abc1234)
            Memory  900 MiB at most

            like-for-like, mean ± sd over 2 seeds
            81 users, 33 movies ranked
            metric                  generic         distilled  popular
            ──────────────────────────────────────────────────────────
            recall@10      0.1000 ± 0.0123   0.1200 ± 0.0123*  0.0500
            popularity@10  0.2500 ± 0.0123   0.5000 ± 0.0123   0.7500

            Differences (a − b), paired by user, with 95% bootstrap interval and Wilcoxon p
            a − b                metric     difference        95% interval      p  Holm p  users    a is
            ────────────────────────────────────────────────────────────────────────────────────────────
            distilled − generic  recall@10     +0.0200  [+0.0100, +0.0300]  0.002   0.004     81  higher

            as-published (not comparable: each model has its own people and catalogue), mean ± sd over 2 seeds
            1,234 users, 99 movies ranked: generic
            81 users, 33 movies ranked: distilled
            metric                  generic         distilled
            ─────────────────────────────────────────────────
            recall@10      0.3000 ± 0.0123   0.2000 ± 0.0123
            popularity@10  0.5000 ± 0.0123   0.5000 ± 0.0123

            Warning: item-knn left out: too many items

            Finding: distilled is better than generic: on these 81 users the recall@10 of distilled is 0.1200, that of generic
            0.1000, difference +0.0200 [+0.0100, +0.0300], Holm p 0.004. Of all 3 models distilled has the highest recall@10,
            0.1200.

            Written to runs/x
            """);
  }

  @Test
  void saysLoudlyWhenDataAreSynthetic() {
    String text = print(SampleResults.of(true, List.of(1L), BETTER), PIPE);

    assertThat(text).startsWith("*** SYNTHETIC DATA").contains("says nothing about people.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.02|-0.01|0.05|0.3|81|Inconclusive between distilled and generic, the interval contains"
            + " 0: on",
        "0.02|0|0.05|0.3|81|Inconclusive between distilled and generic, the interval contains 0:"
            + " on",
        "0.02|NaN|NaN|NaN|81|Inconclusive between",
        "0.02|0.01|0.05|0.2|81|distilled is ahead of generic, but not significantly after"
            + " correction: on",
        "-0.02|-0.05|-0.01|0.0004|81|generic is better than distilled: on",
        "0.02|0.01|0.05|0.01|29|With fewer than 30 users the comparison is weak.",
      })
  void theFindingSaysHowSureItIs(
      double difference, double low, double high, double p, int users, String words) {
    Comparison comparison = SampleResults.comparison(difference, low, high, p, users);

    assertThat(Finding.of(SampleResults.of(false, List.of(1L), comparison)))
        .contains(words)
        .contains("One seed only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.01|0.03|0.004|0.9|distilled is better than generic: on",
        "0.01|0.03|0.004|0.04|distilled is better than generic, but by less than 0.02: on",
        "0.01|0.03|0.06|0.9|distilled is ahead of generic, but the sign-flip test does not confirm"
            + " it: on",
        "-0.01|0.03|0.3|0.9|Inconclusive between distilled and generic, the interval contains 0:"
            + " on",
        "-0.01|0.019|0.3|0.04|No difference between distilled and generic, it is smaller than 0.02"
            + " either way: on",
      })
  void theFindingSpeaksOfUsersAndSeeds(
      double low, double high, double p, double pEquivalence, String words) {
    Comparison judged =
        SampleResults.judged(BETTER, true, new Interval(low, high), p, pEquivalence);
    RunResults results = SampleResults.withLags(SampleResults.of(false, List.of(1L, 2L), judged));

    assertThat(Finding.of(results)).startsWith(words);
    String text = print(results, PIPE);
    assertThat(text)
        .contains("95% interval over users and seeds and sign-flip p", "+0.25", "50%/38%");
    String side = low > 0 && p < 0.05 ? "higher" : pEquivalence < 0.05 ? "equal" : "inconclusive";
    assertThat(text).contains(side);
  }

  @Test
  void theFindingSaysHowItIsLater() {
    Comparison first = SampleResults.judged(BETTER, true, new Interval(0.01, 0.03), 0.01, 0.9);
    Comparison later =
        SampleResults.judged(
            new Comparison(
                "later", "recall@10", "distilled", "generic", 0, -1, 1, 1, 1, 6, false, null),
            false,
            new Interval(-0.1, 0.1),
            0.7,
            0.9);
    RunResults results =
        SampleResults.withLags(SampleResults.of(false, List.of(1L, 2L), first, later));

    assertThat(Finding.of(results))
        .endsWith(
            " On their test events at least 7 days after the training part (6 users): too few to"
                + " say; difference +0.0000 [−0.1000, +0.1000], p 0.700.");
  }

  @Test
  void lagsAreTablesOfWhatWasFound() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LagReport report = new LagReport(new PrintStream(bytes, true, StandardCharsets.UTF_8), PIPE);
    report.print(SampleResults.withLags(SampleResults.of(false, List.of(1L))));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """

            like-for-like: share of test events in the top 10, by when they come, mean over users
            10.0% of these users' 10 test events are of movies without a training event: no model finds them.

            rank        near  far
            ─────────────────────
            (events)       8    0
            generic   0.2500  n/a
            """);
    bytes.reset();
    report.print(SampleResults.of(false, List.of(1L)));
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("of an earlier version");
  }

  @Test
  void withoutComparisonsNothingIsClaimed() {
    assertThat(Finding.of(SampleResults.of(false, List.of(1L, 2L))))
        .isEqualTo(
            "No pair of models was compared on recall@10, so this run says nothing about which is"
                + " better.");
  }

  @Test
  void onlyTheFirstPairShowsEveryMetric() {
    Comparison entropy = comparison("mrr@10", "distilled", "generic");
    Comparison hidden = comparison("mrr@10", "distilled", "popular");
    Comparison usual = comparison("ndcg@10", "distilled", "popular");

    String text = print(SampleResults.of(false, List.of(1L), BETTER, entropy, hidden, usual), PIPE);

    assertThat(text).contains("All 4 differences are in results.json.");
    assertThat(text.split("mrr@10", -1)).hasSize(2);
    assertThat(text).containsPattern("distilled − popular +ndcg@10");
  }

  @Test
  void aLongPairTakesTwoOfItsRows() {
    String longName = "recent-popular-distilled";
    String text =
        print(
            SampleResults.of(
                false,
                List.of(1L),
                BETTER,
                comparison("recall@10", longName, "recent-popular"),
                comparison("ndcg@10", longName, "recent-popular"),
                comparison("recall@10", "ease-recent-distilled", "ease-recent")),
            PIPE);

    assertThat(text)
        .containsPattern("\nrecent-popular-distilled +recall@10 .*\n− recent-popular +ndcg@10 ")
        .containsPattern("\nease-recent-distilled − ease-recent +recall@10 ");
  }

  private static Comparison comparison(String metric, String a, String b) {
    return new Comparison(
        View.LIKE_FOR_LIKE.label(), metric, a, b, 0.1, 0.05, 0.2, 0.1, 0.2, 81, false, null);
  }

  @Test
  void lateFilmsAreOneParagraph() {
    RunResults of = SampleResults.of(false, List.of(1L), BETTER);
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("generic", 0.134);
    shares.put("popular", 0.0);
    RunResults late =
        new RunResults(
            1,
            of.dataset(),
            of.slice(),
            of.environment(),
            of.seeds(),
            of.views(),
            of.scopes(),
            of.comparisons(),
            of.warnings(),
            of.timings(),
            of.trainings(),
            of.judging(),
            of.lags(),
            shares,
            List.of());

    assertThat(print(of, PIPE)).doesNotContain("Late films");
    assertThat(print(late, PIPE).replaceAll("\\R +", " "))
        .contains(
            "Late films, whose first event lies after the user's last: generic 13%, popular 0% of"
                + " the top-10 slots.")
        .contains("--split temporal");
  }

  @Test
  void nothingIsBestWhereCataloguesDiffer() {
    RunResults base = SampleResults.of(false, List.of(1L));
    ViewScope differing = base.scopes().get(View.AS_PUBLISHED.label());
    RunResults results =
        new RunResults(
            1,
            base.dataset(),
            base.slice(),
            base.environment(),
            base.seeds(),
            Map.of(View.GENERIC_REACH.label(), base.views().get(View.LIKE_FOR_LIKE.label())),
            Map.of(View.GENERIC_REACH.label(), new ViewScope(true, differing.models())),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            null,
            Map.of(),
            Map.of(),
            List.of());

    assertThat(print(results, PIPE)).contains("generic-reach", "0.1200").doesNotContain("*");
  }

  @Test
  void asciiTerminalsGetAscii() {
    String text = print(SampleResults.of(true, List.of(1L, 2L), BETTER), Terminal.PLAIN);

    assertThat(text).contains("0.1200 +- 0.0123*", "distilled - generic");
    assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text)).isTrue();
  }

  @Test
  void colourTerminalsGetBoldWhichTakesNoRoom() {
    RunResults results = SampleResults.of(false, List.of(1L, 2L), BETTER);

    String coloured = print(results, new Terminal(true, true, true));

    assertThat(coloured).contains("\u001b[1m0.1200 ± 0.0123*\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(print(results, PIPE));
  }

  @Test
  void neverWiderThanThePage() {
    Map<String, Map<String, MetricSummary>> models = new LinkedHashMap<>();
    for (String model :
        List.of(
            "generic",
            "distilled",
            "fine-tuned",
            "popular",
            "recent-popular",
            "item-knn",
            "ease")) {
      models.put(
          model,
          Map.of(
              "interest_entropy@50", new MetricSummary(1.2345, 0.0123, List.of(1.0, 2.0), null)));
    }
    RunResults base = SampleResults.of(false, List.of(1L, 2L), BETTER);
    RunResults wide =
        new RunResults(
            1,
            base.dataset(),
            null,
            base.environment(),
            base.seeds(),
            Map.of(View.LIKE_FOR_LIKE.label(), models),
            Map.of(),
            List.of(),
            List.of("word ".repeat(60).strip()),
            Map.of(),
            List.of(),
            null,
            Map.of(),
            Map.of(),
            List.of());

    String text = print(wide, PIPE);

    assertThat(text.lines()).allMatch(line -> line.length() <= 120);
    assertThat(text).contains("ease").doesNotContain("Slice");
    assertThat(text.split("interest_entropy@50", -1)).hasSize(3);
  }

  private static String print(RunResults results, Terminal terminal) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new ConsoleReport(out, terminal).print(results, Path.of("runs", "x"));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
