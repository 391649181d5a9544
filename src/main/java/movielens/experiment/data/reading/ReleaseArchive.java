package movielens.experiment.data.reading;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import movielens.experiment.files.DataException;

/** The zip of a release, read in place: nothing is unpacked to disk. */
final class ReleaseArchive implements ReleaseFolder, AutoCloseable {
  private final Path path;
  private final ZipFile zip;
  private final List<String> names;
  private final String folder;

  /**
   * Opens an archive at the folder inside it that has a ratings file.
   *
   * @throws DataException when it is no zip, is damaged, has an entry that points outside, or has
   *     several such folders
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
      this.names = safeNames();
      this.folder = releaseFolder(names);
    } catch (DataException e) {
      close();
      throw e;
    }
  }

  private List<String> safeNames() {
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

  private String releaseFolder(List<String> names) {
    List<String> folders =
        names.stream()
            .filter(name -> !hidden(name) && ReleaseFiles.isRatings(fileName(name)))
            .map(name -> name.substring(0, name.length() - fileName(name).length()))
            .distinct()
            .sorted()
            .toList();
    if (folders.size() > 1) {
      throw new DataException(
          path
              + ": holds several releases, in "
              + folders.stream()
                  .map(name -> name.isEmpty() ? "its top folder" : name)
                  .collect(Collectors.joining(", "))
              + "; unpack it and give the folder of one of them");
    }
    return folders.isEmpty() ? "" : folders.get(0);
  }

  /** What macOS and others put beside the files. */
  private static boolean hidden(String name) {
    return name.startsWith("__MACOSX/") || fileName(name).startsWith(".");
  }

  private static String fileName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  @Override
  public List<String> names() {
    return names.stream()
        .filter(name -> name.startsWith(folder) && !name.endsWith("/") && !hidden(name))
        .map(name -> name.substring(folder.length()))
        .filter(name -> !name.contains("/"))
        .toList();
  }

  @Override
  public DataFile file(String name) {
    ZipEntry entry = zip.getEntry(folder + name);
    return new DataFile(
        path + "!/" + entry.getName(),
        Math.max(1, entry.getCompressedSize()),
        () -> new CheckedEntry(zip.getInputStream(entry), entry));
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
