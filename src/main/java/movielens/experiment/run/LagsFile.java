package movielens.experiment.run;

import java.util.List;

/** {@code lags.csv}: which test events were found, near and far, as a tidy table. */
public final class LagsFile {
  static final String NAME = "lags.csv";
  static final String HEADER = "seed,view,model,lag,bin,events,found,share,users,share_by_user";

  private LagsFile() {}

  /** Writes the rows. */
  public static void write(RunFolder folder, List<LagRow> rows) {
    folder.writeTable(
        NAME,
        HEADER,
        line -> {
          for (LagRow row : rows) {
            line.add(row.seed()).add(row.view()).add(row.model()).add(row.lag()).add(row.bin());
            line.add(row.events()).add(row.found());
            line.add((double) row.found() / row.events());
            line.add(row.users()).add(row.shareByUser()).end();
          }
        });
  }
}
