package movielens.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.training.objective.Decay;
import movielens.experiment.training.objective.EventsAhead;
import movielens.experiment.training.objective.Mixture;
import movielens.experiment.training.objective.Objective;
import movielens.experiment.training.objective.TargetLaw;
import movielens.experiment.training.objective.Uniform;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final int ITEMS = 30;
  private static final double HORIZON_DAYS = 2;

  /** The definition of DESIGN, event by event. */
  private static List<Integer> allowed(
      InteractionLog fit, int user, int i, Set<Integer> candidates, boolean nextOnly) {
    List<Integer> inside = new ArrayList<>();
    List<Integer> later = new ArrayList<>();
    for (int j = i + 1; j < fit.end(user); j++) {
      if (candidates.contains(fit.item(j))) {
        later.add(j);
        if (fit.epochSecond(j) <= fit.epochSecond(i) + HORIZON_DAYS * 86_400) {
          inside.add(j);
        }
      }
    }
    if (later.isEmpty()) {
      return later;
    }
    return nextOnly || inside.isEmpty() ? later.subList(0, 1) : inside;
  }

  @Property(tries = 60)
  void drawsExactlyWhatTheDefinitionAllows(
      @ForAll long seed, @ForAll @IntRange(max = 4) int objectiveIndex, @ForAll boolean someItems) {
    Objective objective = objective(objectiveIndex);
    InteractionLog fit = RandomLogs.of(seed, 5, 12, ITEMS);
    Set<Integer> candidates = new TreeSet<>();
    for (int item = 1; item <= ITEMS; item++) {
      if (!someItems || item % 3 == 0) {
        candidates.add(item);
      }
    }
    TrainingSet set =
        new TrainingSet(fit, ITEMS, candidates.stream().mapToInt(Integer::intValue).toArray());
    Targets targets = new Targets(set, objective);
    SplittableRandom random = new SplittableRandom(seed);
    for (int user = 0; user < fit.users(); user++) {
      for (int i = fit.start(user); i < fit.end(user); i++) {
        List<Integer> expected =
            allowed(fit, user, i, candidates, objective instanceof Objective.NextAction);
        assertThat(targets.exists(user, i)).isEqualTo(!expected.isEmpty());
        if (!expected.isEmpty()) {
          Set<Integer> drawn = new TreeSet<>();
          for (int k = 0; k < 60 * expected.size(); k++) {
            drawn.add(targets.draw(i, random));
          }
          assertThat(drawn).isEqualTo(new TreeSet<>(expected));
        }
      }
    }
  }

  @Property(tries = 100)
  void aHorizonEndsWhereTheDefinitionSays(
      @ForAll @Size(max = 12) List<@IntRange(max = 5) Integer> halfDays,
      @ForAll @IntRange(max = 2) int objectiveIndex) {
    int events = halfDays.size();
    int[] seconds = new int[2 * events];
    for (int i = 0; i < events; i++) {
      // Often just at the end of the horizon, and one second beyond.
      seconds[i] = (i == 0 ? 0 : seconds[i - 1]) + 43_200 * halfDays.get(i) + i % 2;
      seconds[events + i] = seconds[i];
    }
    int[] items = IntStream.range(0, 2 * events).map(i -> 1 + i % Math.max(1, events)).toArray();
    InteractionLog fit =
        new InteractionLog(
            new int[] {1, 2},
            new int[] {0, events},
            new int[] {events, 2 * events},
            items,
            seconds);
    Targets targets = new Targets(TrainingSet.ofAllItems(fit, ITEMS), objective(objectiveIndex));
    for (int user = 0; user < 2; user++) {
      for (int i = fit.start(user); i < fit.end(user); i++) {
        int end = i + 1;
        while (end < fit.end(user) && seconds[end] - seconds[i] <= HORIZON_DAYS * 86_400) {
          end++;
        }
        assertThat(targets.horizonEnd(i)).isEqualTo(end);
      }
    }
  }

  private static Objective objective(int index) {
    return List.of(
            new Objective.DenseAllAction(HORIZON_DAYS, new Uniform()),
            new Objective.AllAction(HORIZON_DAYS, new Uniform()),
            new Objective.NextAction(HORIZON_DAYS),
            new Objective.DenseAllAction(HORIZON_DAYS, new Mixture(0.2)),
            new Objective.DenseAllAction(HORIZON_DAYS, new Decay(0.9)))
        .get(index);
  }

  @Test
  void drawsUniformly() {
    int[] items = {1, 2, 3, 4, 5};
    InteractionLog fit =
        new InteractionLog(
            new int[] {1}, new int[] {0}, new int[] {5}, items, new int[] {10, 10, 10, 20, 30});
    Targets targets =
        new Targets(TrainingSet.ofAllItems(fit, 5), new Objective.DenseAllAction(1, new Uniform()));
    int[] counts = new int[5];
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 0; k < 40_000; k++) {
      counts[targets.draw(0, random)]++;
    }
    assertThat(counts[0]).isZero();
    assertThat(Arrays.stream(counts).skip(1)).allMatch(count -> Math.abs(count - 10_000) < 400);
  }

  /** Events and times ahead are those of candidates alone, counted from the position. */
  @Test
  void aLawIsToldOfTheCandidatesAheadInTheHorizon() {
    int day = 86_400;
    InteractionLog fit =
        new InteractionLog(
            new int[] {1},
            new int[] {0},
            new int[] {6},
            new int[] {1, 2, 3, 4, 5, 6},
            new int[] {0, 10, 20, day, 2 * day, 2 * day + 1});
    List<Long> told = new ArrayList<>();
    TargetLaw farthest =
        new TargetLaw() {
          @Override
          public int draw(EventsAhead ahead, SplittableRandom random) {
            for (int place = 0; place < ahead.count(); place++) {
              told.add(ahead.secondsAhead(place));
            }
            return ahead.count() - 1;
          }

          @Override
          public String label() {
            return "farthest";
          }
        };
    Targets targets =
        new Targets(
            new TrainingSet(fit, 6, new int[] {2, 4, 5, 6}),
            new Objective.DenseAllAction(2, farthest));

    assertThat(targets.draw(0, new SplittableRandom(1))).isEqualTo(4);
    assertThat(told).containsExactly(10L, (long) day, 2L * day);
  }

  @Test
  void countsCandidatesOnly() {
    InteractionLog fit =
        new InteractionLog(
            new int[] {1, 2},
            new int[] {0, 2},
            new int[] {2, 4},
            new int[] {1, 2, 2, 3},
            new int[] {1, 2, 1, 2});
    Targets targets =
        new Targets(new TrainingSet(fit, 3, new int[] {2, 3}), new Objective.NextAction(1));
    assertThat(targets.candidateCounts()).containsExactly(0, 0, 2, 1);
  }
}
