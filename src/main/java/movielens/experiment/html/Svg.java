package movielens.experiment.html;

/**
 * A drawing for a page.
 *
 * @param markup an {@code svg} element whose text is escaped
 */
record Svg(String markup) {}
