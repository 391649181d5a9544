package movielens.experiment.run;

import java.util.List;

/**
 * Lists made elsewhere that were judged beside the models of a run.
 *
 * @param run the folder of the run, as it was named
 * @param lists what was judged, one for each model
 */
public record Judged(String run, List<Lists> lists) {
  /** Copies the list. */
  public Judged {
    lists = List.copyOf(lists);
  }

  /**
   * The lists of a model.
   *
   * @param name of the model in the tables
   * @param file they came from, as it was named
   * @param rows of the file
   * @param sha256 of the file's content, uncompressed
   */
  public record Lists(String name, String file, long rows, String sha256) {}
}
