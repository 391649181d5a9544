package movielens.experiment.pipeline.exchange;

import java.nio.file.Path;
import movielens.experiment.console.Progress;
import movielens.experiment.html.HtmlReport;
import movielens.experiment.pipeline.PreparedData;
import movielens.experiment.run.RunFolder;

/** The folder of lists that were judged: files as those of a run, and the page. */
public final class JudgedFolder {
  private JudgedFolder() {}

  /**
   * Writes all files.
   *
   * @param judgement what was found
   * @param data that the lists are for
   * @param folder a new one
   */
  public static void write(
      ListJudge.Judgement judgement, PreparedData data, Path folder, Progress progress) {
    try (RunFolder files = RunFolder.at(folder, false)) {
      progress.during(
          "write results",
          () -> {
            judgement.found().write(files, false);
            files.writeMovies(data.movies());
            files.writeStories(judgement.found().stories(data.split()));
            files.writeResults(judgement.results());
          });
      progress.during("draw " + RunFolder.REPORT, () -> HtmlReport.write(files));
    }
  }
}
