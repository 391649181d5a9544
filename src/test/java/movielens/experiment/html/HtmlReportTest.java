package movielens.experiment.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import movielens.experiment.evaluation.View;
import movielens.experiment.files.DataException;
import movielens.experiment.report.Finding;
import movielens.experiment.run.Comparison;
import movielens.experiment.run.MetricSummary;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;
import movielens.experiment.run.SampleFolder;
import movielens.experiment.run.SampleResults;
import movielens.experiment.run.TrainingRow;
import org.jfree.chart.plot.XYPlot;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final List<String> SECTIONS =
      List.of(
          "table",
          "differences",
          "users",
          "training",
          "coverage",
          "genres",
          "stories",
          "views",
          "repeat");

  private static String page;
  private static Document document;

  @TempDir private Path parent;

  @BeforeAll
  static void drawOnce(@TempDir Path folder) throws IOException {
    RunFolder run = SampleFolder.full(folder);
    HtmlReport.write(run);
    page = Files.readString(run.file(RunFolder.REPORT));
    document = Jsoup.parse(page);
  }

  @Test
  void answersBeforeAnythingElse() {
    String answer = Finding.sentence(SampleFolder.results());

    assertThat(document.body().text()).startsWith(answer);
    assertThat(document.select("h1")).singleElement().extracting(Element::text).isEqualTo(answer);
    assertThat(document.select(".weak li").eachText())
        .contains("The data are synthetic: this says nothing about people.")
        .contains("Warning: item-knn left out: too many items");
  }

  @Test
  void theMiddleBarCountsThoseWhoAreTheSame() {
    double[] differences = {-0.3, -0.004, 0, 0, 0.004, 0.2};
    XYPlot plot =
        DifferencePlot.of(differences, SampleResults.comparison(0, -0.1, 0.1, 1, 6)).getXYPlot();

    assertThat(plot.getDataset().getItemCount(1)).isEqualTo(1);
    assertThat(plot.getDataset().getYValue(1, 0)).isEqualTo(2);
    double all = 0;
    for (int series = 0; series < 3; series++) {
      for (int bin = 0; bin < plot.getDataset().getItemCount(series); bin++) {
        all += plot.getDataset().getYValue(series, bin);
      }
    }
    assertThat(all).isEqualTo(differences.length);
  }

  @Test
  void theKeptEpochIsMarked() {
    List<TrainingRow> rows =
        List.of(
            new TrainingRow(1, "generic", 1, 7, 0.1, 1e-3, 1, 9),
            new TrainingRow(1, "generic", 2, 6, 0.2, 1e-3, 1, 9));
    XYPlot plot =
        EpochPlot.of(rows, Map.of(1L, 2), Ink.GENERIC, "loss", TrainingRow::loss).getXYPlot();

    assertThat(plot.getDataset(1).getItemCount(0)).isEqualTo(1);
    assertThat(plot.getDataset(1).getXValue(0, 0)).isEqualTo(2);
    assertThat(plot.getDomainAxis().getLabel()).isEqualTo("epoch");
    assertThat(plot.getRangeAxis().getLabel()).isEqualTo("loss");
  }

  @Test
  void explainsItsWordsAndWhereTheDataComeFrom() {
    assertThat(document.select("#words dt").eachText())
        .contains("power user", "recall@10", "popularity@10", "like-for-like", "Holm p");
    assertThat(document.select("#repeat").text()).contains("These data are synthetic");

    RunFolder folder = RunFolder.at(parent, false);
    folder.writeResults(SampleResults.of(false, List.of(1L)));
    assertThat(draw(folder).select("#repeat").text())
        .contains("Harper and Joseph A. Konstan. 2015");
  }

  @Test
  void minusSignsAreOfOneKind() {
    assertThat(document.select("td, svg text, h1").text()).doesNotContainPattern("-\\d");
    assertThat(document.select("#differences td").text()).contains("−0.0100");
  }

  @Test
  void twoTablesStandOpenAndTheRestIsFolded() {
    assertThat(document.select("main table").stream().filter(t -> t.closest("details") == null))
        .hasSize(2);
    assertThat(document.select(".differences td[data-head]")).isNotEmpty();
    assertThat(document.select("style").html()).contains(".differences td[data-head=");
  }

  @Test
  void hasEverySectionAndNoEmptyOne() {
    for (String id : SECTIONS) {
      assertThat(document.select("section#" + id + " > h2")).as(id).hasSize(1);
    }
    assertThat(document.select("nav a").eachAttr("href"))
        .allSatisfy(link -> assertThat(document.select(link)).as(link).hasSize(1));
    assertThat(document.select(".none").eachText())
        .containsExactly("No validation ndcg@10 was measured.");
  }

  @Test
  void everyChartIsDrawnAndDescribed() {
    assertThat(document.select("figure > svg").eachAttr("aria-label"))
        .hasSameSizeAs(document.select("figure"))
        .hasSizeGreaterThanOrEqualTo(9)
        .doesNotHaveDuplicates()
        .allSatisfy(label -> assertThat(label).hasSizeGreaterThan(20));
    for (Element svg : document.select("svg")) {
      String what = svg.attr("aria-label");
      assertThat(svg.attr("role")).as(what).isEqualTo("img");
      assertThat(svg.attr("viewBox")).as(what).startsWith("0 0 380 ");
      assertThat(svg.select("text")).as(what).hasSizeGreaterThan(2);
      assertThat(svg.select("path, circle, rect, line")).as(what).hasSizeGreaterThan(3);
    }
  }

  @Test
  void chartsHaveTheColoursOfThePage() {
    for (Element shape : document.select("svg *")) {
      for (String paint : List.of(shape.attr("fill"), shape.attr("stroke"))) {
        assertThat(paint).as(shape.outerHtml()).doesNotContain("rgb").doesNotContain("#");
      }
    }
    assertThat(document.select("svg [fill='var(--distilled)'], svg [stroke='var(--distilled)']"))
        .isNotEmpty();
    String style = document.select("style").html();
    for (Ink ink : Ink.values()) {
      assertThat(style.split(ink.variable() + ": #", -1)).as(ink.variable()).hasSize(3);
    }
  }

  @Test
  void titlesComeOutAsText() {
    assertThat(document.select("script")).isEmpty();
    assertThat(document.select("bdi").eachText()).contains(SampleFolder.SCRIPT);
    assertThat(document.select("bdi").stream().map(Element::wholeText))
        .contains(SampleFolder.ARABIC);
    assertThat(page).doesNotContain("<script");
  }

  @Test
  void marksHitsAndNamesWhatIsUnknownById() {
    Element story = document.select(".story").first();

    assertThat(story.select(".past li").eachText()).contains("movie 99");
    assertThat(story.select(".lists section").eachText()).hasSize(3);
    assertThat(story.select("li .hit bdi").eachText()).contains("Film 4, \"The\" (1999)");
  }

  @Test
  void loadsAndRunsNothing() {
    assertThat(document.select("[src], [srcset], link, script, iframe, object, form, base"))
        .isEmpty();
    assertThat(document.select("[href]").eachAttr("href"))
        .allSatisfy(link -> assertThat(link).startsWith("#"));
    for (Element element : document.getAllElements()) {
      element
          .attributes()
          .forEach(attribute -> assertThat(attribute.getKey()).doesNotStartWith("on"));
    }
    assertThat(page.replace("url(#", "")).doesNotContain("url(").doesNotContain("@import");
    assertThat(document.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .startsWith("default-src 'none'");
  }

  @Test
  void isWellFormedWithUniqueIds() throws Exception {
    String xml = page.replace("<!DOCTYPE html>", "");
    DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));

    assertThat(document.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    assertThat(document.select("html").attr("lang")).isEqualTo("en");
    assertThat(document.select("table:not(:has(caption))")).isEmpty();
  }

  @Test
  void captionsAndDatesStayWholeOnAPhone() {
    // The style sheet holds a caption in sight while its table scrolls, and a date on one line.
    assertThat(document.select("table:not(:has(caption > span))")).isEmpty();
    assertThat(document.select(".story h4:has(time)")).isNotEmpty();
    assertThat(document.select("style").html())
        .contains("caption span { position: sticky", "time { white-space: nowrap");
  }

  @Test
  void equalFoldersGiveEqualBytes() throws IOException {
    RunFolder folder = SampleFolder.full(parent);
    HtmlReport.write(folder);
    assertThat(folder.file(RunFolder.REPORT)).hasContent(page);

    HtmlReport.write(RunFolder.finished(parent));
    assertThat(Files.readAllBytes(folder.file(RunFolder.REPORT)))
        .isEqualTo(page.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void sectionsWithoutTheirFileSayWhy() {
    RunFolder folder = RunFolder.at(parent, false);
    folder.writeResults(SampleFolder.results());
    Document bare = draw(folder);

    assertThat(bare.select("svg")).hasSize(3);
    assertThat(bare.select(".none").eachText())
        .hasSize(6)
        .anySatisfy(text -> assertThat(text).contains("per_user.csv.gz"))
        .anySatisfy(text -> assertThat(text).contains("No epoch was trained"))
        .anySatisfy(text -> assertThat(text).contains("recommendations.csv.gz"))
        .anySatisfy(text -> assertThat(text).contains("stories.json"))
        .anySatisfy(text -> assertThat(text).contains("config.yaml"));
  }

  @Test
  void listsWithoutTheMoviesFileStillHaveCoverage() throws IOException {
    RunFolder folder = SampleFolder.full(parent);
    Files.delete(folder.file(RunFolder.MOVIES));
    Document old = draw(folder);

    assertThat(old.select("#coverage svg")).hasSize(1);
    assertThat(old.select("#genres .none").text()).contains("movies.csv");
    assertThat(old.select("#stories bdi").eachText()).contains("movie 4");
  }

  @Test
  void oneModelWithoutSliceIsReported() {
    RunResults full = SampleFolder.results();
    MetricSummary unknown = new MetricSummary(Double.NaN, Double.NaN, List.of(Double.NaN), null);
    RunFolder folder = RunFolder.at(parent, false);
    folder.writeResults(
        new RunResults(
            RunResults.SCHEMA_VERSION,
            full.dataset(),
            null,
            full.environment(),
            List.of(1L),
            Map.of(View.AS_PUBLISHED.label(), Map.of("popular", Map.of("recall@10", unknown))),
            Map.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            null,
            Map.of(),
            Map.of(),
            List.of()));
    Document one = draw(folder);

    assertThat(one.select("h1").text()).contains("No pair of models was compared");
    assertThat(one.select("#table h2").text()).contains("as-published");
    assertThat(one.select("#table td").eachText()).contains("n/a");
    assertThat(one.select("#views")).isEmpty();
    assertThat(one.select("svg")).isEmpty();
  }

  @Test
  void missingNumbersAreLeftOutOfTheCharts() {
    Comparison unknown =
        SampleFolder.comparison(
            "recall@10", "distilled", "generic", Double.NaN, Double.NaN, Double.NaN);
    RunFolder folder = RunFolder.at(parent, false);
    folder.writeResults(SampleResults.of(false, List.of(1L), unknown));
    folder.writePerUser(
        rows -> {
          for (String model : List.of("distilled", "generic")) {
            rows.add(1, View.LIKE_FOR_LIKE.label(), model, 7, "recall@10", Double.NaN);
          }
        });
    Document document = draw(folder);

    assertThat(document.select("svg")).isEmpty();
    assertThat(document.select("#differences td").eachText()).contains("n/a", "inconclusive");
    assertThat(document.select("#users .none")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "training.csv, 'seed,model\n', training.csv:",
    "movies.csv, 'movieId,title,genres,trainingEvents\n1,\"A,x,3\n', movies.csv:",
    "movies.csv, 'movieId,title,genres,trainingEvents\n1,A,x,y\n', movies.csv:2",
    "stories.json, '{', stories.json:1",
    "stories.json, '{\"schemaVersion\": 9}', schema version 9",
    "per_user.csv.gz, 'no gzip', per_user.csv.gz",
  })
  void aDamagedFileIsNamed(String name, String content, String message) throws IOException {
    RunFolder folder = SampleFolder.full(parent);
    Files.writeString(folder.file(name), content);

    assertThatThrownBy(() -> HtmlReport.write(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
    assertThat(folder.file(RunFolder.REPORT)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "\ud800", "\uffff"})
  void whatNoPageCanHoldIsReplaced(String text) {
    assertThat(new Html().element("p", text).page()).contains("\ufffd").doesNotContain(text);
  }

  private static Document draw(RunFolder folder) {
    HtmlReport.write(folder);
    try {
      return Jsoup.parse(Files.readString(folder.file(RunFolder.REPORT)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
