package movielens.experiment.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Order, split and slice as the definitions read, with collections and without arrays. */
final class NaiveExperimentData {
  /** The three parts of one user, and which of them are genre events. */
  record Parts(List<Ratings.Event> fit, List<Ratings.Event> validation, List<Ratings.Event> test) {
    List<Ratings.Event> training() {
      List<Ratings.Event> training = new ArrayList<>(fit);
      training.addAll(validation);
      return training;
    }

    long genreEvents(List<Ratings.Event> events) {
      return events.stream().filter(event -> Ratings.isHorror(event.movieId())).count();
    }
  }

  private NaiveExperimentData() {}

  static SortedMap<Integer, List<Ratings.Event>> chronological(
      List<Ratings.Event> file, double minRating) {
    SortedMap<Integer, List<Ratings.Event>> users = new TreeMap<>();
    for (Ratings.Event event : file) {
      if (event.rating() >= minRating) {
        users.computeIfAbsent(event.userId(), id -> new ArrayList<>()).add(event);
      }
    }
    for (List<Ratings.Event> events : users.values()) {
      events.sort(Comparator.comparingInt(Ratings.Event::epochSecond)); // stable
      Set<Integer> seen = new HashSet<>();
      events.removeIf(event -> !seen.add(event.movieId()));
    }
    return users;
  }

  static SortedMap<Integer, Parts> split(
      SortedMap<Integer, List<Ratings.Event>> users, SplitRule rule) {
    SortedMap<Integer, Parts> parts = new TreeMap<>();
    users.forEach(
        (user, events) -> {
          List<Ratings.Event> training = new ArrayList<>();
          List<Ratings.Event> test = new ArrayList<>();
          if (rule instanceof SplitRule.LeaveOneOut) {
            parts.put(user, leaveOneOut(events));
            return;
          }
          if (rule instanceof SplitRule.PerUser perUser) {
            int trained =
                new BigDecimal("1")
                    .subtract(new BigDecimal(Double.toString(perUser.testFraction())))
                    .multiply(new BigDecimal(events.size()))
                    .setScale(0, RoundingMode.DOWN)
                    .intValue();
            training.addAll(events.subList(0, trained));
            test.addAll(events.subList(trained, events.size()));
          } else if (rule instanceof SplitRule.Temporal temporal) {
            int time = quantile(users, temporal.quantile());
            for (Ratings.Event event : events) {
              (event.epochSecond() < time ? training : test).add(event);
            }
            if (training.isEmpty()) {
              test.clear();
            }
          }
          int fitted = training.size() - training.size() / 10;
          if (rule instanceof SplitRule.Temporal temporal
              && temporal.validation() == SplitRule.Temporal.Validation.CUT
              && !training.isEmpty()) {
            int time = quantile(training(users, temporal), 0.9);
            fitted = (int) training.stream().filter(event -> event.epochSecond() < time).count();
          }
          parts.put(
              user,
              new Parts(
                  training.subList(0, fitted), training.subList(fitted, training.size()), test));
        });
    return parts;
  }

  private static Parts leaveOneOut(List<Ratings.Event> events) {
    int n = events.size();
    return n < 3
        ? new Parts(events, List.of(), List.of())
        : new Parts(
            events.subList(0, n - 2), events.subList(n - 2, n - 1), events.subList(n - 1, n));
  }

  /** The events before the test. */
  private static SortedMap<Integer, List<Ratings.Event>> training(
      SortedMap<Integer, List<Ratings.Event>> users, SplitRule.Temporal rule) {
    int time = quantile(users, rule.quantile());
    SortedMap<Integer, List<Ratings.Event>> training = new TreeMap<>();
    users.forEach(
        (user, events) ->
            training.put(user, events.stream().filter(e -> e.epochSecond() < time).toList()));
    return training;
  }

  private static int quantile(SortedMap<Integer, List<Ratings.Event>> users, double quantile) {
    List<Integer> times = new ArrayList<>();
    users.values().forEach(events -> events.forEach(event -> times.add(event.epochSecond())));
    times.sort(Comparator.naturalOrder());
    int index =
        new BigDecimal(Double.toString(quantile))
            .multiply(new BigDecimal(times.size()))
            .setScale(0, RoundingMode.DOWN)
            .intValue();
    return times.get(index);
  }

  static SortedSet<Integer> catalog(SortedMap<Integer, Parts> parts) {
    SortedSet<Integer> catalog = new TreeSet<>();
    for (Parts part : parts.values()) {
      part.training().forEach(event -> catalog.add(event.movieId()));
    }
    return catalog;
  }

  /** Power users of Horror by user id. */
  static List<Integer> powerUsers(
      SortedMap<Integer, Parts> parts, BigDecimal minShare, int minEvents) {
    SortedSet<Integer> catalog = catalog(parts);
    List<Integer> powerUsers = new ArrayList<>();
    parts.forEach(
        (user, part) -> {
          long genreEvents = part.genreEvents(part.training());
          boolean tested =
              part.test().stream()
                  .anyMatch(e -> Ratings.isHorror(e.movieId()) && catalog.contains(e.movieId()));
          BigDecimal threshold = minShare.multiply(new BigDecimal(part.training().size()));
          boolean devoted =
              genreEvents >= minEvents
                  && new BigDecimal(genreEvents).compareTo(threshold) > 0
                  && !part.training().isEmpty();
          if (devoted && tested) {
            powerUsers.add(user);
          }
        });
    return powerUsers;
  }
}
