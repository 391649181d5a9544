package movielens.experiment.data.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import movielens.experiment.data.MovieLens;
import movielens.experiment.data.ReleaseFormat;
import movielens.experiment.files.DataException;

/**
 * Reads any MovieLens release: ml-100k ({@code u.data}), ml-1m and ml-10m ({@code .dat}), and the
 * releases since ({@code .csv}); each in a folder or in its zip, each file also gzipped; and the
 * same data as other distributions and programs write it, with the columns found by their names.
 * Nothing is written to disk.
 */
public final class MovieLensReader {
  private static final String BUNDLED_SAMPLE = "/sample";

  private MovieLensReader() {}

  /**
   * Reads a release.
   *
   * @param path its folder, its zip, or its ratings file with the movies file beside it
   * @throws DataException when something is missing or malformed; the message says where
   */
  public static MovieLens read(Path path) {
    if (!Files.exists(path)) {
      throw new DataException(
          path
              + ": no such file or folder; give the folder or zip of a MovieLens release, or get"
              + " one with `experiment data download ml-latest-small`");
    }
    String fileName = fileName(path);
    if (Files.isDirectory(path)) {
      return readFolder(path);
    }
    if (fileName.toLowerCase(Locale.ROOT).endsWith(".zip")) {
      try (ReleaseArchive archive = new ReleaseArchive(path)) {
        return read(fileName.substring(0, fileName.length() - 4), path.toString(), archive);
      }
    }
    if (ReleaseFiles.isTable(fileName)) {
      Path parent = path.toAbsolutePath().normalize().getParent();
      ReleaseFolder folder = ReleaseFolder.onDisk(parent);
      ReleaseFiles files = ReleaseFiles.of(fileName, folder.names(), parent.toString());
      return read(fileName(parent), folder, files, Optional.empty());
    }
    throw new DataException(
        path
            + ": neither a folder, a zip nor a ratings file (.csv, .tsv, .txt, .dat, .data,"
            + " .inter)");
  }

  /** Reads the synthetic sample that lies inside the jar. */
  public static MovieLens readBundledSample() {
    return read("sample", "the jar", ReleaseFolder.onClassPath(BUNDLED_SAMPLE));
  }

  private static MovieLens readFolder(Path folder) {
    ReleaseFolder release = ReleaseFolder.onDisk(folder);
    if (ReleaseFiles.areIn(release)) {
      return read(fileName(folder), folder.toString(), release);
    }
    List<Path> nested;
    try (Stream<Path> children = Files.list(folder)) {
      nested =
          children
              .filter(Files::isDirectory)
              .filter(child -> ReleaseFiles.areIn(ReleaseFolder.onDisk(child)))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw new DataException(folder + ": cannot be listed (" + e.getMessage() + ")", e);
    }
    if (nested.size() > 1) {
      throw new DataException(folder + ": holds several releases; give one of them: " + nested);
    }
    Path only = nested.isEmpty() ? folder : nested.get(0);
    return read(fileName(only), only.toString(), ReleaseFolder.onDisk(only));
  }

  private static String fileName(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? path.toString() : name.toString();
  }

  private static MovieLens read(String name, String location, ReleaseFolder folder) {
    ReleaseFiles files = ReleaseFiles.in(folder, location);
    return read(name, folder, files, files.passedOver(folder));
  }

  private static MovieLens read(
      String name, ReleaseFolder folder, ReleaseFiles files, Optional<String> passedOver) {
    MovieLensTables.preload();
    MessageDigest digest = sha256();
    RatingsFile ratings = RatingsReader.read(folder.file(files.ratings()), digest);
    MoviesFile movies =
        MoviesReader.read(folder.file(files.movies()), genreColumns(folder), digest);
    List<String> remarks = new ArrayList<>(passedOver.stream().toList());
    ratings.words().ifPresent(words -> remarks.add(files.ratings() + ": " + words));
    movies.words().ifPresent(words -> remarks.add(files.movies() + ": " + words));
    remarks.addAll(GenreNames.of(movies.movies()).warnings(files.movies()));
    return MovieLensTables.of(
        name,
        HexFormat.of().formatHex(digest.digest()),
        folder.find(ReleaseFormat.SYNTHETIC_MARKER).isPresent(),
        ratings.blocks(),
        movies.movies(),
        remarks);
  }

  /** The genre names of {@code u.genre}, each followed by a bar and its column. */
  private static List<String> genreColumns(ReleaseFolder folder) {
    if (folder.find(ReleaseFormat.GENRES_FILE).isEmpty()) {
      return MovieFields.ML_100K_GENRES;
    }
    DataFile file = folder.find(ReleaseFormat.GENRES_FILE).orElseThrow();
    List<String> genres = new ArrayList<>();
    for (String line : MoviesReader.text(file).lines().toList()) {
      int bar = line.indexOf('|');
      if (bar > 0) {
        genres.add(line.substring(0, bar));
      }
    }
    if (genres.isEmpty()) {
      throw new DataException(file.name() + ":1: no genre|number lines; download it again");
    }
    return genres;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
