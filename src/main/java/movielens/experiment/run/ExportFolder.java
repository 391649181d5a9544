package movielens.experiment.run;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import movielens.experiment.files.DurableFolder;
import movielens.experiment.files.OutputFolder;
import movielens.experiment.files.WholeFile;

/** A new folder of exported embeddings; every file in it is written whole or not at all. */
public final class ExportFolder {
  private static final byte[] NPY_MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int NPY_ALIGNMENT = 64;

  private final Path path;

  private ExportFolder(Path path) {
    this.path = path;
  }

  /** Fills a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all bytes. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * A folder that does not exist yet or is empty; made when the first file is written.
   *
   * @throws movielens.experiment.files.FolderException when there are files, or {@code path} is no
   *     folder
   */
  public static ExportFolder at(Path path) {
    OutputFolder.requireNew(path);
    return new ExportFolder(path);
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /**
   * Writes rows as a NumPy array of little-endian float32, format version 1.0.
   *
   * @param rows (n, d) with n positive
   */
  public void writeNpy(String name, float[][] rows) {
    write(
        name,
        out -> {
          out.write(npyHeader(rows.length, rows[0].length));
          ByteBuffer bytes =
              ByteBuffer.allocate(rows[0].length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          for (float[] row : rows) {
            bytes.asFloatBuffer().put(row);
            out.write(bytes.array());
          }
        });
  }

  /** https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
  private static byte[] npyHeader(int rows, int columns) {
    String description =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(rows, columns);
    int before = NPY_MAGIC.length + Short.BYTES;
    int used = before + description.length() + 1;
    int size = (used + NPY_ALIGNMENT - 1) / NPY_ALIGNMENT * NPY_ALIGNMENT;
    String padded = description + " ".repeat(size - used) + "\n";
    return ByteBuffer.allocate(size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(NPY_MAGIC)
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  /** Writes rows of numbers, tabs between them, without a header. */
  public void writeVectors(String name, float[][] rows) {
    writeText(
        name,
        out -> {
          StringBuilder line = new StringBuilder();
          for (float[] row : rows) {
            line.setLength(0);
            for (float value : row) {
              line.append(line.isEmpty() ? "" : "\t").append(value);
            }
            out.append(line).append('\n');
          }
        });
  }

  /** Writes rows of text, tabs between them, below a header. */
  public void writeTsv(String name, List<String> header, List<List<String>> rows) {
    writeText(
        name,
        out -> {
          out.append(String.join("\t", header)).append('\n');
          for (List<String> row : rows) {
            List<String> cells = row.stream().map(cell -> cell.replaceAll("\\s", " ")).toList();
            out.append(String.join("\t", cells)).append('\n');
          }
        });
  }

  /** Writes {@code export.json}. */
  public void writeInfo(ExportInfo info) {
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    write("export.json", out -> out.write(mapper.writeValueAsBytes(info)));
  }

  private void writeText(String name, RunFolder.Filling<Writer> filling) {
    write(
        name,
        out -> {
          Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          filling.fill(text);
          text.flush();
        });
  }

  /** Writes any file. */
  public void write(String name, Content content) {
    try {
      DurableFolder.create(path);
      WholeFile.write(path.resolve(name), content::writeTo);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path.resolve(name), e);
    }
  }
}
