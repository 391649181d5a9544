package movielens.experiment.pipeline.trained;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.GenreSlice;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Split;
import movielens.experiment.data.TitleIndex;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.evaluation.TopK;
import movielens.experiment.files.DataException;
import movielens.experiment.pipeline.InvalidConfigException;
import movielens.experiment.report.Recommendations;

/**
 * Recommends movies with a model of a finished run, in the way in which the run ranked: the same
 * history, the same catalogue, seen movies left out.
 */
public final class RecommendationsFromRun {
  private static final int LAST_SHOWN = 10;

  private final TrainedRun run;

  /** A suggester with the models of a run. */
  public RecommendationsFromRun(TrainedRun run) {
    this.run = run;
  }

  /**
   * Someone's events.
   *
   * @param userId empty for someone who is not in the data
   * @param seen item indices of the whole catalogue, in order
   * @param epochSeconds when they were seen; all 0 for someone who is not in the data
   * @param requestSecond when recommendations are asked for
   * @param heldOut what a user of the data went on to see, 0 for movies outside the catalogue
   */
  private record Person(
      Optional<Integer> userId, int[] seen, int[] epochSeconds, int requestSecond, int[] heldOut) {
    String name() {
      return userId.map(id -> "user " + id).orElse("somebody with these likes");
    }
  }

  /**
   * The movies that a model recommends.
   *
   * @throws DataException when the user, a title, or a usable history is not there
   * @throws InvalidConfigException when the run has no such model, seed or genre
   */
  public Recommendations suggest(RecommendationRequest request) {
    ModelName name = run.model(request.model(), ModelName.DISTILLED, any -> true);
    long seed = run.seed(request.seed());
    Optional<Catalog> genre = genre(name, request.genreOnly());
    Person person = person(request.audience());
    Split world = run.data().world(name);
    InteractionLog history = history(person, name, world.catalog());
    Catalog ranked = genre.orElse(run.data().split().catalog());
    TopK top;
    try (LoadedModel model = run.load(name, seed)) {
      top =
          model
              .fitted()
              .recommender()
              .rank(history, ranked.indicesIn(world.catalog()), request.count());
    }
    return new Recommendations(
        run.data().data().name(),
        run.data().data().synthetic(),
        name.label(),
        name.trained() ? seed : null,
        genre.isPresent() ? run.config().slice().genre() : null,
        ranked.size(),
        person.userId().orElse(null),
        new Recommendations.History(
            person.seen().length, history.size(0), last(history, world.catalog())),
        person.userId().isPresent() ? heldOut(person, ranked).size() : null,
        lines(top, ranked, heldOut(person, ranked)));
  }

  /** The genre's movies when only they are ranked: always by a model that was trained for them. */
  private Optional<Catalog> genre(ModelName name, boolean genreOnly) {
    Optional<GenreSlice> slice = run.data().slice();
    if (genreOnly && slice.isEmpty()) {
      throw new InvalidConfigException(
          "--genre-only: no model of this run has a genre; leave the option out");
    }
    return slice.filter(s -> genreOnly || name.sliced()).map(s -> s.genreOnly().catalog());
  }

  private Person person(Audience audience) {
    Split split = run.data().split();
    if (audience instanceof Audience.User user) {
      int row = split.training().rowOf(user.userId());
      if (row < 0) {
        int users = split.training().users();
        throw new DataException(
            "no user %d in %s; its %d users have ids from %d to %d"
                .formatted(
                    user.userId(),
                    run.data().data().name(),
                    users,
                    split.training().userId(0),
                    split.training().userId(users - 1)));
      }
      InteractionLog training = split.training();
      return new Person(
          Optional.of(user.userId()),
          training.itemsOf(row),
          IntStream.range(training.start(row), training.end(row))
              .map(training::epochSecond)
              .toArray(),
          training.requestSecond(row),
          split.test().itemsOf(row));
    }
    TitleIndex titles = new TitleIndex(split.catalog());
    Set<Integer> liked = new LinkedHashSet<>();
    for (String title : ((Audience.Likes) audience).titles()) {
      liked.add(titles.find(title));
    }
    int[] seen = liked.stream().mapToInt(Integer::intValue).toArray();
    return new Person(Optional.empty(), seen, new int[seen.length], 0, new int[0]);
  }

  /** What a model is given of somebody's events: those of the movies that it knows. */
  private InteractionLog history(Person person, ModelName name, Catalog known) {
    Catalog whole = run.data().split().catalog();
    int[] items = new int[person.seen().length];
    int[] epochSeconds = new int[items.length];
    int kept = 0;
    for (int i = 0; i < items.length; i++) {
      int item = known.indexOf(whole.movieId(person.seen()[i]));
      if (item > 0) {
        items[kept] = item;
        epochSeconds[kept++] = person.epochSeconds()[i];
      }
    }
    boolean looksAtHistory =
        name.ofEverybody() != ModelName.POPULAR && name.ofEverybody() != ModelName.RECENT_POPULAR;
    if (kept == 0 && looksAtHistory) {
      String lacks =
          person.seen().length == 0
              ? "has no training events, and %s goes by them".formatted(name.label())
              : "has no %s among %d movies, and %s knows no other genre"
                  .formatted(run.config().slice().genre(), person.seen().length, name.label());
      throw new DataException(person.name() + " " + lacks + "; choose another --model");
    }
    return new InteractionLog(
            new int[] {person.userId().orElse(0)},
            new int[] {0},
            new int[] {kept},
            items,
            epochSeconds)
        .askedAt(new int[] {person.requestSecond()});
  }

  private static List<Recommendations.Movie> last(InteractionLog history, Catalog catalog) {
    int end = history.end(0);
    return IntStream.range(Math.max(0, end - LAST_SHOWN), end)
        .mapToObj(p -> movie(catalog, history.item(p)))
        .toList();
  }

  /** Original ids of the held-out movies among those that are ranked. */
  private Set<Integer> heldOut(Person person, Catalog ranked) {
    Catalog whole = run.data().split().catalog();
    Set<Integer> movieIds = new HashSet<>();
    Arrays.stream(person.heldOut())
        .filter(item -> item > 0)
        .map(whole::movieId)
        .filter(movieId -> ranked.indexOf(movieId) > 0)
        .forEach(movieIds::add);
    return movieIds;
  }

  private static List<Recommendations.Line> lines(TopK top, Catalog ranked, Set<Integer> heldOut) {
    List<Recommendations.Line> lines = new ArrayList<>();
    int[] items = top.items()[0];
    for (int i = 0; i < items.length; i++) {
      lines.add(
          new Recommendations.Line(
              i + 1,
              movie(ranked, items[i]),
              top.scores()[0][i],
              heldOut.contains(ranked.movieId(items[i]))));
    }
    return lines;
  }

  private static Recommendations.Movie movie(Catalog catalog, int item) {
    return new Recommendations.Movie(
        catalog.movieId(item), catalog.title(item), catalog.genres(item));
  }
}
