package movielens.experiment.data.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import movielens.experiment.data.ReleaseFormat;

/** The same three ratings and two movies in every format, and ways to store them. */
public final class SmallRelease {
  public static final String RATINGS_CSV =
      "userId,movieId,rating,timestamp\n7,1,4.5,978300760\n7,20,3.0,978300761\n9,1,0.5,978300000\n";
  public static final String MOVIES_CSV =
      """
      movieId,title,genres
      1,"Café, the ""Great"" (1995)",Animation|Comedy
      20,Plain (1999),(no genres listed)
      """;

  private SmallRelease() {}

  /** File names and contents. */
  public static Map<String, byte[]> files(ReleaseFormat format) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    switch (format) {
      case CSV -> {
        files.put("ratings.csv", RATINGS_CSV.getBytes(UTF_8));
        files.put("movies.csv", MOVIES_CSV.getBytes(UTF_8));
      }
      case DAT -> {
        files.put(
            "ratings.dat",
            "7::1::4.5::978300760\n7::20::3::978300761\n9::1::0.5::978300000\n".getBytes(UTF_8));
        files.put(
            "movies.dat",
            "1::Café, the \"Great\" (1995)::Animation|Comedy\n20::Plain (1999)::\n"
                .getBytes(ISO_8859_1));
      }
      case U_DATA -> {
        files.put(
            "u.data",
            "7\t1\t4.5\t978300760\n7\t20\t3\t978300761\n9\t1\t0.5\t978300000\n".getBytes(UTF_8));
        files.put(
            "u.item",
            ("1|Café, the \"Great\" (1995)|01-Jan-1995||http://x|"
                    + flags("Animation", "Comedy")
                    + "\n20|Plain (1999)|01-Jan-1999||http://x|"
                    + flags("unknown")
                    + "\n")
                .getBytes(ISO_8859_1));
      }
    }
    return files;
  }

  public static String flags(String... genres) {
    StringJoiner flags = new StringJoiner("|");
    for (String genre : MovieFields.ML_100K_GENRES) {
      flags.add(List.of(genres).contains(genre) ? "1" : "0");
    }
    return flags.toString();
  }

  public static Path write(Path folder, Map<String, byte[]> files) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** A csv release with these contents. */
  public static Path csv(Path folder, String ratings, String movies) {
    return write(
        folder,
        Map.of("ratings.csv", ratings.getBytes(UTF_8), "movies.csv", movies.getBytes(UTF_8)));
  }

  public static Map<String, byte[]> gzipped(Map<String, byte[]> files) {
    Map<String, byte[]> gzipped = new LinkedHashMap<>();
    files.forEach((name, content) -> gzipped.put(name + ".gz", gzip(content)));
    return gzipped;
  }

  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static byte[] zip(String folder, Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(folder + file.getKey()));
        zip.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
