package movielens.experiment.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import movielens.experiment.files.DataException;

/** A place where the files of one release lie beside each other. */
interface ReleaseFolder {
  /** The stored file of exactly this name. */
  Optional<DataFile> stored(String fileName);

  /** The file of this name, or its gzipped twin. */
  default Optional<DataFile> find(String fileName) {
    return stored(fileName).or(() -> stored(fileName + ".gz"));
  }

  /** The format whose ratings file lies here. */
  default Optional<ReleaseFormat> format() {
    for (ReleaseFormat format : ReleaseFormat.values()) {
      if (find(format.ratingsFile()).isPresent()) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** A folder on disk. */
  static ReleaseFolder onDisk(Path folder) {
    return fileName -> {
      Path file = folder.resolve(fileName);
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      return Optional.of(
          new DataFile(
              file.toString(),
              fileName.endsWith(".gz") ? size(file) : 0,
              () -> Files.newInputStream(file)));
    };
  }

  /** A folder on the class path. */
  static ReleaseFolder onClassPath(String folder) {
    return fileName -> {
      String resource = folder + "/" + fileName;
      if (ReleaseFolder.class.getResource(resource) == null) {
        return Optional.empty();
      }
      return Optional.of(new DataFile("jar:" + resource, 0, () -> openResource(resource)));
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
