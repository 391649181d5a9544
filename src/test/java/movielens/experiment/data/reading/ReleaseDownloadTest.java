package movielens.experiment.data.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import movielens.experiment.data.ReleaseFormat;
import movielens.experiment.files.DataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReleaseDownloadTest {
  @TempDir Path parent;

  private final byte[] zip = SmallRelease.zip("ml-1m/", SmallRelease.files(ReleaseFormat.DAT));
  private final List<String> ranges = new ArrayList<>();
  private final Log log = new Log();
  private HttpServer server;
  private byte[] served = zip;
  private String md5 = md5(zip);
  private boolean honoursRanges = true;
  private int breaksAfterBytes = Integer.MAX_VALUE;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ml/ml-1m.zip", this::serveZip);
    server.createContext("/ml/ml-1m.zip.md5", this::serveMd5);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void downloadsVerifiesAndUnpacks() {
    Path folder = download();
    assertThat(folder).isEqualTo(parent.resolve("ml-1m"));
    assertThat(MovieLensReader.read(folder).ratings().rowCount()).isEqualTo(3);
    assertThat(parent.toFile().list()).containsExactly("ml-1m");
    assertThat(log.lines)
        .containsExactly(
            "started " + zip.length + " from 0 " + md5, "verified " + md5, "unpacked ml-1m");
    assertThat(log.bytes).isEqualTo(zip.length);
  }

  @Test
  void doesNothingWhereTheReleaseLiesAlready() {
    download();
    log.lines.clear();
    assertThat(download()).isEqualTo(parent.resolve("ml-1m"));
    assertThat(log.lines).containsExactly("alreadyThere ml-1m");
  }

  @Test
  void continuesWhereTheConnectionBroke() {
    breaksAfterBytes = zip.length / 3;
    assertThat(failure()).contains("the same command continues the download");
    assertThat(parent.resolve("ml-1m.zip.part")).hasSize(zip.length / 3);
    breaksAfterBytes = Integer.MAX_VALUE;
    log.lines.clear();
    download();
    assertThat(ranges).containsExactly("", "bytes=" + zip.length / 3 + "-");
    assertThat(log.lines).contains("started " + zip.length + " from " + zip.length / 3 + " " + md5);
  }

  @Test
  void startsAgainWhereTheServerDoesNotContinue() throws IOException {
    honoursRanges = false;
    Files.write(parent.resolve("ml-1m.zip.part"), new byte[zip.length + 5]);
    download();
    assertThat(log.lines).contains("started " + zip.length + " from 0 " + md5);
  }

  @Test
  void aWholePartIsOnlyVerified() throws IOException {
    Files.write(parent.resolve("ml-1m.zip.part"), zip);
    download();
    assertThat(log.bytes).isZero();
    assertThat(log.lines)
        .containsExactly(
            "started " + zip.length + " from " + zip.length + " " + md5,
            "verified " + md5,
            "unpacked ml-1m");
  }

  @Test
  void anInterruptedDownloadSaysHowToGoOn() {
    Thread.currentThread().interrupt();
    try {
      assertThat(failure()).contains("was interrupted; the same command continues it");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void refusesAndRemovesWhatHasAnotherMd5() {
    String published = "0".repeat(32);
    String actual = md5;
    md5 = published;
    assertThat(failure())
        .contains("what came has MD5 " + actual + " instead of the published " + published);
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void goesOnWithoutAPublishedMd5ButNotWithoutAnAnswer() {
    md5 = null;
    download();
    assertThat(log.lines).contains("started " + zip.length + " from 0 none");
    assertThat(log.lines).contains("verified " + md5(zip));
  }

  @Test
  void refusesAnswersThatAreNoMd5() {
    md5 = "<html>sign in</html>";
    assertThat(failure()).contains("its MD5 cannot be had (status 200)");
  }

  @Test
  void neverWritesOutsideTheFolder() {
    Map<String, byte[]> files = SmallRelease.files(ReleaseFormat.DAT);
    for (String evil : List.of("../evil.txt", "a/../../evil.txt", "..\\evil.txt", "/evil.txt")) {
      files.put(evil, "evil".getBytes(UTF_8));
      serve(SmallRelease.zip("", files));
      files.remove(evil);
      assertThat(failure()).contains("'" + evil + "' points outside the archive");
      assertThat(parent).isEmptyDirectory();
      assertThat(parent.resolveSibling("evil.txt")).doesNotExist();
    }
  }

  @Test
  void refusesAZipWithoutARelease() {
    serve(SmallRelease.zip("ml-1m/", Map.of("README", new byte[10])));
    assertThat(failure()).contains("no ratings file inside");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void filesAtTheTopOfTheZipAreAReleaseToo() {
    serve(SmallRelease.zip("", SmallRelease.files(ReleaseFormat.CSV)));
    assertThat(MovieLensReader.read(download()).name()).isEqualTo("ml-1m");
  }

  @Test
  void saysWhatToDoWithoutAConnection() {
    URI address = base();
    server.stop(0);
    assertThat(failure())
        .isEqualTo(
            "no connection to "
                + address.getHost()
                + "; download "
                + address
                + "ml-1m.zip by hand elsewhere and unpack it to "
                + parent.resolve("ml-1m"));
  }

  @Test
  void namesTheReleasesThatThereAre() {
    ReleaseDownload download = new ReleaseDownload(base(), log);
    assertThat(catchThrowableOfType(DataException.class, () -> download.download("ml-2m", parent)))
        .hasMessageContaining("did you mean ml-1m? The releases are ml-100k, ml-1m, ml-10m");
    // Published, known, and not on this server
    assertThat(catchThrowableOfType(DataException.class, () -> download.download("ml-25m", parent)))
        .hasMessageContaining("ml-25m.zip: the server answered 404");
  }

  private Path download() {
    return new ReleaseDownload(base(), log).download("ml-1m", parent);
  }

  private String failure() {
    return catchThrowableOfType(DataException.class, this::download).getMessage();
  }

  private URI base() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/ml/");
  }

  private void serve(byte[] content) {
    served = content;
    md5 = md5(content);
  }

  private void serveMd5(HttpExchange exchange) throws IOException {
    byte[] text = md5 == null ? new byte[0] : ("MD5 (ml-1m.zip) = " + md5 + "\n").getBytes(UTF_8);
    exchange.sendResponseHeaders(md5 == null ? 404 : 200, text.length == 0 ? -1 : text.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(text);
    }
  }

  private void serveZip(HttpExchange exchange) throws IOException {
    String range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).orElse("");
    ranges.add(range);
    int from = 0;
    if (honoursRanges && !range.isEmpty()) {
      from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
      if (from >= served.length) {
        exchange.sendResponseHeaders(416, -1);
        exchange.close();
        return;
      }
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (served.length - 1) + "/" + served.length);
    }
    byte[] rest = Arrays.copyOfRange(served, from, served.length);
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
    OutputStream body = exchange.getResponseBody();
    body.write(rest, 0, Math.min(rest.length, breaksAfterBytes));
    body.flush();
    exchange.close();
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Log implements ReleaseDownload.Listener {
    final List<String> lines = new ArrayList<>();
    long bytes;

    @Override
    public void alreadyThere(Path folder) {
      lines.add("alreadyThere " + folder.getFileName());
    }

    @Override
    public void started(URI address, long totalBytes, long resumedBytes, Optional<String> md5) {
      lines.add("started " + totalBytes + " from " + resumedBytes + " " + md5.orElse("none"));
    }

    @Override
    public void progress(long bytesHere) {
      bytes = bytesHere;
    }

    @Override
    public void verified(String md5) {
      lines.add("verified " + md5);
    }

    @Override
    public void unpacked(Path folder) {
      lines.add("unpacked " + folder.getFileName());
    }
  }
}
