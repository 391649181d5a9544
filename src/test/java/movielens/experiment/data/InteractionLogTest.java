package movielens.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InteractionLogTest {
  /** Users 3, 5 and 9 with three events, none, and two. */
  private static InteractionLog log() {
    return new InteractionLog(
        new int[] {3, 5, 9},
        new int[] {0, 3, 3},
        new int[] {3, 3, 5},
        new int[] {7, 8, 9, 7, 6},
        new int[] {100, 100, 130, 50, 90});
  }

  @Test
  void usersAreFoundByTheirId() {
    assertThat(log().rowOf(3)).isZero();
    assertThat(log().rowOf(9)).isEqualTo(2);
    assertThat(log().rowOf(4)).isNegative();
  }

  @Test
  void itemsAreThoseOfOneUser() {
    assertThat(log().itemsOf(0)).containsExactly(7, 8, 9);
    assertThat(log().itemsOf(1)).isEmpty();
    assertThat(log().itemsOf(2)).containsExactly(7, 6);
    assertThat(log().events()).isEqualTo(5);
  }

  @Test
  void untoldTheRequestComesWithTheLastEvent() {
    assertThat(log().requestSecond(0)).isEqualTo(130);
    assertThat(log().requestSecond(1)).isZero();
    assertThat(log().secondsToNext(0, 0)).isZero();
    assertThat(log().secondsToNext(0, 1)).isEqualTo(30);
    assertThat(log().secondsToNext(0, 2)).isZero();
  }

  @Test
  void theLastEventWaitsForTheRequest() {
    InteractionLog asked = log().askedAt(new int[] {131, 7, 95});
    assertThat(asked.secondsToNext(0, 1)).isEqualTo(30);
    assertThat(asked.secondsToNext(0, 2)).isEqualTo(1);
    assertThat(asked.secondsToNext(2, 4)).isEqualTo(5);
    assertThat(asked.select(new int[] {1, 2}).requestSecond(1)).isEqualTo(95);
  }

  @Test
  void laterIsAfterTheLastEventOfTheUsersOwnHistory() {
    InteractionLog history =
        new InteractionLog(
            new int[] {1, 3, 5, 9},
            new int[] {0, 0, 1, 2},
            new int[] {0, 1, 2, 2},
            new int[] {1, 1},
            new int[] {99, 0});

    InteractionLog later = log().laterThan(history, 31);

    assertThat(later.itemsOf(0)).containsExactly(9);
    // The last has events, and no history that they could be later than.
    assertThat(later.itemsOf(2)).isEmpty();
    assertThat(log().laterThan(history, 1).itemsOf(0)).containsExactly(7, 8, 9);
    assertThatThrownBy(() -> history.laterThan(log(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void arraysMustFitTogether() {
    int[] one = {1};
    int[] two = {1, 2};
    assertThatThrownBy(() -> new InteractionLog(two, one, one, one, one))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new InteractionLog(one, new int[] {0}, one, two, one))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
