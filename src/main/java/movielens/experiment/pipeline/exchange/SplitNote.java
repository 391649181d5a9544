package movielens.experiment.pipeline.exchange;

import java.util.Map;
import java.util.stream.Collectors;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Split;
import movielens.experiment.pipeline.OptionValues;
import movielens.experiment.pipeline.PreparedData;

/** The README of a split: what each file is, and how it is loaded. */
final class SplitNote {
  private static final String EVERYBODY =
      """
      # Split of %1$s%2$s

      Data with sha256 %3$.12s, %4$s. Ids are those of the data.

      | file | what it is |
      | --- | --- |
      | `fit.csv` | train on this: `userId,movieId,timestamp`, each user's events in order; %5$,d events of %6$,d users |
      | `validation.csv` | choose settings by this; it follows fit in time; %7$,d events |
      | `test.csv` | never train on this: it is what lists are judged on; %8$,d events |
      | `movies.csv` | the %9$,d movies that may be recommended: those with an event in fit or validation |
      %10$s| `recbole/` | the same as RecBole's atomic files |

      Recommend to each user of `test.csv` up to 50 movies of `movies.csv` that are in neither `fit.csv` nor `validation.csv` for
      that user; both may be used as the user's history then. Sort by time with a stable sort only: it keeps the order of ties.
      """;

  private static final String GENRE =
      "| `genre/` | the same of the genre's %,d power users and its %,d movies alone; the headline"
          + " is judged on `genre/test.csv` |\n";

  private static final String LOADING =
      """

      - RecBole: `data_path: recbole`, `dataset: everybody`, `benchmark_filename: [train, valid, test]`, and
        `load_col: {inter: [user_id, item_id, timestamp], item: [item_id, movie_title, class]}`.
      - RecTools: `Dataset.construct(pd.read_csv("fit.csv").rename(columns={"userId": "user_id", "movieId": "item_id",
        "timestamp": "datetime"}).assign(weight=1, datetime=lambda d: pd.to_datetime(d["datetime"], unit="s")))`.
      - pandas: `pd.read_csv("fit.csv").sort_values(["userId", "timestamp"], kind="stable")`.
      - R: `fit <- read.csv("fit.csv"); fit <- fit[order(fit$userId, fit$timestamp), ]`.

      Write the lists with a header and the columns `userId,movieId,score` (or `rank`), and give them to
      `experiment judge --run RUN --recommendations FILE`, RUN being a run with the same options.
      """;

  private SplitNote() {}

  /** The text, in Markdown. */
  static String of(PreparedData data, Map<String, ?> options) {
    Split split = data.split();
    return EVERYBODY.formatted(
            data.data().name(),
            data.data().synthetic() ? " (SYNTHETIC: no person saw these films)" : "",
            data.data().fingerprint(),
            options.entrySet().stream()
                .map(option -> "--" + option.getKey() + " " + OptionValues.text(option.getValue()))
                .collect(Collectors.joining(" ")),
            events(split.fit()),
            split.fit().users(),
            events(split.validation()),
            events(split.test()),
            split.catalog().size(),
            data.slice()
                .map(s -> GENRE.formatted(s.powerUsers(), s.genreOnly().catalog().size()))
                .orElse(""))
        + LOADING;
  }

  /** Events of movies in the catalogue. */
  private static long events(InteractionLog log) {
    long events = 0;
    for (int row = 0; row < log.users(); row++) {
      for (int p = log.start(row); p < log.end(row); p++) {
        events += log.item(p) == 0 ? 0 : 1;
      }
    }
    return events;
  }
}
