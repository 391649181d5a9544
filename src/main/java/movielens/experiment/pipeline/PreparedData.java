package movielens.experiment.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import movielens.experiment.console.Progress;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.GenreSlicer;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Interactions;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.SliceRule;
import movielens.experiment.data.Split;
import movielens.experiment.data.SplitRule;
import movielens.experiment.data.Splitter;
import movielens.experiment.data.reading.MovieLensReader;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.files.OutputFolder;
import movielens.experiment.run.CatalogMovie;

/**
 * The data of an experiment as its models meet it.
 *
 * @param data the release as it was read
 * @param log its events in order
 * @param split everybody's events, cut by time
 * @param slice the genre's power users, where a model of the experiment needs them
 */
public record PreparedData(
    MovieLens data, InteractionLog log, Split split, Optional<GenreSlice> slice) {
  private static final Path DEFAULT_DATA = Path.of("data", "ml-25m");

  /**
   * Refuses to write into the folder of the data, around it or inside it.
   *
   * @param given where the data is, as for {@link #load}
   * @throws movielens.experiment.files.FolderException when {@code out} is such a folder
   */
  public static void requireApart(Path out, Optional<Path> given) {
    place(given).ifPresent(data -> OutputFolder.requireApart(out, folder(data)));
  }

  /** The folder of a release that is named by one of its files; a zip stands for itself. */
  private static Path folder(Path data) {
    boolean file =
        Files.isRegularFile(data) && !data.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    return file ? data.toAbsolutePath().getParent() : data;
  }

  /**
   * Where the release is that {@link #load} reads; empty for the bundled sample.
   *
   * @param given as for that
   */
  public static Optional<Path> place(Optional<Path> given) {
    return given.or(() -> Optional.of(DEFAULT_DATA).filter(Files::isDirectory));
  }

  /**
   * Reads a release.
   *
   * @param given where it is; empty for {@code data/ml-25m} where present, else the bundled sample
   * @param progress told which data is used where that was left open
   * @throws movielens.experiment.data.DataException when it is missing or malformed
   */
  public static MovieLens load(Optional<Path> given, Progress progress) {
    Optional<Path> path = given;
    if (path.isEmpty() && Files.isDirectory(DEFAULT_DATA)) {
      progress.line("no --data given: using " + DEFAULT_DATA);
      path = Optional.of(DEFAULT_DATA);
    }
    if (path.isPresent()) {
      return MovieLensReader.read(path.get());
    }
    progress.line(
        "no --data given: using the bundled SYNTHETIC sample; give --data for real ratings");
    return MovieLensReader.readBundledSample();
  }

  /**
   * Orders, splits and slices.
   *
   * @param config how
   * @param timings gets the seconds of each step
   * @param warn told what a reader of results must know about the slice
   * @throws movielens.experiment.data.DataException when the data is unfit for it
   */
  public static PreparedData of(
      MovieLens data, ExperimentConfig config, Timings timings, Consumer<String> warn) {
    PreparedData whole = whole(data, config, timings);
    return config.sliced() ? whole.sliced(config.slice(), timings, warn) : whole;
  }

  /** Orders and splits, which is the same for every slice. */
  public static PreparedData whole(MovieLens data, ExperimentConfig config, Timings timings) {
    InteractionLog log =
        timings.timed("order", () -> Interactions.chronological(data, config.minRating()));
    Split split = timings.timed("split", () -> Splitter.split(data, log, config.split()));
    return new PreparedData(data, log, split, Optional.empty());
  }

  /** The training part alone, split by the same rule, as if the test part had yet to happen. */
  public PreparedData rehearsal(SplitRule rule) {
    InteractionLog before = Splitter.trainingPart(log, rule);
    return new PreparedData(data, before, Splitter.split(data, before, rule), Optional.empty());
  }

  /**
   * The same data with a slice.
   *
   * @throws movielens.experiment.data.DataException when no item has the genre, or when there are
   *     fewer than two power users
   */
  public PreparedData sliced(SliceRule rule, Timings timings, Consumer<String> warn) {
    GenreSlice cut = timings.timed("slice", () -> GenreSlicer.slice(split, rule));
    cut.warning().ifPresent(warn);
    return new PreparedData(data, log, split, Optional.of(cut));
  }

  /** The movies of the catalogue, with their training events. */
  public List<CatalogMovie> movies() {
    Catalog catalog = split.catalog();
    int[] events = split.training().eventsPerItem(catalog.size());
    List<CatalogMovie> movies = new ArrayList<>();
    for (int item = 1; item <= catalog.size(); item++) {
      movies.add(
          new CatalogMovie(
              catalog.movieId(item), catalog.title(item), catalog.genres(item), events[item]));
    }
    return movies;
  }

  /** The same data without the slice. */
  public PreparedData withoutSlice() {
    return new PreparedData(data, log, split, Optional.empty());
  }

  /**
   * The split that a model knows: its catalogue is the model's vocabulary, its fit part what the
   * model is fitted on, its training part the history it is given.
   */
  public Split world(ModelName name) {
    return world(name, split, slice);
  }

  /** The same of a split and its slice. */
  static Split world(ModelName name, Split split, Optional<GenreSlice> slice) {
    if (name.knowsGenreAlone()) {
      return slice.orElseThrow().genreOnly();
    }
    return switch (name) {
      case FINE_TUNED, DEVOTEES -> slice.orElseThrow().whole();
      case GENERIC_GENRE -> GenreSlicer.genreOnly(split, slice.orElseThrow().rule().genre());
      default -> split;
    };
  }

  /** A split of this data with the events that a model or baseline of it is chosen by. */
  public Split validating(ExperimentConfig config, Split world) {
    return validating(config, split, world);
  }

  /**
   * The same of any split.
   *
   * @param everybody the split that {@code world} is of
   */
  static Split validating(ExperimentConfig config, Split everybody, Split world) {
    return config.validateAfterSeconds() == 0
        ? world
        : world.validatingAfter(everybody.fit(), config.validateAfterSeconds());
  }
}
