package movielens.experiment.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import movielens.experiment.report.Numbers;
import movielens.experiment.run.TrainingInfo;
import movielens.experiment.run.TrainingRow;

/** Loss and validation by epoch, for each model that was trained. */
final class TrainingSection {
  private static final int HEIGHT = 230;

  private final Html html;
  private final Map<String, List<TrainingRow>> models = new LinkedHashMap<>();
  private final Map<String, Map<Long, Integer>> kept = new LinkedHashMap<>();

  TrainingSection(Html html, ReportData data) {
    this.html = html;
    for (TrainingRow epoch : data.epochs()) {
      models.computeIfAbsent(epoch.model(), model -> new ArrayList<>()).add(epoch);
    }
    for (TrainingInfo training : data.results().trainings()) {
      kept.computeIfAbsent(training.model(), model -> new LinkedHashMap<>())
          .put(training.seed(), training.bestEpoch());
    }
  }

  void write() {
    html.open("section", "id", "training").element("h2", "Training");
    if (models.isEmpty()) {
      html.element(
          "p", "No epoch was trained: the run has baselines only, or no epochs.", "class", "none");
    } else {
      html.element(
          "p",
          "One line per seed, by epoch. Losses of different models have different candidates, and"
              + " cannot be compared. Each model keeps the epoch that is best on the validation"
              + " part, which holds no test event; a large dot marks it.");
      models.forEach(this::model);
    }
    html.close();
  }

  private void model(String model, List<TrainingRow> epochs) {
    html.open("h3");
    Swatch.write(html, model);
    html.close().open("div", "class", "charts");
    curve(model, "training loss", epochs, TrainingRow::loss);
    curve(model, "validation ndcg@10", epochs, TrainingRow::validation);
    html.close();
  }

  private void curve(
      String model, String what, List<TrainingRow> epochs, ToDoubleFunction<TrainingRow> value) {
    if (epochs.stream().mapToDouble(value).noneMatch(Double::isFinite)) {
      html.element("p", "No " + what + " was measured.", "class", "none");
      return;
    }
    double first = value.applyAsDouble(epochs.get(0));
    double last = value.applyAsDouble(epochs.get(epochs.size() - 1));
    String description =
        "%s of %s by epoch, from %s to %s"
            .formatted(what, model, Numbers.value(first), Numbers.value(last));
    Figure.write(
        html,
        "epochs-" + what.charAt(0) + "-" + model,
        what,
        "",
        description,
        HEIGHT,
        () -> EpochPlot.of(epochs, kept.getOrDefault(model, Map.of()), Ink.of(model), what, value));
  }
}
