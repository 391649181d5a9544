package movielens.experiment.pipeline.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import movielens.experiment.console.Progress;
import movielens.experiment.evaluation.CutOffs;
import movielens.experiment.evaluation.View;
import movielens.experiment.files.DataException;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.InvalidConfigException;
import movielens.experiment.pipeline.PreparedData;
import movielens.experiment.pipeline.Timings;
import movielens.experiment.pipeline.judging.Everybody;
import movielens.experiment.pipeline.judging.ExperimentResults;
import movielens.experiment.pipeline.judging.ModelPair;
import movielens.experiment.pipeline.judging.Scoreboard;
import movielens.experiment.pipeline.judging.Views;
import movielens.experiment.run.Judged;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.RunResults;

/**
 * Judges lists made elsewhere beside the models of a finished run: on the same people, movies and
 * test events, by the same metrics, with the same intervals and tests. The run is only read.
 */
public final class ListJudge {
  private final FinishedSplit run;
  private final ExperimentConfig config;
  private final CutOffs cutOffs;
  private final Progress progress;
  private final Timings timings = new Timings();
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, ModelLists> models = new LinkedHashMap<>();
  private final List<Judged.Lists> judged = new ArrayList<>();

  /**
   * A run whose models lists are judged beside.
   *
   * @param folder of the run, as it was named
   * @param results of the run
   * @param data split and sliced as in the run
   */
  public record FinishedSplit(Path folder, RunResults results, PreparedData data) {}

  /**
   * A judge.
   *
   * @param run beside whose models lists are judged
   * @param config of that run
   * @param cutOffs at which metrics look at a list
   * @param progress where to say how far it is
   */
  public ListJudge(FinishedSplit run, ExperimentConfig config, CutOffs cutOffs, Progress progress) {
    this.run = run;
    this.config = config;
    this.cutOffs = cutOffs;
    this.progress = progress;
  }

  /**
   * What was found.
   *
   * @param results as of a run, of the lists and of the run's models
   * @param found what the files of a folder are made of
   */
  public record Judgement(RunResults results, ExperimentResults found) {}

  /**
   * Judges lists.
   *
   * @param sources the lists
   * @param leaveOut whether rows that cannot be judged are left out; else they are an error
   * @throws DataException when a file is no file of lists, or has rows that cannot be judged
   * @throws InvalidConfigException when two models have one name, or their seeds do not go together
   */
  public Judgement judge(List<ListsSource> sources, boolean leaveOut) {
    PreparedData data = run.data();
    Views views =
        new Views(
            new Everybody(data.split(), cutOffs),
            data.split(),
            data.slice(),
            config.laterSeconds());
    for (ListsSource source : sources) {
      timings.timed("read lists", () -> gather(source, leaveOut, views));
    }
    Map<String, ModelLists> ofRun = timings.timed("read lists of the run", () -> listsOfRun(views));
    List<String> order = new ArrayList<>(models.keySet());
    order.addAll(ofRun.keySet());
    Scoreboard board = new Scoreboard(views, order);
    List<Long> seeds = seeds(ofRun);
    ListPanels panels = new ListPanels(data, views, board, this::warn);
    timings.timed("judge", () -> judge(panels, ofRun));
    if (board.models().isEmpty()) {
      throw new DataException(
          "no list is for the view %s of the run in %s"
              .formatted(views.headline().label(), run.folder()));
    }
    ExperimentResults found = found(board, seeds, ofRun.keySet());
    return new Judgement(results(found, seeds), found);
  }

  private Void judge(ListPanels panels, Map<String, ModelLists> ofRun) {
    try (Progress.Stage stage = progress.stage("judge", models.size() + ofRun.size())) {
      Consumer<Map<String, ModelLists>> all =
          of ->
              of.forEach(
                  (name, lists) -> {
                    panels.judge(name, lists);
                    stage.step(1);
                  });
      all.accept(models);
      all.accept(ofRun);
    }
    return null;
  }

  private Void gather(ListsSource source, boolean leaveOut, Views views) {
    ListsFile.Gathered gathered =
        progress.during(
            "read " + source.file().getFileName(), () -> gathered(source.file(), views));
    if (!leaveOut) {
      gathered.problems().refuse();
    }
    gathered.problems().remarks().forEach(this::warn);
    if (!gathered.ordered()) {
      warn(
          source.file().getFileName() + ": no score and no rank, so lists are in the file's order");
    }
    if (gathered.models().isEmpty()) {
      throw new DataException(source.file() + ": no row is left that can be judged");
    }
    boolean alone = gathered.models().size() == 1;
    gathered
        .models()
        .forEach(
            (model, lists) -> {
              String name = source.name(model, alone);
              if (models.put(name, lists) != null || namesOfRun().contains(name)) {
                throw new InvalidConfigException(
                    "the name %s is taken; give one for each file with --name".formatted(name));
              }
              judged.add(
                  new Judged.Lists(
                      name,
                      source.file().toString(),
                      gathered.read().rows(),
                      gathered.read().sha256()));
            });
    return null;
  }

  private ListsFile.Gathered gathered(Path file, Views views) {
    PreparedData data = run.data();
    boolean[] tested = new boolean[data.split().test().users()];
    for (int userId : views.panel(View.AS_PUBLISHED, false).userIds()) {
      tested[data.split().test().rowOf(userId)] = true;
    }
    List<View> own = views.all().stream().filter(view -> view != View.LATER).toList();
    return ListsFile.gather(file, data, tested, own);
  }

  private Set<String> namesOfRun() {
    return run.results().views().values().stream()
        .flatMap(models -> models.keySet().stream())
        .collect(Collectors.toSet());
  }

  /** The run's models in its table order, as far as it kept their lists. */
  private Map<String, ModelLists> listsOfRun(Views views) {
    Map<String, ModelLists> kept =
        gathered(run.folder().resolve(RunFolder.RECOMMENDATIONS), views).models();
    Map<String, ModelLists> ordered = new LinkedHashMap<>();
    run.results()
        .views()
        .values()
        .forEach(
            of ->
                of.keySet().stream()
                    .filter(kept::containsKey)
                    .forEach(model -> ordered.put(model, kept.get(model))));
    return ordered;
  }

  /** Models of several seeds must be of as many; one seed stands beside each of the others. */
  private List<Long> seeds(Map<String, ModelLists> ofRun) {
    List<Long> seeds = run.results().seeds();
    Set<Integer> counts = new TreeSet<>();
    for (ModelLists lists : ofRun.values()) {
      counts.add(lists.seeds().size());
    }
    for (Map.Entry<String, ModelLists> model : models.entrySet()) {
      Set<Long> others = model.getValue().seeds();
      if (others.size() > 1) {
        if (counts.stream().anyMatch(count -> count > 1 && count != others.size())) {
          throw new InvalidConfigException(
              "%s has the seeds %s, and other models have %s: give lists of one seed or of as many"
                  .formatted(model.getKey(), others, counts));
        }
        seeds = counts.contains(others.size()) ? seeds : List.copyOf(others);
        counts.add(others.size());
      }
    }
    return seeds;
  }

  private ExperimentResults found(Scoreboard board, List<Long> seeds, Set<String> ofRun) {
    List<String> lists = List.copyOf(models.keySet());
    List<ModelPair> pairs = new ArrayList<>();
    for (int i = 0; i < lists.size(); i++) {
      for (String other : ofRun) {
        pairs.add(new ModelPair(lists.get(i), other));
      }
      for (String other : lists.subList(i + 1, lists.size())) {
        pairs.add(new ModelPair(lists.get(i), other));
      }
    }
    return new ExperimentResults(
        board, seeds, config.judging(), config.bootstrapResamples(), config.sliceShare(), pairs);
  }

  private RunResults results(ExperimentResults found, List<Long> seeds) {
    RunResults ofRun = run.results();
    KeptResults kept = new KeptResults(ofRun, seeds.size());
    return new RunResults(
        RunResults.SCHEMA_VERSION,
        ofRun.dataset(),
        ofRun.slice(),
        kept.environment(),
        seeds,
        kept.withSummaries(found.summaries()),
        kept.withScopes(found.scopes()),
        timings.timed("compare", () -> progress.during("compare", found::comparisons)),
        all(warnings, ofRun.warnings()),
        timings.seconds(),
        List.of(),
        config.judging(),
        kept.withLags(found.lags()),
        found.lateFilms(config.split(), run.data().split()),
        List.of(),
        new Judged(run.folder().toString(), judged));
  }

  private static List<String> all(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private void warn(String warning) {
    warnings.add(warning);
    progress.line("warning: " + warning);
  }
}
