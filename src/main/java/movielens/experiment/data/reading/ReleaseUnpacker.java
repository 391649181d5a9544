package movielens.experiment.data.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import movielens.experiment.files.DataException;
import movielens.experiment.files.DurableFolder;
import movielens.experiment.files.TemporaryFolder;
import movielens.experiment.files.WholeFile;

/** Unpacks the zip of a release. The folder appears when all of it is there. */
final class ReleaseUnpacker {
  private ReleaseUnpacker() {}

  /**
   * Unpacks the part of a zip that holds the release.
   *
   * @param folder must not exist, or be empty
   * @throws DataException when the zip has entries that point outside, or no release
   */
  static void unpack(Path zip, Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    try (TemporaryFolder temporary = TemporaryFolder.in(parent, "." + folder.getFileName() + "-")) {
      // Opening it as a release refuses entries that point outside before anything is written
      new ReleaseArchive(zip).close();
      unpackAll(zip, temporary.path());
      Path release = releaseIn(zip, temporary.path());
      Files.deleteIfExists(folder);
      Files.move(release, folder, StandardCopyOption.ATOMIC_MOVE);
      DurableFolder.force(folder);
    }
  }

  private static void unpackAll(Path path, Path target) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      GuardedInputStream.Budget budget =
          GuardedInputStream.budget(path.toString(), Files.size(path));
      for (ZipEntry entry : zip.stream().toList()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new DataException(path + ": entry '" + entry.getName() + "' points outside");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        // Links are written as plain files with the target's name inside, never as links
        try (InputStream content = new GuardedInputStream(zip.getInputStream(entry), budget)) {
          WholeFile.write(file, content::transferTo);
        }
      }
    }
  }

  private static Path releaseIn(Path zip, Path temporary) throws IOException {
    try (Stream<Path> folders = Files.walk(temporary, 2)) {
      return folders
          .filter(Files::isDirectory)
          .filter(folder -> ReleaseFiles.areIn(ReleaseFolder.onDisk(folder)))
          .min(Comparator.comparingInt(Path::getNameCount).thenComparing(Path::compareTo))
          .orElseThrow(() -> new DataException(zip + ": no ratings file inside"));
    }
  }
}
