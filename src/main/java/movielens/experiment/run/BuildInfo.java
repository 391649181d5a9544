package movielens.experiment.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this program was built from, as the build wrote it down.
 *
 * @param version version of this program
 * @param commit abbreviated commit, or {@code unknown} for a build outside a repository
 * @param djl version of DJL
 * @param libtorch version of libtorch
 * @param tablesaw version of Tablesaw
 */
public record BuildInfo(
    String version, String commit, String djl, String libtorch, String tablesaw) {

  private static final String RESOURCE = "version.properties";

  /** Reads the build's own record. */
  public static BuildInfo load() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    return new BuildInfo(
        value(properties, "version"),
        value(properties, "commit"),
        value(properties, "djl"),
        value(properties, "libtorch"),
        value(properties, "tablesaw"));
  }

  /** The value, or {@code unknown} when it is missing or the build did not fill it in. */
  private static String value(Properties properties, String key) {
    String value = properties.getProperty(key, "").strip();
    return value.isEmpty() || value.startsWith("${") ? "unknown" : value;
  }
}
