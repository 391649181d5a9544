package movielens.experiment.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The file format of TorchScript modules: a zip of stored entries with the module's code as text,
 * and a pickle of its attributes.
 */
final class TorchScriptArchive {
  /**
   * Of the file format, which decides the meaning of the operators: that of PyTorch 1.13 to 2.x.
   */
  private static final String FORMAT_VERSION = "10\n";

  /** The first time that a zip can name. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipOutputStream zip;
  private final String root;

  /**
   * Begins an archive.
   *
   * @param root name of the folder that holds the entries
   * @param out left open
   */
  TorchScriptArchive(String root, OutputStream out) {
    this.root = root;
    zip = new ZipOutputStream(out);
  }

  /**
   * The text of a script.
   *
   * @param owner the class beside which the resource stands
   */
  static String code(Class<?> owner, String resource) throws IOException {
    try (InputStream text = owner.getResourceAsStream(resource)) {
      if (text == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Stores the module itself.
   *
   * @param attributes pickle of an object of the module's class
   * @param code of that class and those that it needs
   */
  void module(PickleWriter attributes, String code) throws IOException {
    entry("data.pkl", attributes.toBytes());
    entry("code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
  }

  /** Stores one more entry. */
  void entry(String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(root + "/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    // A fixed time, so that equal content gives equal bytes.
    entry.setTimeLocal(EPOCH);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** Stores what every archive ends with. */
  void finish() throws IOException {
    entry("constants.pkl", new PickleWriter().emptyTuple().toBytes());
    entry("version", FORMAT_VERSION.getBytes(StandardCharsets.US_ASCII));
    entry("byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    zip.finish();
  }
}
