package movielens.experiment.baseline;

import java.util.function.Function;

/** A function that remembers its last value. */
final class LastOf<K, V> {
  private final Function<K, V> function;
  private K key;
  private V value;

  LastOf(Function<K, V> function) {
    this.function = function;
  }

  V at(K wanted) {
    if (!wanted.equals(key)) {
      value = function.apply(wanted);
      key = wanted;
    }
    return value;
  }
}
