package movielens.experiment.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** How many events are tied, and how many users are tested, against counting by hand. */
final class TiesTest {
  @Property(tries = 300)
  void countsWhatAListOfTimesShows(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 999) Integer> draws) {
    List<Ratings.Event> file = new ArrayList<>();
    Map<Integer, List<Integer>> times = new TreeMap<>();
    for (int draw : draws) {
      int user = 1 + draw % 4;
      int time = 1000 + draw / 4 % 7;
      List<Integer> ofUser = times.computeIfAbsent(user, unused -> new ArrayList<>());
      if (ofUser.size() < Ratings.MOVIES) {
        ofUser.add(time);
        file.add(new Ratings.Event(user, ofUser.size() * Ratings.ID_STEP, 4, time));
      }
    }
    int tied = 0;
    int pairs = 0;
    List<Integer> all = new ArrayList<>();
    for (List<Integer> ofUser : times.values()) {
      ofUser.sort(null);
      all.addAll(ofUser);
      for (int i = 1; i < ofUser.size(); i++) {
        pairs++;
        tied += ofUser.get(i).equals(ofUser.get(i - 1)) ? 1 : 0;
      }
    }
    all.sort(null);
    int cut = all.get(all.size() / 2);
    long tested =
        times.values().stream()
            .filter(user -> user.get(0) < cut && user.get(user.size() - 1) >= cut)
            .count();
    InteractionLog log = Interactions.chronological(Ratings.release(file), 0);

    assertThat(Ties.of(log)).isEqualTo(new Ties(tied, pairs));
    assertThat(TestedUsers.of(log, new SplitRule.Temporal(0.5, SplitRule.Temporal.Validation.CUT)))
        .isEqualTo(new TestedUsers("temporal", (int) tested, times.size()));
    assertThat(TestedUsers.of(log, new SplitRule.PerUser(0.2)).tested()).isEqualTo(times.size());
    assertThat(TestedUsers.of(log, new SplitRule.LeaveOneOut()).tested())
        .isEqualTo((int) times.values().stream().filter(user -> user.size() >= 3).count());
  }

  @Test
  void manyTiesAreSaid() {
    assertThat(new Ties(25, 100).warning()).isEmpty();
    assertThat(new Ties(26, 100).warning().orElseThrow())
        .startsWith("26.0% of all pairs of a user's successive events have the same time: their");
    assertThat(new Ties(0, 0).share()).isZero();
  }

  @Test
  void fewTestedUsersAreSaid() {
    assertThat(new TestedUsers("temporal", 52, 2149).warning().orElseThrow())
        .startsWith("--split temporal tests 52 of 2,149 users (2.4%): ");
    assertThat(new TestedUsers("temporal", 1179, 6040).warning()).isEmpty();
    assertThat(new TestedUsers("temporal", 900, 10_000).warning()).isPresent();
    assertThat(new TestedUsers("leave-one-out", 59, 60).warning()).isEmpty();
    assertThat(new TestedUsers("temporal", 29, 60).warning()).isPresent();
    assertThat(new TestedUsers("temporal", 30, 60).warning()).isEmpty();
  }
}
