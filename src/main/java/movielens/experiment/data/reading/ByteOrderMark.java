package movielens.experiment.data.reading;

/** The bytes by which some programs mark the encoding at the beginning of a file. */
final class ByteOrderMark {
  private static final int FE = 0xFE;
  private static final int FF = 0xFF;

  private ByteOrderMark() {}

  /**
   * Length of the mark of UTF-8; 0 without one.
   *
   * @throws IllegalArgumentException when the mark is that of UTF-16
   */
  static int length(byte[] bytes) {
    if (bytes.length < 2) {
      return 0;
    }
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    if ((first == FF && second == FE) || (first == FE && second == FF)) {
      throw new IllegalArgumentException("the file is UTF-16; save it as UTF-8");
    }
    boolean utf8 = bytes.length > 2 && first == 0xEF && second == 0xBB && bytes[2] == (byte) 0xBF;
    return utf8 ? 3 : 0;
  }
}
