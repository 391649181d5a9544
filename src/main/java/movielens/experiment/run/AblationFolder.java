package movielens.experiment.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import movielens.experiment.files.DataException;
import movielens.experiment.files.FlatYaml;

/**
 * The folder of an ablation: {@code trials/<hash of the configuration>/} with the result of every
 * finished seed, and {@code ablation.csv} with all of them.
 */
public final class AblationFolder {
  private final Path path;

  /** The folder at a path; nothing is created yet. */
  public AblationFolder(Path path) {
    this.path = path;
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
    Path trials = path.resolve("trials");
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
   * The result of a seed, when it was finished before.
   *
   * @throws DataException when the file is not what this program writes
   */
  public Optional<TrialResult> finished(RunFolder trial, long seed) {
    Path file = trial.file(name(seed));
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

  /** Keeps the result of a seed. */
  public void write(RunFolder trial, TrialResult result) {
    trial.writeText(name(result.seed()), ResultsFile.text(result));
  }

  private static String name(long seed) {
    return "seed-" + seed + ".json";
  }

  /**
   * Writes {@code ablation.csv}.
   *
   * @param results trial → its finished seeds
   */
  public void writeTable(Map<String, List<TrialResult>> results) {
    RunFolder.at(path, true)
        .writeTable(
            "ablation.csv",
            "trial,seed,best_epoch,epochs,validation_ndcg@10,seconds",
            line -> {
              for (Map.Entry<String, List<TrialResult>> trial : results.entrySet()) {
                for (TrialResult result : trial.getValue()) {
                  line.add(trial.getKey()).add(result.seed()).add(result.bestEpoch());
                  line.add(result.epochs()).add(result.validation()).add(result.seconds()).end();
                }
              }
            });
  }
}
