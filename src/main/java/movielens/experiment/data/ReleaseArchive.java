package movielens.experiment.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import movielens.experiment.files.DataException;

/** The zip of a release, read in place: nothing is unpacked to disk. */
final class ReleaseArchive implements ReleaseFolder, AutoCloseable {
  private final Path path;
  private final ZipFile zip;
  private final String folder;

  /**
   * Opens an archive at the shallowest folder inside it that has a ratings file.
   *
   * @throws DataException when it is no zip, is damaged, or has an entry that points outside
   */
  ReleaseArchive(Path path) {
    this.path = path;
    try {
      this.zip = new ZipFile(path.toFile());
    } catch (IOException e) {
      throw new DataException(
          path
              + ": not a whole zip file ("
              + e.getMessage()
              + "); it may be a partial download, download it again",
          e);
    }
    try {
      this.folder = releaseFolder(names());
    } catch (DataException e) {
      close();
      throw e;
    }
  }

  private List<String> names() {
    List<String> names;
    try {
      names = zip.stream().map(ZipEntry::getName).toList();
    } catch (IllegalArgumentException e) {
      // Java's way to say it; names in another encoding need not even be marked as such
      throw new DataException(
          path
              + ": has an entry whose name is not UTF-8; no release has such names, download it"
              + " again",
          e);
    }
    for (String name : names) {
      if (name.startsWith("/") || List.of(name.split("[/\\\\]", -1)).contains("..")) {
        throw new DataException(
            path
                + ": entry '"
                + name
                + "' points outside the archive; do not trust this file, download the release"
                + " again");
      }
    }
    return names;
  }

  private static String releaseFolder(List<String> names) {
    return names.stream()
        .filter(ReleaseArchive::isRatingsFile)
        .min(
            Comparator.comparingLong((String name) -> name.chars().filter(c -> c == '/').count())
                .thenComparing(Comparator.naturalOrder()))
        .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
        .orElse("");
  }

  private static boolean isRatingsFile(String name) {
    String fileName = name.substring(name.lastIndexOf('/') + 1);
    for (ReleaseFormat format : ReleaseFormat.values()) {
      if (fileName.equals(format.ratingsFile()) || fileName.equals(format.ratingsFile() + ".gz")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Optional<DataFile> stored(String fileName) {
    ZipEntry entry = zip.getEntry(folder + fileName);
    if (entry == null || entry.isDirectory()) {
      return Optional.empty();
    }
    return Optional.of(
        new DataFile(
            path + "!/" + entry.getName(),
            Math.max(1, entry.getCompressedSize()),
            () -> new CheckedEntry(zip.getInputStream(entry), entry)));
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new DataException(path + ": cannot be closed (" + e.getMessage() + ")", e);
    }
  }

  /** {@link ZipFile} does not compare checksums by itself. */
  private static final class CheckedEntry extends FilterInputStream {
    private final CRC32 checksum = new CRC32();
    private final long expected;

    CheckedEntry(InputStream content, ZipEntry entry) {
      super(content);
      this.expected = entry.getCrc();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read > 0) {
        checksum.update(buffer, offset, read);
      } else if (read < 0 && expected >= 0 && checksum.getValue() != expected) {
        throw new ZipException("its checksum does not agree");
      }
      return read;
    }
  }
}
