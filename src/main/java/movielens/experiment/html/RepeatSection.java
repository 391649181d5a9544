package movielens.experiment.html;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import movielens.experiment.report.Numbers;
import movielens.experiment.run.DatasetInfo;
import movielens.experiment.run.EnvironmentInfo;
import movielens.experiment.run.Judged;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;

/** What somebody needs who wants the same numbers again. */
final class RepeatSection {
  private final Html html;
  private final RunResults results;
  private final String config;

  RepeatSection(Html html, ReportData data) {
    this.html = html;
    this.results = data.results();
    this.config = data.config();
  }

  void write() {
    html.open("section", "id", "repeat").element("h2", "Repeat it");
    if (results.judged() == null) {
      html.element("p", "From this folder, with the program of the version below:");
      command("run --config " + RunFolder.CONFIG + " --out again");
      html.element(
          "p",
          "The same data, options, thread count and machine give the same bytes in metrics.csv.");
    } else {
      judged(results.judged());
    }
    html.element("h3", "Data");
    DatasetInfo data = results.dataset();
    html.open("dl", "class", "pairs");
    pair("name", data.name() + (data.synthetic() ? ", synthetic" : ""));
    pair("fingerprint", "sha256 " + data.fingerprint());
    pair("users", Numbers.count(data.users()));
    pair("movies", Numbers.count(data.items()));
    pair("events", Numbers.count(data.events()));
    html.close();
    html.element("p", origin(data));
    html.element("h3", "Environment");
    EnvironmentInfo environment = results.environment();
    html.open("dl", "class", "pairs");
    pair("experiment", environment.version() + " (commit " + environment.commit() + ")");
    pair("Java", environment.java());
    pair("DJL", environment.djl());
    pair("libtorch", environment.libtorch());
    pair("device", environment.device());
    pair("threads", Integer.toString(environment.threads()));
    if (environment.machine() != null) {
      pair("machine", environment.machine());
    }
    if (environment.peakMemoryMiB() != null) {
      pair("most memory", String.format(Locale.ROOT, "%,d MiB", environment.peakMemoryMiB()));
    }
    html.close();
    configuration();
    timings();
    html.close();
  }

  private void command(String arguments) {
    html.element("pre", "java -jar experiment.jar " + arguments, "class", "config");
  }

  private void judged(Judged judged) {
    html.element("p", "From where it was judged, with the program of the version below:");
    command(
        "judge --run "
            + judged.run()
            + judged.lists().stream()
                .map(Judged.Lists::file)
                .distinct()
                .map(file -> " --recommendations " + file)
                .collect(Collectors.joining())
            + " --out again");
    html.element("h3", "Lists");
    html.open("dl", "class", "pairs");
    judged
        .lists()
        .forEach(
            lists ->
                pair(
                    lists.name(),
                    "%s, %s, sha256 %s"
                        .formatted(
                            lists.file(), Numbers.count(lists.rows(), "row"), lists.sha256())));
    html.close();
  }

  private static String origin(DatasetInfo data) {
    return data.synthetic()
        ? "These data are synthetic: a program of this project made them up in the form of a"
            + " MovieLens release. No person rated any of it."
        : "MovieLens data are to be cited as: F. Maxwell Harper and Joseph A. Konstan. 2015. The"
            + " MovieLens Datasets: History and Context. ACM Transactions on Interactive"
            + " Intelligent Systems 5, 4, Article 19. https://doi.org/10.1145/2827872";
  }

  private void configuration() {
    if (results.judged() != null) {
      return;
    }
    html.element("h3", "Configuration");
    if (config.isBlank()) {
      html.element("p", "There is no " + RunFolder.CONFIG + " in this folder.", "class", "none");
    } else {
      html.element("pre", config.strip(), "class", "config columns");
    }
  }

  private void timings() {
    if (results.timings().isEmpty()) {
      return;
    }
    html.open("details").element("summary", "Time of each stage");
    html.open("div", "class", "wide").open("table");
    html.open("caption").element("span", "Wall time of each stage, all seeds together").close();
    html.open("tbody");
    for (Map.Entry<String, Double> stage : results.timings().entrySet()) {
      html.open("tr").element("th", stage.getKey(), "scope", "row");
      html.element("td", Numbers.duration(stage.getValue())).close();
    }
    double total = results.timings().values().stream().mapToDouble(Double::doubleValue).sum();
    html.open("tr").element("th", "together", "scope", "row");
    html.element("td", Numbers.duration(total)).close();
    html.close().close().close().close();
  }

  private void pair(String name, String value) {
    html.element("dt", name).element("dd", value);
  }
}
