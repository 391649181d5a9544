package movielens.experiment.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.files.CsvLine;
import movielens.experiment.files.DataException;
import movielens.experiment.files.FlatYaml;
import movielens.experiment.files.OutputFolder;
import movielens.experiment.files.WholeFile;
import movielens.experiment.run.TrialResult.Scores;

/**
 * The folder of an ablation: {@code trials/<hash of the configuration>/} with the result of every
 * finished seed, {@code ablation.csv} with all of them, and a mark that says what the folder is.
 * Those of a rehearsal are {@code rehearsals/} and {@code rehearsal.csv}.
 */
public final class AblationFolder {
  /** The mark. Programs of the first format wrote none. */
  static final String MARK = "ablation.yaml";

  /** The table's header when programs wrote no mark. */
  private static final String FIRST_HEADER =
      "trial,seed,best_epoch,epochs,validation_ndcg@10,seconds";

  private static final String HEADER = FIRST_HEADER + ",validation_recall@10,model";
  private static final String REHEARSAL_HEADER =
      HEADER + ",kept_back_recall@10,kept_back_ndcg@10,later_recall@10,later_ndcg@10";

  private final Path path;
  private final boolean rehearsal;

  private AblationFolder(Path path, boolean rehearsal) {
    this.path = path;
    this.rehearsal = rehearsal;
  }

  private String trials() {
    return trials(rehearsal);
  }

  /** The name of the folder that holds those of the trials. */
  public static String trials(boolean rehearsal) {
    return rehearsal ? "rehearsals" : "trials";
  }

  private String table() {
    return rehearsal ? "rehearsal.csv" : "ablation.csv";
  }

  /**
   * The folder at a path, new or that of an ablation; nothing is created yet.
   *
   * @param rehearsal whether its trials are those of a rehearsal
   * @throws movielens.experiment.files.FolderException when there are other files
   */
  public static AblationFolder at(Path path, boolean rehearsal) {
    AblationFolder folder = new AblationFolder(path, rehearsal);
    if (OutputFolder.holdsFiles(path, file -> WholeFile.part(file.getFileName().toString()))) {
      OutputFolder.requireOwn(path, folder.isOwn(), "ablation");
    }
    return folder;
  }

  private boolean isOwn() {
    return Files.isRegularFile(path.resolve(MARK))
        || hasOwnTable()
        || !new RunPlace(path.resolve(trials())).runsInside().isEmpty();
  }

  private boolean hasOwnTable() {
    Path table = path.resolve(table());
    if (!Files.isRegularFile(table)) {
      return false;
    }
    byte[] header = (FIRST_HEADER + "\n").getBytes(StandardCharsets.UTF_8);
    try (InputStream in = Files.newInputStream(table)) {
      return Arrays.equals(in.readNBytes(header.length), header);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + table, e);
    }
  }

  /** Makes the folder if need be, and marks it. */
  public void claim() {
    if (!Files.exists(path.resolve(MARK))) {
      new RunFolder(path)
          .writeText(
              MARK,
              FlatYaml.toText(
                  "Results of 'experiment ablate'; the same command with the same --out goes on.",
                  Map.of(RunFolder.FORMAT_KEY, RunFolder.FORMAT)));
    }
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /**
   * The folder of one trial: that which is there already, whatever it is called, else a new one.
   *
   * @param name of a new one
   * @param isOfTrial whether a {@code config.yaml} is that of the trial
   */
  public RunFolder trial(String name, Predicate<Map<String, String>> isOfTrial) {
    Path trials = path.resolve(trials());
    if (!Files.isDirectory(trials)) {
      return RunFolder.at(trials.resolve(name), true);
    }
    try (Stream<Path> there = Files.list(trials)) {
      Path found =
          there
              .sorted()
              .filter(trial -> Files.isRegularFile(trial.resolve(RunFolder.CONFIG)))
              .filter(trial -> isOfTrial.test(FlatYaml.read(trial.resolve(RunFolder.CONFIG))))
              .findFirst()
              .orElse(trials.resolve(name));
      return RunFolder.at(found, true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + trials, e);
    }
  }

  /**
   * The result of a model's seed, when it was finished before.
   *
   * @throws DataException when the file is not what this program writes
   */
  public Optional<TrialResult> finished(RunFolder trial, ModelName model, long seed) {
    Path file = trial.file(name(model, seed));
    try {
      return Optional.of(ResultsFile.MAPPER.readValue(Files.readString(file), TrialResult.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new DataException(file + " is not a trial's result; delete it to train again", e);
    } catch (IOException e) {
      throw new DataException(file + " cannot be read", e);
    }
  }

  /** Keeps the result of a model's seed. */
  public void write(RunFolder trial, ModelName model, TrialResult result) {
    trial.writeText(name(model, result.seed()), ResultsFile.text(result));
  }

  /** Those of generic, which once was the only model, have no model in their name. */
  private static String name(ModelName model, long seed) {
    String of = model == ModelName.GENERIC ? "" : "-" + model.label();
    return "seed-" + seed + of + ".json";
  }

  /**
   * Writes {@code ablation.csv}.
   *
   * @param model that was trained
   * @param results trial → its finished seeds
   */
  public void writeTable(ModelName model, Map<String, List<TrialResult>> results) {
    new RunFolder(path)
        .writeTable(
            table(),
            rehearsal ? REHEARSAL_HEADER : HEADER,
            line -> {
              for (Map.Entry<String, List<TrialResult>> trial : results.entrySet()) {
                for (TrialResult result : trial.getValue()) {
                  line.add(trial.getKey()).add(result.seed()).add(result.bestEpoch());
                  line.add(result.epochs()).add(result.validation()).add(result.seconds());
                  line.add(Objects.requireNonNullElse(result.recall(), Double.NaN));
                  line.add(model.label());
                  if (rehearsal) {
                    add(result.rehearsal().all(), line);
                    add(result.rehearsal().later(), line);
                  }
                  line.end();
                }
              }
            });
  }

  private static void add(Scores scores, CsvLine line) {
    line.add(scores.recall()).add(scores.ndcg());
  }
}
