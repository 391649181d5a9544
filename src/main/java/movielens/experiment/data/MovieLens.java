package movielens.experiment.data;

import tech.tablesaw.api.Table;

/**
 * A MovieLens release as it was read, before any ordering or filtering.
 *
 * @param name short name of the release or folder, e.g. {@code ml-1m}
 * @param fingerprint SHA-256 over the content of the ratings and movies files, lower-case hex
 * @param synthetic whether the data says of itself that it was generated
 * @param ratings columns userId INTEGER, movieId INTEGER, rating FLOAT, timestamp INTEGER (seconds
 *     since 1970), in file order
 * @param movies columns movieId INTEGER, title STRING, genres STRING (joined by {@code |}; empty
 *     for a movie without genres)
 */
public record MovieLens(
    String name, String fingerprint, boolean synthetic, Table ratings, Table movies) {}
