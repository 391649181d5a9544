package movielens.experiment.pipeline;

/**
 * How baselines are fitted whose ways have changed since the first runs.
 *
 * @param itemKnn how the settings of {@code item-knn} are found
 * @param recentPopular which days {@code recent-popular} counts
 */
public record BaselineConfig(ItemKnnSettings itemKnn, RecentDays recentPopular) {
  /** Where the settings of {@code item-knn} come from. */
  public enum ItemKnnSettings {
    /** 100 neighbours and no shrinkage. */
    FIXED,
    /** The number of neighbours and the shrinkage that are best on the validation part. */
    VALIDATED
  }

  /** Before which moment {@code recent-popular} counts. */
  public enum RecentDays {
    /** The last 7 days of the data, the same for everybody. */
    DATA,
    /** The days before each user's request, as many as are best on the validation part. */
    REQUEST
  }
}
