package movielens.experiment.data;

import java.util.List;
import java.util.Optional;

/**
 * A movies file as it was read.
 *
 * @param movies its rows, in the order of the file
 * @param words how it was understood; empty for the form of an official release
 */
record MoviesFile(List<MovieRow> movies, Optional<String> words) {}
