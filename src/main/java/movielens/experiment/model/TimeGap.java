package movielens.experiment.model;

/**
 * Time from an event to the next, in classes that double in length: class 0 is no time at all,
 * class c from 2^(c−1) seconds on.
 */
public final class TimeGap {
  /** The last class takes everything from 2^30 seconds, 34 years, on. */
  public static final int CLASSES = 32;

  private TimeGap() {}

  /**
   * The class of a gap.
   *
   * @param seconds not negative
   * @return in [0, {@link #CLASSES})
   */
  public static int classOf(int seconds) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(seconds);
  }
}
