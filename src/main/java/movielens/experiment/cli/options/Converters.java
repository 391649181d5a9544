package movielens.experiment.cli.options;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import movielens.experiment.data.SplitRule;
import movielens.experiment.evaluation.CutOffs;
import movielens.experiment.evaluation.Evaluator;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.Activation;
import movielens.experiment.model.Attention;
import movielens.experiment.model.Gate;
import movielens.experiment.model.Head;
import movielens.experiment.model.Kernels;
import movielens.experiment.model.Precision;
import movielens.experiment.model.Similarity;
import movielens.experiment.pipeline.BaselineConfig;
import movielens.experiment.pipeline.DeviceChoice;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.pipeline.benchmark.BenchmarkPlan;
import movielens.experiment.pipeline.trained.ExportFormat;
import movielens.experiment.training.BatchOrder;
import movielens.experiment.training.Clipping;
import movielens.experiment.training.EarlyStop;
import movielens.experiment.training.UserWeights;
import movielens.experiment.training.loss.Drawing;
import movielens.experiment.training.loss.Mask;
import movielens.experiment.training.loss.Negatives;
import movielens.experiment.training.objective.TargetLaw;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** From the text of an option to its value, with messages that say what would have been right. */
public final class Converters {
  private static final String ALL_MODELS = "all";

  private static final Pattern SEED_RANGE = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");
  private static final int MOST_SEEDS = 1000;

  private Converters() {}

  /** The models of {@code --models}, in table order. */
  record Models(List<ModelName> names) {}

  /** The seeds of {@code --seeds}. */
  record Seeds(List<Long> values) {}

  /** The genres of {@code --genre}. */
  record Genres(List<String> names) {}

  /** The values of {@code --min-genre-share}. */
  record Shares(List<Double> values) {}

  /**
   * The options of one of {@code --MODEL-options}.
   *
   * @param values by key
   * @param ofDistilled whether they are to be those of distilled, whatever these are; then there
   *     are no values
   */
  public record Own(Map<String, String> values, boolean ofDistilled) {
    /** These, and not those of distilled. */
    Own(Map<String, String> values) {
      this(values, false);
    }
  }

  /** Makes a command line understand the types of the options here. */
  public static void register(CommandLine line) {
    line.registerConverter(int.class, Converters::whole);
    line.registerConverter(Integer.class, Converters::whole);
    line.registerConverter(long.class, Converters::large);
    line.registerConverter(Long.class, Converters::large);
    line.registerConverter(double.class, Converters::number);
    line.registerConverter(Path.class, Converters::path);
    line.registerConverter(Models.class, Converters::models);
    line.registerConverter(Seeds.class, Converters::seeds);
    line.registerConverter(Genres.class, Converters::genres);
    line.registerConverter(Own.class, Converters::own);
    line.registerConverter(
        Shares.class,
        text -> new Shares(distinct(text, parts(text).stream().map(Converters::number).toList())));
    line.registerConverter(CutOffs.class, Converters::cutOffs);
    line.registerConverter(Negatives.class, Converters::negatives);
    line.registerConverter(TargetLaw.class, Converters::targets);
    choice(line, DataOptions.Cut.class);
    choice(line, EngineOptions.Engine.class);
    choice(line, SplitRule.Temporal.Validation.class);
    choice(line, Attention.class);
    choice(line, Gate.class);
    choice(line, Activation.class);
    choice(line, Head.class);
    choice(line, Similarity.class);
    choice(line, Kernels.class);
    choice(line, Precision.class);
    choice(line, TrainingOptions.Target.class);
    choice(line, TrainingOptions.LossKind.class);
    choice(line, Switch.class);
    choice(line, UserWeights.class);
    choice(line, BaselineConfig.ItemKnnSettings.class);
    choice(line, BaselineConfig.RecentDays.class);
    choice(line, Drawing.class);
    choice(line, Mask.class);
    choice(line, Clipping.class);
    choice(line, BatchOrder.class);
    choice(line, EarlyStop.class);
    choice(line, DeviceChoice.class);
    choice(line, ModelName.class);
    choice(line, ExportFormat.class);
    choice(line, BenchmarkPlan.Stage.class);
  }

  /** Makes a command line understand the constants of a type in lower case, with hyphens. */
  public static <E extends Enum<E>> void choice(CommandLine line, Class<E> type) {
    line.registerConverter(type, text -> choose(text, named(type, Converters::label)));
  }

  private static <E extends Enum<E>> Map<String, E> named(
      Class<E> type, Function<E, String> label) {
    Map<String, E> byLabel = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      byLabel.put(label.apply(constant), constant);
    }
    return byLabel;
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T> T choose(String text, Map<String, T> byLabel) {
    T chosen = byLabel.get(text.strip());
    if (chosen == null) {
      throw wrong(
          text,
          "is not one of "
              + String.join(", ", byLabel.keySet())
              + NearestName.hint(text.strip(), byLabel.keySet()));
    }
    return chosen;
  }

  private static Integer whole(String text) {
    try {
      return Integer.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw wrong(text, "is not a whole number up to " + Integer.MAX_VALUE);
    }
  }

  private static Long large(String text) {
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw wrong(text, "is not a whole number");
    }
  }

  private static Double number(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, as an infinite value is.
    }
    throw wrong(text, "is not a number");
  }

  private static Path path(String text) {
    if (text.indexOf('\uFFFD') >= 0) {
      throw wrong(text, "has letters that this locale cannot read; set LC_ALL=C.UTF-8");
    }
    try {
      if (!text.isBlank()) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      // Reported below, as an empty one is.
    }
    throw wrong(text, "is not a path");
  }

  private static Models models(String text) {
    if (text.trim().equals(ALL_MODELS)) {
      return new Models(List.of(ModelName.values()));
    }
    Map<String, ModelName> byLabel = named(ModelName.class, ModelName::label);
    Set<ModelName> chosen = new LinkedHashSet<>();
    for (String part : parts(text)) {
      ModelName model = choose(part, byLabel);
      if (!chosen.add(model)) {
        throw wrong(text, "names " + model.label() + " twice");
      }
    }
    return new Models(Arrays.stream(ModelName.values()).filter(chosen::contains).toList());
  }

  private static Genres genres(String text) {
    List<String> names = parts(text);
    if (names.contains("")) {
      throw wrong(text, "has a name that is empty");
    }
    return new Genres(distinct(text, names));
  }

  private static Own own(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    if (text.strip().equals(RunOption.NONE)) {
      return new Own(values);
    }
    if (text.strip().equals(ModelName.DISTILLED.label())) {
      return new Own(values, true);
    }
    List<String> known =
        Arrays.stream(RunOption.values()).filter(RunOption::canBeOwn).map(RunOption::key).toList();
    for (String part : parts(text)) {
      int sign = part.indexOf('=');
      String key = sign < 0 ? part : part.substring(0, sign).strip();
      if (sign < 0 || !known.contains(key)) {
        throw wrong(
            text,
            sign < 0
                ? "is not of the form dropout=0.3,similarity=dot"
                : "has '%s', which no model can have for itself%s"
                    .formatted(key, NearestName.hint(key, known)));
      }
      if (values.put(key, part.substring(sign + 1).strip()) != null) {
        throw wrong(text, "gives " + key + " twice");
      }
    }
    return new Own(values);
  }

  private static Seeds seeds(String text) {
    Set<Long> seeds = new LinkedHashSet<>();
    for (String part : parts(text)) {
      for (long seed : seedRange(part)) {
        if (!seeds.add(seed)) {
          throw wrong(text, "has the seed " + seed + " twice");
        }
      }
    }
    if (seeds.size() > MOST_SEEDS) {
      throw wrong(text, "has more than " + MOST_SEEDS + " seeds");
    }
    return new Seeds(new ArrayList<>(seeds));
  }

  private static List<Long> seedRange(String part) {
    Matcher range = SEED_RANGE.matcher(part);
    if (!range.matches()) {
      try {
        long seed = Long.parseLong(part);
        if (seed >= 0) {
          return List.of(seed);
        }
      } catch (NumberFormatException e) {
        // Reported below, as a negative one is.
      }
      throw wrong(part, "is not a seed; give 42, or 1,2,3, or 1..5, none negative");
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    if (last < first) {
      throw wrong(part, "runs backwards");
    }
    if (last - first >= MOST_SEEDS) {
      throw wrong(part, "has more than " + MOST_SEEDS + " seeds");
    }
    List<Long> seeds = new ArrayList<>();
    for (long seed = first; seed <= last; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  private static CutOffs cutOffs(String text) {
    List<Integer> depths = distinct(text, parts(text).stream().map(Converters::whole).toList());
    try {
      return new CutOffs(depths);
    } catch (IllegalArgumentException e) {
      throw wrong(text, "has a number that is not from 1 to " + Evaluator.DEPTH);
    }
  }

  private static Negatives negatives(String text) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String part : parts(text)) {
      String[] pair = part.split(":", -1);
      boolean known = pair[0].equals("uniform") || pair[0].equals("in-batch");
      if (pair.length != 2 || !known || !pair[1].matches("\\d{1,6}")) {
        throw wrong(text, "is not of the form uniform:512,in-batch:512, counts below 1000000");
      }
      if (counts.put(pair[0], Integer.valueOf(pair[1])) != null) {
        throw wrong(text, "gives " + pair[0] + " twice");
      }
    }
    Negatives negatives =
        new Negatives(counts.getOrDefault("uniform", 0), counts.getOrDefault("in-batch", 0));
    if (negatives.uniform() + negatives.inBatch() == 0) {
      throw wrong(text, "has no negatives; give at least one");
    }
    return negatives;
  }

  private static TargetLaw targets(String text) {
    try {
      return TargetLaw.of(text.strip());
    } catch (IllegalArgumentException e) {
      throw wrong(text, e.getMessage());
    }
  }

  private static <T> List<T> distinct(String text, List<T> values) {
    Set<T> seen = new LinkedHashSet<>();
    for (T value : values) {
      if (!seen.add(value)) {
        throw wrong(text, "names " + value + " twice");
      }
    }
    return values;
  }

  private static List<String> parts(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private static TypeConversionException wrong(String text, String problem) {
    return new TypeConversionException("'" + text + "' " + problem);
  }
}
