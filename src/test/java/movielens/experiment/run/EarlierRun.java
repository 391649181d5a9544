package movielens.experiment.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Run folders that programs of earlier formats made. Format 1 was made by commit 650fd7c with
 * {@code run --threads 1 --dim 8 --layers 1 --window 16 --epochs 1 --min-steps 0 --seeds 1,2}; the
 * interrupted run stopped in the second seed's generic model after three steps.
 */
public final class EarlierRun {
  public static final String FINISHED = "format-1-finished";
  public static final String INTERRUPTED = "format-1-interrupted";

  private EarlierRun() {}

  /** Unpacks a run into a folder of its name. */
  public static Path unpack(String name, Path parent) throws IOException {
    Path target = parent.resolve(name);
    try (InputStream in = EarlierRun.class.getResourceAsStream("/runs/" + name + ".zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = target.resolve(entry.getName());
        Files.createDirectories(entry.isDirectory() ? file : file.getParent());
        if (!entry.isDirectory()) {
          Files.copy(zip, file);
        }
      }
    }
    return target;
  }
}
