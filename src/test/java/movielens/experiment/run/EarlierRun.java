package movielens.experiment.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Run folders that earlier programs made with {@code run --threads 1 --dim 8 --layers 1 --window 16
 * --epochs 1 --min-steps 0 --seeds 1,2}, and {@code --models all} where they had it; the
 * interrupted runs stopped in the second seed's generic model after three steps. Format 1 is of
 * commit 650fd7c, format 2 of the commit that brought {@code --temporal-validation}.
 */
public final class EarlierRun {
  /** The formats of which there are runs. */
  public static final List<Integer> FORMATS = List.of(1, 2);

  private EarlierRun() {}

  /** Unpacks the finished run of a format into a folder of its name. */
  public static Path finished(int format, Path parent) throws IOException {
    return unpack("format-" + format + "-finished", parent);
  }

  /** The same of the interrupted one. */
  public static Path interrupted(int format, Path parent) throws IOException {
    return unpack("format-" + format + "-interrupted", parent);
  }

  private static Path unpack(String name, Path parent) throws IOException {
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
