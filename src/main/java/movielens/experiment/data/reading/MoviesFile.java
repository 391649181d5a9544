package movielens.experiment.data.reading;

import java.util.List;
import java.util.Optional;
import movielens.experiment.data.MovieRow;

/**
 * A movies file as it was read.
 *
 * @param movies its rows, in the order of the file
 * @param words how it was understood; empty for the form of an official release
 */
record MoviesFile(List<MovieRow> movies, Optional<String> words) {}
