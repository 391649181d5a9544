package movielens.experiment.html;

import java.util.List;
import java.util.Map;
import movielens.experiment.evaluation.Coverage;

/**
 * What one model recommended in the headline view.
 *
 * @param coverage the coverage curve, averaged over seeds; null when the catalogue's size is
 *     unknown
 * @param genreShares genre → its share of all users' top 50, over all seeds, where each movie gives
 *     1/|its genres| to each of its genres; empty when genres are unknown
 * @param lists user id → movie ids of the top 10 under the first seed, for users with a story
 */
record Recommended(
    Coverage.Curve coverage, Map<String, Double> genreShares, Map<Integer, List<Integer>> lists) {}
