package movielens.experiment.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import movielens.experiment.files.DataException;

/** Finds a genre's power users and cuts their genre-only events out of a split. */
public final class GenreSlicer {
  private static final int MIN_POWER_USERS = 2;
  private static final int SHARES = 9;

  private final Split split;

  /** Whether the item at an index has the genre; index 0 never has. */
  private final boolean[] ofGenre;

  private GenreSlicer(Split split, String genre) {
    this.split = split;
    this.ofGenre = new boolean[split.catalog().size() + 1];
    for (int item = 1; item < ofGenre.length; item++) {
      ofGenre[item] = split.catalog().genres(item).contains(genre);
    }
  }

  /**
   * Slices a split by a rule.
   *
   * @throws DataException when no item has the genre, or when there are fewer than two power users
   */
  public static GenreSlice slice(Split split, SliceRule rule) {
    requireGenre(split.catalog(), rule.genre());
    GenreSlicer slicer = new GenreSlicer(split, rule.genre());
    int[] rows = slicer.powerUsers(rule.minGenreShare(), rule.minGenreEvents());
    if (rows.length < MIN_POWER_USERS) {
      throw new DataException(tooFew(split, rule, rows.length));
    }
    Split whole = selected(split, rows);
    return new GenreSlice(rule, rows, whole, slicer.genreEvents(whole, rule.genre()));
  }

  /**
   * The events of a split on the items of a genre, in the index space of the genre's catalogue.
   *
   * @throws DataException when no item has the genre
   */
  public static Split genreOnly(Split split, String genre) {
    requireGenre(split.catalog(), genre);
    return new GenreSlicer(split, genre).genreEvents(split, genre);
  }

  /**
   * How many power users each share threshold would give.
   *
   * @return thresholds 0.1, 0.2 … 0.9, and the number of power users with more than that share
   * @throws DataException when no item has the genre
   */
  public static SortedMap<Double, Integer> powerUsersByShare(
      Split split, String genre, int minGenreEvents) {
    requireGenre(split.catalog(), genre);
    return powerUsersByGenreAndShare(split, minGenreEvents).get(genre);
  }

  /**
   * For every genre of the catalogue, by name, how many power users each share threshold would
   * give; all of them in one pass over the events.
   */
  static SortedMap<String, SortedMap<Double, Integer>> powerUsersByGenreAndShare(
      Split split, int minGenreEvents) {
    List<String> names = List.copyOf(genres(split.catalog()));
    int[][] genresOf = genreIndices(split.catalog(), names);
    int[][] moreThanTenths = new int[names.size()][SHARES + 1];
    int[] trainingEvents = new int[names.size()];
    int[] testEvents = new int[names.size()];
    for (int user = 0; user < split.training().users(); user++) {
      count(split.training(), user, genresOf, trainingEvents);
      count(split.test(), user, genresOf, testEvents);
      for (int genre = 0; genre < names.size(); genre++) {
        double share =
            shareOf(
                trainingEvents[genre],
                testEvents[genre],
                split.training().size(user),
                minGenreEvents);
        for (int tenths = 1; tenths <= SHARES && share > tenths / 10.0; tenths++) {
          moreThanTenths[genre][tenths]++;
        }
      }
    }
    SortedMap<String, SortedMap<Double, Integer>> byGenre = new TreeMap<>();
    for (int genre = 0; genre < names.size(); genre++) {
      SortedMap<Double, Integer> powerUsers = new TreeMap<>();
      for (int tenths = 1; tenths <= SHARES; tenths++) {
        powerUsers.put(tenths / 10.0, moreThanTenths[genre][tenths]);
      }
      byGenre.put(names.get(genre), powerUsers);
    }
    return byGenre;
  }

  /** For each item of a catalogue the positions of its genres; index 0 has none. */
  private static int[][] genreIndices(Catalog catalog, List<String> names) {
    int[][] genresOf = new int[catalog.size() + 1][];
    genresOf[0] = new int[0];
    for (int item = 1; item < genresOf.length; item++) {
      genresOf[item] = catalog.genres(item).stream().mapToInt(names::indexOf).toArray();
    }
    return genresOf;
  }

  /** Counts a user's events of each genre anew. */
  private static void count(InteractionLog log, int user, int[][] genresOf, int[] events) {
    Arrays.fill(events, 0);
    int end = log.end(user);
    for (int p = log.start(user); p < end; p++) {
      for (int genre : genresOf[log.item(p)]) {
        events[genre]++;
      }
    }
  }

  /** The names of all genres in a catalogue, in alphabetical order. */
  public static SortedSet<String> genres(Catalog catalog) {
    SortedSet<String> genres = new TreeSet<>();
    for (int item = 1; item <= catalog.size(); item++) {
      genres.addAll(catalog.genres(item));
    }
    return genres;
  }

  private int[] powerUsers(double minGenreShare, int minGenreEvents) {
    int[] rows = new int[split.training().users()];
    int count = 0;
    for (int user = 0; user < rows.length; user++) {
      if (genreShare(user, minGenreEvents) > minGenreShare) {
        rows[count++] = user;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /**
   * Share of the genre in a user's training part; -1 for a user who cannot be a power user: too few
   * genre events, or none in the test part.
   */
  private double genreShare(int user, int minGenreEvents) {
    return shareOf(
        genreEvents(split.training(), user),
        genreEvents(split.test(), user),
        split.training().size(user),
        minGenreEvents);
  }

  private static double shareOf(
      int trainingEvents, int testEvents, int trainingSize, int minGenreEvents) {
    boolean possible = trainingEvents > 0 && trainingEvents >= minGenreEvents && testEvents > 0;
    return possible ? (double) trainingEvents / trainingSize : -1;
  }

  private int genreEvents(InteractionLog log, int user) {
    int events = 0;
    for (int p = log.start(user); p < log.end(user); p++) {
      events += ofGenre[log.item(p)] ? 1 : 0;
    }
    return events;
  }

  private static Split selected(Split split, int[] rows) {
    return new Split(
        split.catalog(),
        split.fit().select(rows),
        split.validation().select(rows),
        split.training().select(rows),
        split.test().select(rows));
  }

  private Split genreEvents(Split whole, String genre) {
    Catalog genreCatalog = split.catalog().ofGenre(genre);
    int[] genreIndices = new int[ofGenre.length];
    int[] wholeIndices = genreCatalog.indicesIn(split.catalog());
    for (int i = 0; i < wholeIndices.length; i++) {
      genreIndices[wholeIndices[i]] = i + 1;
    }
    int users = whole.training().users();
    int[] userIds = new int[users];
    int[] starts = new int[users];
    int[] fitEnds = new int[users];
    int[] trainingEnds = new int[users];
    int[] testEnds = new int[users];
    GenreEvents events = new GenreEvents(genreIndices, whole);
    for (int user = 0; user < users; user++) {
      userIds[user] = whole.training().userId(user);
      starts[user] = events.count;
      fitEnds[user] = events.add(whole.fit(), user);
      trainingEnds[user] = events.add(whole.validation(), user);
      testEnds[user] = events.add(whole.test(), user);
    }
    int[] items = Arrays.copyOf(events.items, events.count);
    int[] epochSeconds = Arrays.copyOf(events.epochSeconds, events.count);
    return new Split(
        genreCatalog,
        new InteractionLog(userIds, starts, fitEnds, items, epochSeconds)
            .askedAt(requests(whole.fit())),
        new InteractionLog(userIds, fitEnds, trainingEnds, items, epochSeconds),
        new InteractionLog(userIds, starts, trainingEnds, items, epochSeconds)
            .askedAt(requests(whole.training())),
        new InteractionLog(userIds, trainingEnds, testEnds, items, epochSeconds));
  }

  private static int[] requests(InteractionLog log) {
    return IntStream.range(0, log.users()).map(log::requestSecond).toArray();
  }

  /** Genre events one after another, as indices of the genre catalogue. */
  private static final class GenreEvents {
    private final int[] genreIndices;
    private final int[] items;
    private final int[] epochSeconds;
    private int count;

    /**
     * Room for all events of a split.
     *
     * @param genreIndices for each item of the whole catalogue its index in the genre's, or 0
     */
    GenreEvents(int[] genreIndices, Split whole) {
      this.genreIndices = genreIndices;
      this.items = new int[Math.toIntExact(whole.training().events() + whole.test().events())];
      this.epochSeconds = new int[items.length];
    }

    /** Takes over a user's genre events and tells how many there are of all users by now. */
    int add(InteractionLog log, int user) {
      for (int p = log.start(user); p < log.end(user); p++) {
        int genreIndex = genreIndices[log.item(p)];
        if (genreIndex > 0) {
          items[count] = genreIndex;
          epochSeconds[count++] = log.epochSecond(p);
        }
      }
      return count;
    }
  }

  private static String tooFew(Split split, SliceRule rule, int found) {
    String byShare =
        powerUsersByShare(split, rule.genre(), rule.minGenreEvents()).entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining(", "));
    return found
        + " power user"
        + (found == 1 ? "" : "s")
        + " of "
        + rule.genre()
        + " with a share above "
        + rule.minGenreShare()
        + " and at least "
        + rule.minGenreEvents()
        + " events, at least 2 are needed; lower --min-genre-share or --min-genre-events (users by"
        + " share: "
        + byShare
        + ")";
  }

  private static void requireGenre(Catalog catalog, String genre) {
    SortedSet<String> genres = genres(catalog);
    if (genres.contains(genre)) {
      return;
    }
    if (genres.isEmpty()) {
      throw new DataException("no movie has a genre; the movies file lacks them");
    }
    throw new DataException(
        "no genre '"
            + genre
            + "' here; did you mean '"
            + nearest(genre, genres)
            + "'? The genres are "
            + String.join(", ", genres));
  }

  private static String nearest(String wanted, SortedSet<String> genres) {
    return genres.stream()
        .map(genre -> Map.entry(genre, EditDistance.between(wanted, genre)))
        .min(Comparator.comparingInt(Map.Entry::getValue))
        .orElseThrow()
        .getKey();
  }
}
