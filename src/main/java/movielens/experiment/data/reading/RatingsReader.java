package movielens.experiment.data.reading;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import movielens.experiment.files.DataException;

/**
 * Reads a ratings file. Its first line shows its form. One with the official columns is tried by
 * {@link RatingsBlocks}, which reads plain numbers fast and nothing else; {@link RatingsTable}
 * reads all other forms, or says what is wrong.
 */
final class RatingsReader {
  /** So that a machine whose clock is wrong still reads every release. */
  private static final Instant EARLIEST_NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final DataFile file;
  private final MessageDigest digest;
  private final int latestEpochSecond = latestEpochSecond();

  private RatingsReader(DataFile file, MessageDigest digest) {
    this.file = file;
    this.digest = digest;
  }

  /** Timestamps more than 366 days after the present are refused. */
  static int latestEpochSecond() {
    Instant now = Instant.now();
    Instant latest = (now.isAfter(EARLIEST_NOW) ? now : EARLIEST_NOW).plus(366, ChronoUnit.DAYS);
    return (int) Math.min(Integer.MAX_VALUE, latest.getEpochSecond());
  }

  /**
   * All rows of a file, in its order.
   *
   * @param digest begins anew, and is updated with the uncompressed content
   * @throws DataException with {@code file:line} at the first line that is refused
   */
  static RatingsFile read(DataFile file, MessageDigest digest) {
    RatingsReader reader = new RatingsReader(file, digest);
    return file.read(reader::readFast).orElseGet(() -> file.read(reader::readTable));
  }

  private Optional<RatingsFile> readFast(InputStream content) throws IOException {
    digest.reset();
    InputStream digested = new DigestInputStream(content, digest);
    byte[] first = digested.readNBytes(RatingsBlocks.BLOCK_BYTES);
    TableForm form = form(first);
    if (!form.official()) {
      return Optional.empty();
    }
    int from =
        form.header().isEmpty()
            ? ByteOrderMark.length(first)
            : lineEnd(first, ByteOrderMark.length(first)) + 1;
    Optional<List<RatingsBlock>> blocks =
        new RatingsBlocks(file.name(), form.separator(), latestEpochSecond)
            .read(first, Math.min(from, first.length), digested);
    return blocks.map(rows -> new RatingsFile(rows, form.words()));
  }

  private RatingsFile readTable(InputStream content) throws IOException {
    digest.reset();
    InputStream digested = new DigestInputStream(content, digest);
    byte[] first = digested.readNBytes(RatingsBlocks.BLOCK_BYTES);
    int from = ByteOrderMark.length(first);
    InputStream whole =
        new SequenceInputStream(
            new ByteArrayInputStream(first, from, first.length - from), digested);
    return new RatingsTable(file.name(), form(first), latestEpochSecond)
        .read(new BufferedReader(new InputStreamReader(whole, StandardCharsets.UTF_8)));
  }

  private TableForm form(byte[] first) {
    if (first.length == 0) {
      throw new DataException(file.name() + ":1: the file is empty; download it again");
    }
    try {
      int from = ByteOrderMark.length(first);
      int end = Math.min(lineEnd(first, from), from + TableForm.MAX_LINE_CHARACTERS + 1);
      String line = new String(first, from, end - from, StandardCharsets.UTF_8);
      return TableForm.of(
          file.name(),
          line.endsWith("\r") ? line.substring(0, line.length() - 1) : line,
          Column.OF_RATINGS,
          fields -> RatingFields.fit(fields, latestEpochSecond));
    } catch (IllegalArgumentException e) {
      throw new DataException(file.name() + ":1: " + e.getMessage(), e);
    }
  }

  private static int lineEnd(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }
}
