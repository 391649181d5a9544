package movielens.experiment.data.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import movielens.experiment.files.DataException;
import org.junit.jupiter.api.Test;

final class GuardedInputStreamTest {
  private static final byte[] MEBIBYTE = new byte[1 << 20];

  @Test
  void letsUsualDataThrough() throws IOException {
    assertThat(size(new GuardedInputStream(mebibytes(100), "x.gz", 1000))).isEqualTo(100L << 20);
    // More than 100 MiB, and less than a thousand times the compressed size
    assertThat(size(new GuardedInputStream(mebibytes(102), "x.gz", 110_000))).isEqualTo(102L << 20);
  }

  @Test
  void refusesDataThatGrowsWithoutEnd() {
    assertThatThrownBy(() -> size(new GuardedInputStream(mebibytes(101), "x.gz", 1000)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("x.gz: decompresses to more than 100 MiB");
  }

  @Test
  void bytesCountOneByOneToo() throws IOException {
    byte[] bytes = {0, 1, (byte) 0xff};
    InputStream three = new GuardedInputStream(new ByteArrayInputStream(bytes), "x.gz", 1000);
    assertThat(new int[] {three.read(), three.read(), three.read(), three.read()})
        .containsExactly(0, 1, 255, -1);

    InputStream endless = new GuardedInputStream(mebibytes(101), "x.gz", 1000);
    endless.readNBytes(100 << 20);
    assertThatThrownBy(endless::read)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("x.gz: decompresses to more than 100 MiB");
  }

  private static long size(InputStream content) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    for (int read = content.read(buffer, 0, buffer.length);
        read >= 0;
        read = content.read(buffer, 0, buffer.length)) {
      size += read;
    }
    return size;
  }

  private static InputStream mebibytes(int count) {
    List<InputStream> parts =
        IntStream.range(0, count)
            .<InputStream>mapToObj(i -> new ByteArrayInputStream(MEBIBYTE))
            .toList();
    return new SequenceInputStream(Collections.enumeration(parts));
  }
}
