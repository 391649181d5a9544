package movielens.experiment.run;

/**
 * What exported embeddings are of: the content of {@code export.json}. The score of a user and an
 * item is the inner product of their embeddings, divided by the temperature.
 *
 * @param dataset name of the data that the model was trained on
 * @param fingerprint of that data
 * @param synthetic whether a program generated it
 * @param model name of the model
 * @param seed of its training
 * @param similarity {@code cosine}, where embeddings are of unit length, or {@code dot}
 * @param temperature what inner products are divided by
 * @param dim width of the embeddings, d
 * @param window most events of a history that the model looks at
 * @param items number of items, V
 * @param users number of users with a history
 */
public record ExportInfo(
    String dataset,
    String fingerprint,
    boolean synthetic,
    String model,
    long seed,
    String similarity,
    float temperature,
    int dim,
    int window,
    int items,
    int users) {}
