package movielens.experiment.files;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is there whole or not at all: it is written beside its place, forced to disk, and
 * moved there in one step. A reader, or a run that goes on after a power cut, sees the old content
 * or the new one, never a part.
 */
public final class WholeFile {
  private static final String PART = ".part";

  private WholeFile() {}

  /** Whether a file of this name is one that was never finished. */
  public static boolean part(String name) {
    return name.startsWith(".") && name.endsWith(PART);
  }

  /** What fills the file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** What fills a file that is written at any place. */
  @FunctionalInterface
  public interface FileContent {
    void writeTo(RandomAccessFile file) throws IOException;
  }

  /** What has to be done when the new file is whole, before it takes the place of the old one. */
  @FunctionalInterface
  public interface Step {
    void run() throws IOException;
  }

  /**
   * Writes {@code target}, replacing what is there. When {@code content} throws, the target stays
   * as it was and nothing is left beside it.
   */
  public static void write(Path target, Content content) throws IOException {
    replace(
        target,
        file -> {
          // A stream over a channel would be closed by an interrupt of this thread; this one is
          // not.
          OutputStream out = new BufferedOutputStream(new FileOutputStream(file.getFD()), 1 << 16);
          content.writeTo(new Unclosable(out));
          out.flush();
        },
        () -> {});
  }

  /** The same for a file that is written at any place, with a step before it is renamed. */
  public static void replace(Path target, FileContent content, Step beforeRenaming)
      throws IOException {
    Path part = target.resolveSibling("." + target.getFileName() + PART);
    boolean moved = false;
    try {
      try (RandomAccessFile file = new RandomAccessFile(part.toFile(), "rw")) {
        file.setLength(0);
        content.writeTo(file);
        file.getFD().sync();
      }
      beforeRenaming.run();
      move(part, target);
      moved = true;
    } finally {
      if (!moved) {
        Files.deleteIfExists(part);
      }
    }
    DurableFolder.force(target);
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Keeps the file open for the final sync when a wrapping stream is closed. */
  private static final class Unclosable extends FilterOutputStream {
    Unclosable(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
