package movielens.experiment.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the model {@code ease} or {@code ease-recent} of a run can be had from again without a new
 * fit: the content of {@code ease.json} and {@code ease-recent.json}.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION} of the program that wrote it
 * @param lambda the penalty λ that was best on the validation part
 * @param decay an event of a user counts this to the power of the number of events after it; 1
 *     where all count the same, as in a file that lacks it
 * @param diagonal original movie id → Pᵢᵢ of P = (XᵀX + λI)⁻¹, for each movie of the catalogue
 */
public record EaseFit(
    int schemaVersion, double lambda, double decay, Map<Integer, Float> diagonal) {
  /** Version of the layout of {@code ease.json} that this program writes and reads. */
  public static final int SCHEMA_VERSION = 1;

  /** Copies the map, keeping its order. A file without a decay is read as NaN. */
  public EaseFit {
    decay = Double.isNaN(decay) ? 1 : decay;
    diagonal = Ordered.copy(diagonal);
  }

  /**
   * Name of its file in the run folder.
   *
   * @param model name of the model
   */
  public static String file(String model) {
    return model + ".json";
  }

  /**
   * Writes it.
   *
   * @param model name of the model
   */
  public void writeTo(RunFolder folder, String model) {
    folder.writeText(file(model), ResultsFile.text(this));
  }

  /**
   * Reads what a run has kept.
   *
   * @param model name of the model
   * @return empty when there is none, as in a run of an earlier version
   * @throws movielens.experiment.files.DataException when it is malformed or of another schema
   *     version
   */
  public static Optional<EaseFit> of(RunFolder folder, String model) {
    Path file = folder.file(file(model));
    return Files.exists(file)
        ? Optional.of(ResultsFile.read(file, EaseFit.class, SCHEMA_VERSION))
        : Optional.empty();
  }
}
