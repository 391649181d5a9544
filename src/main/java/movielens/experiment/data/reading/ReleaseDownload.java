package movielens.experiment.data.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import movielens.experiment.data.EditDistance;
import movielens.experiment.files.DataException;
import movielens.experiment.files.FolderException;
import movielens.experiment.files.OutputFolder;

/**
 * Gets an official release from GroupLens: downloads its zip, going on where an earlier attempt
 * stopped, compares it with the MD5 published beside it, and unpacks it.
 */
public final class ReleaseDownload {
  /** Where GroupLens publishes the releases. */
  public static final URI GROUPLENS = URI.create("https://files.grouplens.org/datasets/movielens/");

  /** Names of the releases, as they are called there. */
  public static final List<String> NAMES =
      List.of(
          "ml-100k",
          "ml-1m",
          "ml-10m",
          "ml-20m",
          "ml-25m",
          "ml-32m",
          "ml-latest",
          "ml-latest-small");

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final Pattern MD5 = Pattern.compile("\\b[0-9a-fA-F]{32}\\b");
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int MAX_MD5_BYTES = 1 << 12;

  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_FOUND = 404;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /** Is told how a download goes, in this order. */
  public interface Listener {
    /** The folder holds a release already; nothing is downloaded. */
    void alreadyThere(Path folder);

    /**
     * The server has answered.
     *
     * @param address of the zip
     * @param totalBytes size of the zip, or -1 where the server does not say
     * @param resumedBytes how much of it an earlier attempt has left here
     * @param md5 the published MD5 in lower-case hex; empty where none is published
     */
    void started(URI address, long totalBytes, long resumedBytes, Optional<String> md5);

    /** So many bytes of the zip are here. */
    void progress(long bytes);

    /**
     * The zip is whole and has this MD5; it was compared with the published one if there is one.
     */
    void verified(String md5);

    /** The release lies in this folder. */
    void unpacked(Path folder);
  }

  private final URI base;
  private final Listener listener;
  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * A download from a server.
   *
   * @param base address that the names of the zips are appended to, {@link #GROUPLENS} as a rule
   */
  public ReleaseDownload(URI base, Listener listener) {
    this.base = base;
    this.listener = listener;
  }

  /**
   * Downloads and unpacks a release. An interrupted download leaves {@code NAME.zip.part}, which
   * the next call continues.
   *
   * @param name one of {@link #NAMES}
   * @param parent folder in which the folder {@code name} is made
   * @return the folder of the release
   * @throws FolderException when that folder has other files in it
   * @throws DataException for an unknown name, without a connection, or when what came is damaged
   */
  public Path download(String name, Path parent) {
    requireKnown(name);
    Path folder = parent.resolve(name);
    if (Files.isDirectory(folder) && ReleaseFiles.areIn(ReleaseFolder.onDisk(folder))) {
      listener.alreadyThere(folder);
      return folder;
    }
    if (OutputFolder.holdsFiles(folder, inside -> false)) {
      throw new FolderException(
          folder + " has files in it and no release; remove it, or give another folder as --to");
    }
    URI address = base.resolve(name + ".zip");
    Path part = parent.resolve(name + ".zip.part");
    try {
      Files.createDirectories(parent);
      Optional<String> md5 = publishedMd5(address);
      fetch(address, part, md5);
      verify(address, part, md5);
      unpack(part, folder);
    } catch (ConnectException
        | UnknownHostException
        | UnresolvedAddressException
        | HttpTimeoutException e) {
      throw new DataException(
          "no connection to "
              + base.getHost()
              + "; download "
              + address
              + " by hand elsewhere and unpack it to "
              + folder,
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException(
          address + ": the download was interrupted; the same command continues it", e);
    } catch (IOException e) {
      throw new DataException(
          address + ": " + e.getMessage() + "; the same command continues the download", e);
    }
    listener.unpacked(folder);
    return folder;
  }

  private static void unpack(Path part, Path folder) throws IOException {
    try {
      ReleaseUnpacker.unpack(part, folder);
    } catch (DataException e) {
      // What cannot be unpacked now cannot be completed by a later call either
      Files.delete(part);
      throw e;
    }
    Files.delete(part);
  }

  private static void requireKnown(String name) {
    if (!NAMES.contains(name)) {
      String nearest =
          NAMES.stream()
              .min(Comparator.comparingInt(known -> EditDistance.between(name, known)))
              .orElseThrow();
      throw new DataException(
          "no release '"
              + name
              + "'; did you mean "
              + nearest
              + "? The releases are "
              + String.join(", ", NAMES));
    }
  }

  private Optional<String> publishedMd5(URI address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + ".md5")).timeout(ANSWER_TIMEOUT).build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    String text;
    try (InputStream body = response.body()) {
      text = new String(body.readNBytes(MAX_MD5_BYTES), StandardCharsets.US_ASCII);
    }
    if (response.statusCode() == NOT_FOUND) {
      return Optional.empty();
    }
    Matcher md5 = MD5.matcher(text);
    if (response.statusCode() != OK || !md5.find()) {
      throw new IOException("its MD5 cannot be had (status " + response.statusCode() + ")");
    }
    return Optional.of(md5.group().toLowerCase(Locale.ROOT));
  }

  private void fetch(URI address, Path part, Optional<String> md5)
      throws IOException, InterruptedException {
    long present = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWER_TIMEOUT);
    if (present > 0) {
      request.header("Range", "bytes=" + present + "-");
    }
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      switch (response.statusCode()) {
        case OK -> receive(address, response, body, part, 0, md5);
        case PARTIAL -> receive(address, response, body, part, startOf(response, present), md5);
        case RANGE_NOT_SATISFIABLE -> listener.started(address, present, present, md5);
        default -> throw new IOException("the server answered " + response.statusCode());
      }
    }
  }

  private static long startOf(HttpResponse<?> response, long present) throws IOException {
    String range = response.headers().firstValue("Content-Range").orElse("");
    if (!range.startsWith("bytes " + present + "-")) {
      throw new IOException("the server sent another part than the one asked for: " + range);
    }
    return present;
  }

  private void receive(
      URI address,
      HttpResponse<?> response,
      InputStream body,
      Path part,
      long present,
      Optional<String> md5)
      throws IOException {
    long rest = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    listener.started(address, rest < 0 ? -1 : present + rest, present, md5);
    StandardOpenOption mode =
        present > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    long bytes = present;
    try (OutputStream file =
        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        file.write(buffer, 0, read);
        bytes += read;
        listener.progress(bytes);
      }
    }
    if (rest >= 0 && bytes < present + rest) {
      throw new IOException("the connection ended after " + bytes + " bytes");
    }
  }

  private void verify(URI address, Path part, Optional<String> md5) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
    try (InputStream file = Files.newInputStream(part)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    String actual = HexFormat.of().formatHex(digest.digest());
    if (md5.isPresent() && !md5.get().equals(actual)) {
      Files.delete(part);
      throw new DataException(
          address
              + ": what came has MD5 "
              + actual
              + " instead of the published "
              + md5.get()
              + "; it was removed, run the same command again");
    }
    listener.verified(actual);
  }
}
