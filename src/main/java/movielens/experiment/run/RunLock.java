package movielens.experiment.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import movielens.experiment.files.FolderException;

/**
 * A process's claim on a folder: a lock on a file in it. The system gives it back when the process
 * ends, however it ends, so that a killed run leaves no claim behind. The file itself stays:
 * removing it would let two processes lock two files of one name.
 */
public final class RunLock implements AutoCloseable {
  /** The file; it holds the id of the last process that had the lock. */
  public static final String FILE = ".lock";

  private static final int LONGEST_ID = 20;

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of an existing folder.
   *
   * @throws FolderException when another process, or another run of this one, has it
   */
  public static RunLock take(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = lock(channel);
      if (lock == null) {
        throw new FolderException(
            "another process"
                + owner(channel)
                + " is at work in "
                + folder
                + "; wait for it, or give another --out");
      }
      channel.truncate(0);
      byte[] id = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(id), 0);
      return new RunLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Whether another process has it. A process must not ask about a lock of its own: on some systems
   * it would lose it by that.
   */
  public static boolean held(Path folder) {
    if (!Files.exists(folder.resolve(FILE))) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      return lock == null;
    } catch (IOException e) {
      // A file system without locks has none that is held.
      return false;
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String owner(FileChannel channel) {
    try {
      ByteBuffer id = ByteBuffer.allocate(LONGEST_ID);
      channel.read(id, 0);
      String text = new String(id.array(), 0, id.position(), StandardCharsets.US_ASCII);
      return text.matches("[0-9]+") ? " (" + text + ")" : "";
    } catch (IOException e) {
      // Some platforms let nobody else read a locked file.
      return "";
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The system gives the lock back with the process at the latest.
    }
  }
}
