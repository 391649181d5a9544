package movielens.experiment.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import movielens.experiment.console.Progress;
import movielens.experiment.data.SliceRule;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.FitParts;
import movielens.experiment.pipeline.OptionValues;
import movielens.experiment.pipeline.PreparedData;
import movielens.experiment.pipeline.Timings;
import movielens.experiment.pipeline.TrainingCost;
import movielens.experiment.pipeline.slices.SlicesConfig;
import movielens.experiment.run.RunFolder;

/**
 * Makes the plan of a sweep: first the generic models, one for each seed and configuration that
 * trains it otherwise, then what each slice and seed trains. The data is read for it, so that what
 * no task could do is refused before any begins.
 */
public final class Planner {
  private static final double START_SECONDS = 5;
  private static final double SECONDS_PER_MINUTE = 60;

  private final Progress progress;
  private final List<PlannedRun> runs = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private ExperimentConfig loadedFor;
  private PreparedData loaded;

  private Planner(Progress progress) {
    this.progress = progress;
  }

  /**
   * A configuration with its name among others.
   *
   * @param name what is different in it
   * @param config of one run or several
   */
  public record Named(String name, SlicesConfig config) {}

  /**
   * The plan of runs.
   *
   * @param configs at least one
   * @throws movielens.experiment.files.DataException when the data is missing or unfit for one
   */
  public static SweepPlan runs(List<Named> configs, Progress progress) {
    Planner planner = new Planner(progress);
    List<List<Integer>> generics = planner.generics(configs);
    Set<String> folders = new HashSet<>();
    for (int run = 0; run < configs.size(); run++) {
      Named named = configs.get(run);
      planner.runs.add(
          new PlannedRun(
              named.name(),
              configs.size() == 1 ? "" : free(RunFolder.slug(named.name()), folders),
              typed(named.config().options()),
              generics.get(run)));
      planner.addSlices(run, named, generics.get(run));
    }
    return new SweepPlan(new Purpose.Runs(), planner.runs, planner.tasks);
  }

  /**
   * The plan of an ablation.
   *
   * @param trials at least one, each of one slice
   * @param model that they train
   * @param rehearsal whether they are judged on what a rehearsal keeps back
   * @throws movielens.experiment.files.DataException when the data is missing or unfit for one
   */
  public static SweepPlan trials(
      List<Named> trials, ModelName model, boolean rehearsal, Progress progress) {
    Planner planner = new Planner(progress);
    for (int run = 0; run < trials.size(); run++) {
      Named named = trials.get(run);
      ExperimentConfig config = named.config().base();
      planner.runs.add(
          new PlannedRun(named.name(), "", typed(named.config().options()), List.of()));
      TrainingCost cost = planner.cost(config, config.slice());
      double seconds =
          cost.seconds(model) + (model.needsGeneric() ? cost.seconds(ModelName.GENERIC) : 0);
      for (long seed : config.seeds()) {
        planner.add(run, named.name(), Task.NO_SLICE, seed, List.of(), seconds);
      }
    }
    return new SweepPlan(new Purpose.Trials(model, rehearsal), planner.runs, planner.tasks);
  }

  private static Map<String, String> typed(OptionValues options) {
    Map<String, String> typed = new LinkedHashMap<>();
    options.byKey().forEach((key, value) -> typed.put(key, OptionValues.text(value)));
    return typed;
  }

  /** The name, numbered where it is taken. */
  private static String free(String name, Collection<String> taken) {
    String free = name;
    for (int i = 2; !taken.add(free); i++) {
      free = name + "-" + i;
    }
    return free;
  }

  /** What decides a generic model; configurations that agree in it share one. */
  private record Generic(Map<String, String> deciding, long seed) {}

  /** Adds the generic models, and says for each configuration which tasks train those it has. */
  private List<List<Integer>> generics(List<Named> configs) {
    Map<Generic, Integer> known = new HashMap<>();
    List<List<Integer>> generics = new ArrayList<>();
    for (int run = 0; run < configs.size(); run++) {
      ExperimentConfig config = configs.get(run).config().base();
      List<Integer> ofRun = new ArrayList<>();
      if (config.models().contains(ModelName.GENERIC)
          || config.models().stream().anyMatch(ModelName::needsGeneric)) {
        Map<String, String> deciding = config.options().decidingTrainingOf(ModelName.GENERIC);
        double seconds = cost(config, config.slice()).seconds(ModelName.GENERIC);
        for (long seed : config.seeds()) {
          Generic generic = new Generic(deciding, seed);
          if (!known.containsKey(generic)) {
            known.put(generic, tasks.size());
            add(run, generic(configs.get(run)), Task.NO_SLICE, seed, List.of(), seconds);
          }
          ofRun.add(known.get(generic));
        }
      }
      generics.add(ofRun);
    }
    return generics;
  }

  private static String generic(Named named) {
    return named.name().isEmpty() ? "generic" : named.name() + ", generic";
  }

  private void addSlices(int run, Named named, List<Integer> generics) {
    ExperimentConfig base = named.config().base();
    List<ModelName> models =
        base.models().stream().filter(model -> model.trained() && model.sliced()).toList();
    if (models.isEmpty()) {
      return;
    }
    boolean afterGeneric = models.stream().anyMatch(ModelName::needsGeneric);
    List<SliceRule> slices = named.config().slices();
    boolean shares = slices.stream().map(SliceRule::genre).distinct().count() < slices.size();
    for (int slice = 0; slice < slices.size(); slice++) {
      SliceRule rule = slices.get(slice);
      TrainingCost cost = cost(base, rule);
      double seconds = models.stream().mapToDouble(cost::seconds).sum();
      String what = rule.genre() + (shares ? " > " + rule.minGenreShare() : "");
      String name = named.name().isEmpty() ? what : named.name() + ", " + what;
      for (int seed = 0; seed < base.seeds().size(); seed++) {
        List<Integer> needs = afterGeneric ? List.of(generics.get(seed)) : List.of();
        add(run, name, slice, base.seeds().get(seed), needs, seconds);
      }
    }
  }

  private void add(
      int run, String what, int slice, long seed, List<Integer> needs, double seconds) {
    tasks.add(
        new Task(
            tasks.size(),
            what + ", seed " + seed,
            run,
            slice,
            seed,
            needs,
            (START_SECONDS + seconds) / SECONDS_PER_MINUTE));
  }

  /** The cost of trainings, once it is sure that there is something to train on. */
  private TrainingCost cost(ExperimentConfig config, SliceRule slice) {
    PreparedData whole = whole(config);
    PreparedData data =
        config.sliced() ? whole.sliced(slice, new Timings(), saidByItsRun -> {}) : whole;
    FitParts.of(config, data).requireUsable();
    return new TrainingCost(config, data);
  }

  private PreparedData whole(ExperimentConfig config) {
    if (loadedFor == null
        || !loadedFor.data().equals(config.data())
        || loadedFor.minRating() != config.minRating()
        || !loadedFor.split().equals(config.split())) {
      loaded =
          PreparedData.whole(PreparedData.load(config.data(), progress), config, new Timings());
      loadedFor = config;
    }
    return loaded;
  }
}
