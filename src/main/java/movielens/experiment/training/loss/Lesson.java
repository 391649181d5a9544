package movielens.experiment.training.loss;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a teacher says about a batch's P targets, as plain arrays. Its scores over the C candidates
 * are the products of its users with its items.
 *
 * @param users (P·w) the teacher's user embeddings at the targets' positions, divided by its
 *     temperature; 0 for padding
 * @param items (C·w) its item embeddings, in the order of the candidates
 * @param seenRows the target, 0…P−1, of each of some events
 * @param seenItems the items of these events, which the target's user has seen and nobody
 *     recommends again
 * @param weight α, what the teacher counts for, above 0, at most 1
 * @param temperature τ, by which both models' scores are divided
 */
public record Lesson(
    float[] users,
    float[] items,
    int[] seenRows,
    int[] seenItems,
    double weight,
    double temperature) {
  /** Of the targets first…end − 1 alone, padded to so many. */
  public Lesson part(int first, int end, int rows, int targets) {
    int width = users.length / targets;
    int[] places =
        IntStream.range(0, seenRows.length)
            .filter(i -> first <= seenRows[i] && seenRows[i] < end)
            .toArray();
    return new Lesson(
        Arrays.copyOf(Arrays.copyOfRange(users, first * width, end * width), rows * width),
        items,
        Arrays.stream(places).map(i -> seenRows[i] - first).toArray(),
        Arrays.stream(places).map(i -> seenItems[i]).toArray(),
        weight,
        temperature);
  }
}
