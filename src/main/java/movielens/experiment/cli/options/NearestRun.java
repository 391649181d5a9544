package movielens.experiment.cli.options;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import movielens.experiment.files.FolderException;
import movielens.experiment.files.OutputFolder;
import movielens.experiment.run.RunPlace;

/** The run that someone meant who named a folder without one. */
final class NearestRun {
  private NearestRun() {}

  /**
   * Refuses to go on where there is nothing to go on with.
   *
   * @throws FolderException when the folder holds no run; the message names the nearest one
   */
  static void requireRun(Path out) {
    RunPlace place = new RunPlace(out);
    if (!place.holdsRun()) {
      throw new FolderException("no run in " + out + state(out) + hint(place));
    }
  }

  private static String state(Path out) {
    return OutputFolder.holdsFiles(out, file -> false)
        ? ", which holds data or other files (" + OutputFolder.contents(out) + ")"
        : "";
  }

  private static String hint(RunPlace place) {
    return nearest(place)
        .map(run -> "; the nearest run is " + run + ", which can be given as --out")
        .orElse("; give the folder of the run to go on with as --out");
  }

  /** One inside the folder, else the one beside it whose name is nearest. */
  private static Optional<Path> nearest(RunPlace place) {
    List<Path> inside = place.runsInside();
    if (!inside.isEmpty()) {
      return Optional.of(inside.get(inside.size() - 1));
    }
    Path absolute = place.path().toAbsolutePath().normalize();
    if (absolute.getParent() == null) {
      return Optional.empty();
    }
    String typed = absolute.getFileName().toString();
    return new RunPlace(absolute.getParent())
        .runsInside().stream()
            .map(run -> run.getFileName().toString())
            .min(
                Comparator.<String>comparingInt(name -> NearestName.distance(typed, name))
                    .thenComparing(Comparator.naturalOrder()))
            .map(place.path()::resolveSibling);
  }
}
