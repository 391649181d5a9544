package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckpointKeyTest {
  private static final CheckpointKey KEY = key(Map.of("dim", "64"), "data", "generic", 3);

  private static CheckpointKey key(
      Map<String, String> options, String fingerprint, String model, long seed) {
    return new CheckpointKey(options, fingerprint, model, seed, Set.of("an old key"));
  }

  @Test
  void itsOwnTextAndThatOfEarlierProgramsAreAccepted() {
    assertThat(KEY.objection(KEY.text())).isEmpty();
    assertThat(KEY.objection("an old key")).isEmpty();
    assertThat(KEY.objection("another old key"))
        .contains("belongs to another configuration or data");
  }

  @Test
  void theOrderOfOptionsDoesNotCount() {
    CheckpointKey two = key(Map.of("a", "1", "b", "2"), "data", "generic", 3);

    assertThat(two.objection("options\ndata\ngeneric\n3\nb=2\na=1")).isEmpty();
  }

  @Test
  void aRefusalNamesWhatDiffersWithBothValues() {
    assertThat(KEY.objection(key(Map.of("dim", "32"), "data", "generic", 3).text()))
        .contains("was made with dim 32, not 64");
    assertThat(KEY.objection(key(Map.of("dim", "64", "ema", "0.99"), "data", "generic", 3).text()))
        .contains("was made with ema 0.99, not as before it existed");
    assertThat(KEY.objection(key(Map.of("dim", "64"), "other", "generic", 3).text()))
        .contains("was made with other data");
    assertThat(KEY.objection(key(Map.of("dim", "64"), "data", "distilled", 4).text()))
        .contains("is of distilled with seed 4");
  }
}
