package movielens.experiment.pipeline.slices;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import movielens.experiment.data.SliceRule;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.OptionValues;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.run.RunFolder;

/**
 * Experiments that differ in their slice alone.
 *
 * @param base the experiment on the first slice; its {@code out}, if any, is the folder of all
 * @param slices one experiment each: every genre with every share, not empty, without duplicates
 */
public record SlicesConfig(ExperimentConfig base, List<SliceRule> slices) {
  /** Copies the list. */
  public SlicesConfig {
    slices = List.copyOf(slices);
  }

  private List<String> genres() {
    return slices.stream().map(SliceRule::genre).distinct().toList();
  }

  private List<Double> shares() {
    return slices.stream().map(SliceRule::minGenreShare).distinct().toList();
  }

  /** The options of the base, with a list where there are several genres or shares. */
  public OptionValues options() {
    OptionValues options = base.options();
    if (genres().size() > 1) {
      options = options.with(RunOption.GENRE, genres());
    }
    return shares().size() > 1 ? options.with(RunOption.MIN_GENRE_SHARE, shares()) : options;
  }

  /** Where the folders go that are not told: {@code 3-genres} or {@code horror-5-shares}. */
  public Path path() {
    String what =
        genres().size() > 1
            ? genres().size() + "-genres"
            : genres().get(0) + "-" + shares().size() + "-shares";
    return base.out().orElseGet(() -> RunFolder.newPath(what, options().hash()));
  }

  /**
   * The experiments, each with a folder of its own, named by its genre, and by its share where
   * there are several. One that is there already goes on.
   *
   * @param path the folder of all
   */
  public List<ExperimentConfig> runs(Path path) {
    List<ExperimentConfig> runs = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (SliceRule slice : slices) {
      String name = RunFolder.slug(slice.genre());
      if (shares().size() > 1) {
        name += "-" + slice.minGenreShare();
      }
      String free = name;
      for (int i = 2; !taken.add(free); i++) {
        free = name + "-" + i;
      }
      runs.add(base.with(slice, path.resolve(free), true));
    }
    return runs;
  }
}
