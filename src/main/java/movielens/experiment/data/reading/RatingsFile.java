package movielens.experiment.data.reading;

import java.util.List;
import java.util.Optional;

/**
 * A ratings file as it was read.
 *
 * @param blocks its rows, in the order of the file
 * @param words how it was understood; empty for the form of an official release
 */
record RatingsFile(List<RatingsBlock> blocks, Optional<String> words) {}
