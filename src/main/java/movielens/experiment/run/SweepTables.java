package movielens.experiment.run;

import java.util.List;
import java.util.Map;
import movielens.experiment.evaluation.View;

/** The runs of several slices as tidy tables, beside their folders. */
public final class SweepTables {
  /** A row per slice, model and metric of the like-for-like view. Written last. */
  static final String SCORES = "genres.csv";

  static final String SCORES_HEADER =
      "genre,min_genre_share,folder,power_users,genre_movies,model,metric,mean,sd,seeds";

  /** A row per slice, pair of models and metric of the like-for-like view. */
  static final String DIFFERENCES = "differences.csv";

  static final String DIFFERENCES_HEADER =
      "genre,min_genre_share,folder,power_users,a,b,metric,difference,low,high,p,p_holm,p_holm_all";

  private SweepTables() {}

  /** Writes both tables. */
  public static void write(RunFolder folder, List<SliceRun> runs) {
    folder.writeTable(
        DIFFERENCES,
        DIFFERENCES_HEADER,
        line -> {
          for (SliceDifference difference : SliceDifference.of(runs)) {
            SliceRun run = difference.run();
            Comparison c = difference.comparison();
            line.add(run.results().slice().genre()).add(run.minGenreShare()).add(run.folder());
            line.add(c.users()).add(c.a()).add(c.b()).add(c.metric());
            line.add(c.difference()).add(c.low()).add(c.high());
            line.add(c.p()).add(c.pHolm()).add(difference.pHolmAll()).end();
          }
        });
    folder.writeTable(
        SCORES,
        SCORES_HEADER,
        line -> {
          for (SliceRun run : runs) {
            SliceInfo slice = run.results().slice();
            Map<String, Map<String, MetricSummary>> models =
                run.results().views().get(View.LIKE_FOR_LIKE.label());
            for (String model : models.keySet()) {
              for (Map.Entry<String, MetricSummary> metric : models.get(model).entrySet()) {
                line.add(slice.genre()).add(run.minGenreShare()).add(run.folder());
                line.add(slice.powerUsers()).add(slice.items()).add(model).add(metric.getKey());
                line.add(metric.getValue().mean()).add(metric.getValue().sd());
                line.add(run.results().seeds().size()).end();
              }
            }
          }
        });
  }
}
