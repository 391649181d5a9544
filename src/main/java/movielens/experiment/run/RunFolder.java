package movielens.experiment.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import movielens.experiment.files.CsvLine;
import movielens.experiment.files.DataException;
import movielens.experiment.files.DurableFolder;
import movielens.experiment.files.FlatYaml;
import movielens.experiment.files.FolderException;
import movielens.experiment.files.WholeFile;

/**
 * The folder of one run. Every file in it is written whole or not at all, and the folder itself is
 * made when the first file is written: a run that fails on its data leaves nothing behind.
 */
public final class RunFolder implements AutoCloseable {
  /** The resolved configuration, which {@code run --config} accepts. */
  public static final String CONFIG = "config.yaml";

  /** The line of {@link #CONFIG} that says which format of folder it is of. */
  public static final String FORMAT_KEY = "format";

  /** The format that this program writes. It reads every earlier one. */
  public static final int FORMAT = 2;

  /** First line of {@link #CONFIG}. */
  public static final String CONFIG_COMMENT =
      "'experiment run --config' with this file repeats the run.";

  /** {@link RunResults} as JSON. */
  public static final String RESULTS = "results.json";

  /** The report as a page. */
  public static final String REPORT = "report.html";

  /** Folder of the trained weights. */
  static final String CHECKPOINTS = "checkpoints";

  public static final String TRAINING = "training.csv";
  public static final String TRAINING_HEADER =
      "seed,model,epoch,loss,validation,lr,grad_norm,positions_per_second";
  public static final String PER_USER = "per_user.csv.gz";
  public static final String PER_USER_HEADER = "seed,view,model,userId,metric,value";
  public static final String RECOMMENDATIONS = "recommendations.csv.gz";
  public static final String RECOMMENDATIONS_HEADER = "seed,view,model,userId,rank,movieId,score";
  public static final String MOVIES = "movies.csv";
  public static final String MOVIES_HEADER = "movieId,title,genres,trainingEvents";
  public static final String STORIES = "stories.json";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path path;
  private RunLock lock;

  /** A folder that is known to be a command's own. */
  RunFolder(Path path) {
    this.path = path;
  }

  /** Fills a streamed file. */
  @FunctionalInterface
  public interface Filling<R> {
    /** Gives every row to {@code rows}. */
    void fill(R rows) throws IOException;
  }

  /**
   * The folder of a run; nothing is created yet.
   *
   * @param path where
   * @param resume whether a run that is there already is meant to go on
   * @throws FolderException when there are files that are not of a run, a run while {@code resume}
   *     is false, or {@code path} is no folder
   */
  public static RunFolder at(Path path, boolean resume) {
    new RunPlace(path).requireRoom(resume);
    return new RunFolder(path);
  }

  /** Whether this run came to its end. */
  public boolean isFinished() {
    return Files.exists(file(RESULTS));
  }

  /**
   * Makes the folder if need be, and keeps other processes out of it until {@link #close}, or the
   * end of this one. Does nothing when that is so already.
   *
   * @throws FolderException when another process is at work in it
   */
  public void claim() {
    if (lock != null) {
      return;
    }
    create(path);
    try {
      lock = RunLock.take(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + path, e);
    }
  }

  /**
   * The same, if the folder is there.
   *
   * @return whether it is
   */
  public boolean claimExisting() {
    if (Files.isDirectory(path)) {
      claim();
    }
    return lock != null;
  }

  /** Lets other processes in. */
  @Override
  public void close() {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  /**
   * The folder of a finished run, to be read.
   *
   * @throws DataException when there is no such folder, no run in it, or one that is not finished
   */
  public static RunFolder finished(Path path) {
    if (!Files.isDirectory(path)) {
      throw new DataException(path + ": no such folder; give that of a finished run");
    }
    RunPlace place = new RunPlace(path);
    place.requireOneRun();
    if (place.holdsUnfinishedRun()) {
      throw new DataException(
          "the run in %s is not finished: it has no %s; finish it with: run --resume --out %s"
              .formatted(path, RESULTS, path));
    }
    if (!Files.isRegularFile(path.resolve(RESULTS))) {
      throw new DataException(path + " has no " + RESULTS + "; give the folder of a finished run");
    }
    return new RunFolder(path);
  }

  /**
   * Where a run goes that is not told and begins now: {@link #defaultPath}, numbered where that is
   * taken.
   */
  public static Path newPath(String genre, String configHash) {
    return unused(defaultPath(Instant.now(), genre, configHash));
  }

  /**
   * Where a run goes when it is not told: {@code runs/<UTC time>-<genre>-<short config hash>}.
   *
   * @param now start of the run
   * @param genre the genre, or {@code all}; what does not suit a file name becomes a hyphen
   * @param configHash short hash of the configuration
   */
  static Path defaultPath(Instant now, String genre, String configHash) {
    return Path.of("runs", TIME.format(now) + "-" + slug(genre) + "-" + configHash);
  }

  /** A genre as a file name: what does not suit one becomes a hyphen. */
  public static String slug(String genre) {
    String slug =
        genre
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}]+", "-")
            .replaceAll("^-+|-+$", "");
    return slug.isEmpty() ? "all" : slug;
  }

  /** The path, or the first of {@code path-2}, {@code path-3} … that does not exist. */
  static Path unused(Path path) {
    Path free = path;
    // Where a clock was set back, or two runs start in one second.
    for (int i = 2; Files.exists(free); i++) {
      free = path.resolveSibling(path.getFileName() + "-" + i);
    }
    return free;
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** Where a file of the folder is or will be. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /** Where the folder of the checkpoints is or will be. */
  public Path checkpoints() {
    return path.resolve(CHECKPOINTS);
  }

  /**
   * Writes {@code config.yaml}. That of a run which an earlier program began stays as it is: its
   * checkpoints can be told by it alone.
   *
   * @param options long option name without dashes → scalar, or list of scalars
   */
  public void writeConfig(Map<String, ?> options) {
    if (firstFormatConfig().isEmpty()) {
      Map<String, Object> marked = new LinkedHashMap<>();
      marked.put(FORMAT_KEY, FORMAT);
      marked.putAll(options);
      writeText(CONFIG, FlatYaml.toText(CONFIG_COMMENT, marked));
    }
  }

  /**
   * What {@code config.yaml} says when a program wrote it that knew no {@link #FORMAT_KEY}.
   *
   * @return option → value as it is written; empty when there is no such file
   * @throws DataException when it is malformed
   */
  public Optional<Map<String, String>> firstFormatConfig() {
    Path config = file(CONFIG);
    return Files.isRegularFile(config)
        ? Optional.of(FlatYaml.read(config)).filter(stored -> !stored.containsKey(FORMAT_KEY))
        : Optional.empty();
  }

  /** Writes {@code results.json}. */
  public void writeResults(RunResults results) {
    writeText(RESULTS, ResultsFile.toJson(results));
  }

  /** Writes {@code metrics.csv}. */
  public void writeMetrics(List<MetricRow> rows) {
    write(
        "metrics.csv",
        out -> {
          CsvLine line = new CsvLine(out, "seed,view,model,metric,value");
          for (MetricRow row : rows) {
            line.add(row.seed()).add(row.view()).add(row.model()).add(row.metric());
            line.add(row.value()).end();
          }
        });
  }

  /** Writes {@code training.csv}. */
  public void writeTraining(List<TrainingRow> rows) {
    write(
        TRAINING,
        out -> {
          CsvLine line = new CsvLine(out, TRAINING_HEADER);
          for (TrainingRow row : rows) {
            line.add(row.seed()).add(row.model()).add(row.epoch()).add(row.loss());
            line.add(row.validation()).add(row.learningRate()).add(row.gradNorm());
            line.add(row.positionsPerSecond()).end();
          }
        });
  }

  /** Writes {@code per_user.csv.gz}, row by row. */
  public void writePerUser(Filling<PerUserRows> filling) {
    write(
        PER_USER,
        out -> {
          CsvLine line = new CsvLine(out, PER_USER_HEADER);
          filling.fill(
              (seed, view, model, userId, metric, value) -> {
                line.add(seed).add(view).add(model).add(userId).add(metric).add(value).end();
              });
        });
  }

  /** Writes {@code recommendations.csv.gz}, row by row. */
  public void writeRecommendations(Filling<RecommendationRows> filling) {
    write(
        RECOMMENDATIONS,
        out -> {
          CsvLine line = new CsvLine(out, RECOMMENDATIONS_HEADER);
          filling.fill(
              (seed, view, model, userId, rank, movieId, score) -> {
                line.add(seed).add(view).add(model).add(userId).add(rank).add(movieId);
                line.add(score).end();
              });
        });
  }

  /** Writes a CSV file, row by row. */
  void writeTable(String name, String header, Filling<CsvLine> filling) {
    write(name, out -> filling.fill(new CsvLine(out, header)));
  }

  /** Writes {@code movies.csv}: the genres of a movie are joined by {@code |}. */
  public void writeMovies(List<CatalogMovie> movies) {
    write(
        MOVIES,
        out -> {
          CsvLine line = new CsvLine(out, MOVIES_HEADER);
          for (CatalogMovie movie : movies) {
            line.add(movie.movieId()).add(movie.title()).add(String.join("|", movie.genres()));
            line.add(movie.trainingEvents()).end();
          }
        });
  }

  /** Writes {@code stories.json}. */
  public void writeStories(Stories stories) {
    writeText(STORIES, ResultsFile.text(stories));
  }

  /** Writes a text file, e.g. the HTML report. */
  public void writeText(String name, String text) {
    write(name, out -> out.write(text));
  }

  /** Writes a text file whole or not at all, compressed when its name ends in {@code .gz}. */
  private void write(String name, Filling<Writer> filling) {
    create(path);
    try {
      WholeFile.write(
          path.resolve(name),
          file -> {
            // The gzip header carries no time, so that equal rows give equal bytes.
            try (Writer out =
                new BufferedWriter(
                    new OutputStreamWriter(
                        name.endsWith(".gz") ? new GZIPOutputStream(file, 1 << 13) : file,
                        StandardCharsets.UTF_8),
                    1 << 16)) {
              filling.fill(out);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path.resolve(name), e);
    }
  }

  private static void create(Path folder) {
    try {
      DurableFolder.create(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + folder, e);
    }
  }
}
