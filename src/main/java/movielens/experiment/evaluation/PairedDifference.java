package movielens.experiment.evaluation;

/**
 * How two models differ in one metric, and how sure that is.
 *
 * @param view where they were judged
 * @param metric what was compared
 * @param a label of the first model
 * @param b label of the second model
 * @param difference value of a − value of b, each averaged over its seeds
 * @param low lower end of the 95% interval of the difference over users
 * @param high upper end of the 95% interval of the difference over users
 * @param p two-sided Wilcoxon signed-rank p of the users' differences; NaN for {@link
 *     Metric#P90_COVERAGE}, which has no value per user and so no such test
 * @param pHolm {@code p} corrected for testing all the metrics of this pair; NaN where p is
 * @param users how many users were compared
 * @param certainty what other users and other seeds would say
 */
public record PairedDifference(
    View view,
    Metric metric,
    String a,
    String b,
    double difference,
    double low,
    double high,
    double p,
    double pHolm,
    int users,
    Certainty certainty) {}
