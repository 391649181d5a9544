package movielens.experiment.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import movielens.experiment.evaluation.Certainty;
import movielens.experiment.evaluation.EffectSize;
import movielens.experiment.evaluation.View;
import movielens.experiment.files.CsvLine;

/** The runs of several slices as tidy tables, beside their folders. */
public final class SlicesTables {
  /** A row per slice, model and metric of the like-for-like view. Written last. */
  static final String SCORES = "genres.csv";

  static final String SCORES_HEADER =
      "genre,min_genre_share,folder,power_users,genre_movies,model,metric,mean,sd,seeds";

  /** A row per slice, pair of models and metric of the like-for-like view. */
  static final String DIFFERENCES = "differences.csv";

  static final String DIFFERENCES_HEADER =
      "genre,min_genre_share,folder,power_users,a,b,metric,difference,low,high,p,p_holm,p_holm_all,"
          + "joint_low,joint_high,p_sign_flip,p_equivalence,d_z,better,worse,same,primary,p_primary";

  /** Before the names of the tables of the view {@link View#LATER}. */
  static final String LATER = "later-";

  private SlicesTables() {}

  /** Writes both tables, and those of the later view where all runs have one. */
  public static void write(RunFolder folder, List<SliceRun> runs) {
    if (runs.stream().allMatch(run -> run.results().views().containsKey(View.LATER.label()))) {
      write(folder, runs, View.LATER.label(), LATER);
    }
    write(folder, runs, View.LIKE_FOR_LIKE.label(), "");
  }

  private static void write(RunFolder folder, List<SliceRun> runs, String view, String prefix) {
    folder.writeTable(
        prefix + DIFFERENCES,
        DIFFERENCES_HEADER,
        line -> {
          for (SliceDifference difference : SliceDifference.of(runs, view)) {
            add(difference, line);
          }
        });
    folder.writeTable(
        prefix + SCORES,
        SCORES_HEADER,
        line -> {
          for (SliceRun run : runs) {
            SliceInfo slice = run.results().slice();
            Map<String, Map<String, MetricSummary>> models = run.results().views().get(view);
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

  private static void add(SliceDifference difference, CsvLine line) throws IOException {
    SliceRun run = difference.run();
    Comparison c = difference.comparison();
    line.add(run.results().slice().genre()).add(run.minGenreShare()).add(run.folder());
    line.add(c.users()).add(c.a()).add(c.b()).add(c.metric());
    line.add(c.difference()).add(c.low()).add(c.high());
    line.add(c.p()).add(c.pHolm()).add(difference.pHolmAll());
    Certainty certainty = c.certainty() == null ? Certainty.UNKNOWN : c.certainty();
    EffectSize effect = certainty.effect();
    line.add(certainty.interval().low()).add(certainty.interval().high());
    line.add(certainty.pSignFlip()).add(certainty.pEquivalence());
    line.add(effect.dz()).add(effect.better()).add(effect.worse()).add(effect.same());
    line.add(String.valueOf(c.primary())).add(difference.pPrimary()).end();
  }
}
