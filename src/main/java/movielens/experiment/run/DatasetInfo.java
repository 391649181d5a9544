package movielens.experiment.run;

/**
 * The data that was used.
 *
 * @param name short name of the release or folder
 * @param fingerprint SHA-256 over the content of the files, lower-case hex
 * @param synthetic whether the data was generated
 * @param users users with events
 * @param items movies with events
 * @param events events used
 */
public record DatasetInfo(
    String name, String fingerprint, boolean synthetic, int users, int items, long events) {}
