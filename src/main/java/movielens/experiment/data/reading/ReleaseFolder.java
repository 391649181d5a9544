package movielens.experiment.data.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import movielens.experiment.data.ReleaseFormat;
import movielens.experiment.files.DataException;

/** A place where the files of one release lie beside each other. */
interface ReleaseFolder {
  /** Names of the files here. */
  List<String> names();

  /** The file of a name that is here. */
  DataFile file(String name);

  /** The file of this name, or its gzipped twin. */
  default Optional<DataFile> find(String name) {
    return Stream.of(name, name + ".gz").filter(names()::contains).map(this::file).findFirst();
  }

  /**
   * A folder on disk.
   *
   * @throws DataException when it cannot be listed
   */
  static ReleaseFolder onDisk(Path folder) {
    List<String> names;
    try (Stream<Path> children = Files.list(folder)) {
      names =
          children
              .filter(Files::isRegularFile)
              .map(child -> child.getFileName().toString())
              .filter(name -> !name.startsWith("."))
              .toList();
    } catch (IOException e) {
      throw new DataException(folder + ": cannot be listed (" + e.getMessage() + ")", e);
    }
    return new ReleaseFolder() {
      @Override
      public List<String> names() {
        return names;
      }

      @Override
      public DataFile file(String name) {
        Path file = folder.resolve(name);
        return new DataFile(
            file.toString(),
            name.endsWith(".gz") ? size(file) : 0,
            () -> Files.newInputStream(file));
      }
    };
  }

  /** The bundled sample's folder on the class path. */
  static ReleaseFolder onClassPath(String folder) {
    return new ReleaseFolder() {
      @Override
      public List<String> names() {
        return Stream.of(
                ReleaseFormat.CSV.ratingsFile(),
                ReleaseFormat.CSV.moviesFile(),
                ReleaseFormat.SYNTHETIC_MARKER)
            .filter(name -> ReleaseFolder.class.getResource(folder + "/" + name) != null)
            .toList();
      }

      @Override
      public DataFile file(String name) {
        String resource = folder + "/" + name;
        return new DataFile("jar:" + resource, 0, () -> openResource(resource));
      }
    };
  }

  private static InputStream openResource(String resource) throws IOException {
    InputStream content = ReleaseFolder.class.getResourceAsStream(resource);
    if (content == null) {
      throw new IOException("not in the jar");
    }
    return content;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }
}
