package movielens.experiment.run;

import java.util.Map;

/**
 * What the model {@code ease} of a run can be had from again without a new fit: the content of
 * {@code ease.json}.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION} of the program that wrote it
 * @param lambda the penalty λ that was best on the validation part
 * @param diagonal original movie id → Pᵢᵢ of P = (XᵀX + λI)⁻¹, for each movie of the catalogue
 */
public record EaseFit(int schemaVersion, double lambda, Map<Integer, Float> diagonal) {
  /** Version of the layout of {@code ease.json} that this program writes and reads. */
  public static final int SCHEMA_VERSION = 1;

  /** Copies the map, keeping its order. */
  public EaseFit {
    diagonal = Ordered.copy(diagonal);
  }
}
