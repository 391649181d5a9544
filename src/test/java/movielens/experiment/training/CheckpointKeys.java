package movielens.experiment.training;

import java.util.Map;
import java.util.Set;

/** Keys of checkpoints that differ in one option. */
final class CheckpointKeys {
  private CheckpointKeys() {}

  /** A key; a text that an earlier program wrote as its whole key is accepted too. */
  static CheckpointKey of(String name) {
    return new CheckpointKey(Map.of("name", name), "fingerprint", "generic", 1, Set.of(name));
  }
}
