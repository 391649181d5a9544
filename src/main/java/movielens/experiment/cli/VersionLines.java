package movielens.experiment.cli;

import movielens.experiment.run.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionLines implements IVersionProvider {
  @Override
  public String[] getVersion() {
    BuildInfo build = BuildInfo.load();
    return new String[] {
      "experiment " + build.version() + " (commit " + build.commit() + ")",
      "Java " + Runtime.version(),
      "DJL " + build.djl() + ", libtorch " + build.libtorch() + ", Tablesaw " + build.tablesaw()
    };
  }
}
