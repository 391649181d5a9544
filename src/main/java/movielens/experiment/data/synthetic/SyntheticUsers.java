package movielens.experiment.data.synthetic;

import java.io.IOException;
import java.util.Arrays;
import movielens.experiment.data.CsvReleaseWriter;
import movielens.experiment.data.Draw;

/** Invents the events of one user after another. */
final class SyntheticUsers {
  private static final int HORROR = SyntheticCatalog.GENRES.indexOf("Horror");
  private static final double DEVOTEE_CHANCE = 0.3;
  private static final double HORROR_DEVOTEE_CHANCE = 0.35;
  private static final double SEQUEL_CHANCE = 0.2;
  private static final double RELATED_CHANCE = 0.15;
  private static final double CHANGE_OF_MOOD_CHANCE = 0.15;
  private static final double END_OF_SESSION_CHANCE = 0.08;
  private static final int TRIES = 12;

  private static final int SECONDS_PER_DAY = 86_400;
  private static final int SECONDS_PER_YEAR = 31_556_952;
  private static final int FIRST_SECOND = 820_454_400; // 1996-01-01
  private static final int LAST_SECOND = 1_546_300_799; // 2018-12-31
  private static final double DAYS_BETWEEN_SESSIONS = 12;
  private static final double SECONDS_BETWEEN_EVENTS = 25;

  private final SyntheticCatalog catalog;
  private final long seed;
  private final int[] lastUserOfFilm;
  private final double[] taste = new double[SyntheticCatalog.GENRES.size()];

  private Draw draw;
  private double[] cumulativeTaste;
  private int userId;
  private int mood;
  private int lastFilm;
  private int epochSecond;
  private double secondsBetweenSessions;

  SyntheticUsers(SyntheticCatalog catalog, long seed) {
    this.catalog = catalog;
    this.seed = seed;
    this.lastUserOfFilm = new int[catalog.size()];
  }

  /**
   * Writes the events of a user by ascending movie id, as the official files do.
   *
   * @param user from 0; the user id is one more
   */
  void write(int user, int events, CsvReleaseWriter.RatingsSink sink) throws IOException {
    begin(user, events);
    long[] films = new long[events];
    int[] times = new int[events];
    float[] ratings = new float[events];
    for (int event = 0; event < events; event++) {
      lastFilm = nextFilm();
      lastUserOfFilm[lastFilm] = userId;
      films[event] = (long) catalog.movieId(lastFilm) << 32 | event;
      times[event] = epochSecond;
      ratings[event] = rating(lastFilm);
      advanceTime();
    }
    Arrays.sort(films);
    for (long film : films) {
      int event = (int) film;
      sink.write(userId, (int) (film >>> 32), ratings[event], times[event]);
    }
  }

  private void begin(int user, int events) {
    draw = Draw.of(seed, "user", user);
    userId = user + 1;
    lastFilm = SyntheticCatalog.NONE;
    double total = 0;
    for (int genre = 0; genre < taste.length; genre++) {
      double liking = draw.exponential();
      taste[genre] = liking * liking * catalog.films(genre).length;
      total += taste[genre];
    }
    if (draw.chance(DEVOTEE_CHANCE)) {
      devote(total);
    }
    cumulativeTaste = SyntheticCatalog.cumulative(taste);
    mood = draw.index(cumulativeTaste, taste.length);
    int years = (LAST_SECOND - FIRST_SECOND) / SECONDS_PER_YEAR - 1;
    epochSecond = FIRST_SECOND + (int) (Math.sqrt(draw.uniform()) * years * SECONDS_PER_YEAR);
    secondsBetweenSessions =
        Math.min(
            DAYS_BETWEEN_SESSIONS * SECONDS_PER_DAY,
            (LAST_SECOND - epochSecond) / (2 + events * END_OF_SESSION_CHANCE));
  }

  /** Gives one genre several times the weight of all others together. */
  private void devote(double totalTaste) {
    int genre =
        draw.chance(HORROR_DEVOTEE_CHANCE) ? HORROR : catalog.genres(draw.below(catalog.size()))[0];
    double others = totalTaste - taste[genre];
    if (catalog.films(genre).length > 0) {
      taste[genre] = Math.max(taste[genre], others * (2 + 8 * draw.uniform()));
    }
  }

  private int nextFilm() {
    if (lastFilm != SyntheticCatalog.NONE) {
      int sequel = catalog.sequel(lastFilm);
      if (draw.chance(SEQUEL_CHANCE) && isOpen(sequel)) {
        return sequel;
      }
      int[] related = catalog.related(lastFilm);
      int next = related[draw.below(related.length)];
      if (draw.chance(RELATED_CHANCE) && isOpen(next)) {
        return next;
      }
    }
    if (draw.chance(CHANGE_OF_MOOD_CHANCE)) {
      mood = draw.index(cumulativeTaste, taste.length);
    }
    for (int tries = 0; tries < TRIES; tries++) {
      int film = catalog.draw(draw, mood);
      if (isOpen(film)) {
        return film;
      }
    }
    return anyOpenFilm();
  }

  /** Whether the film exists, is out, and has not been seen by this user. */
  private boolean isOpen(int film) {
    return film != SyntheticCatalog.NONE
        && lastUserOfFilm[film] != userId
        && catalog.year(film) <= 1970 + epochSecond / SECONDS_PER_YEAR;
  }

  /** For users who have seen most of a genre: the rest of it, then whatever there is. */
  private int anyOpenFilm() {
    int[] films = catalog.films(mood);
    int start = draw.below(films.length);
    for (int i = 0; i < films.length; i++) {
      int film = films[(start + i) % films.length];
      if (isOpen(film)) {
        return film;
      }
    }
    mood = draw.index(cumulativeTaste, taste.length);
    int first = draw.below(catalog.size());
    int unseen = SyntheticCatalog.NONE;
    for (int i = 0; i < catalog.size(); i++) {
      int film = (first + i) % catalog.size();
      if (isOpen(film)) {
        return film;
      }
      unseen = lastUserOfFilm[film] == userId ? unseen : film;
    }
    return unseen;
  }

  private float rating(int film) {
    double liking = 0;
    for (int genre : catalog.genres(film)) {
      liking = Math.max(liking, taste[genre] / cumulativeTaste[taste.length - 1]);
    }
    double stars = 3.3 + 0.8 * liking + catalog.quality(film) + 0.8 * draw.gaussian();
    return Math.max(1, Math.min(10, Math.round(stars * 2))) / 2f;
  }

  private void advanceTime() {
    double seconds =
        draw.chance(END_OF_SESSION_CHANCE)
            ? draw.exponential() * secondsBetweenSessions
            : draw.exponential() * SECONDS_BETWEEN_EVENTS;
    epochSecond = (int) Math.min(LAST_SECOND, epochSecond + (long) seconds);
  }
}
