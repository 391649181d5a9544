package movielens.experiment.pipeline.exchange;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Split;
import movielens.experiment.files.CsvLine;
import movielens.experiment.files.DurableFolder;
import movielens.experiment.files.WholeFile;
import movielens.experiment.pipeline.PreparedData;

/**
 * A split as a folder: what the models of an experiment are given, and what they are judged on, for
 * a model that is made elsewhere. Ids are those of the data. Each user's events stand in their
 * order, which a stable sort by time leaves as it is.
 */
public final class SplitFolder {
  private static final String EVENTS_HEADER = "userId,movieId,timestamp";
  private static final String RECBOLE = "recbole";

  /** The parts, under the names of their files and of RecBole's. */
  private enum Part {
    FIT("fit", "train"),
    VALIDATION("validation", "valid"),
    TEST("test", "test");

    private final String file;
    private final String recBole;

    Part(String file, String recBole) {
      this.file = file;
      this.recBole = recBole;
    }

    InteractionLog of(Split split) {
      return switch (this) {
        case FIT -> split.fit();
        case VALIDATION -> split.validation();
        case TEST -> split.test();
      };
    }
  }

  private interface Filling {
    void fill(Writer out) throws IOException;
  }

  private SplitFolder() {}

  /**
   * Writes a split. Test events of movies outside the catalogue are left out: no list can have
   * them.
   *
   * @param data split, and sliced where the slice is wanted
   * @param options that made it so, for the note in the folder
   * @param folder a new one
   */
  public static void write(PreparedData data, Map<String, ?> options, Path folder) {
    writeTables(data.split(), folder);
    writeAtomic(data.split(), "everybody", folder);
    data.slice()
        .ifPresent(
            slice -> {
              Path genre = folder.resolve("genre");
              writeTables(slice.genreOnly(), genre);
              writeUsers(slice.genreOnly().training(), genre.resolve("power_users.csv"));
              writeAtomic(slice.genreOnly(), "genre", folder);
            });
    write(folder.resolve("README.md"), out -> out.write(SplitNote.of(data, options)));
  }

  private static void writeTables(Split split, Path folder) {
    for (Part part : Part.values()) {
      write(
          folder.resolve(part.file + ".csv"),
          out -> {
            CsvLine line = new CsvLine(out, EVENTS_HEADER);
            forEach(
                part.of(split),
                (user, item, second) ->
                    line.add(user).add(split.catalog().movieId(item)).add(second).end());
          });
    }
    write(
        folder.resolve("movies.csv"),
        out -> {
          CsvLine line = new CsvLine(out, "movieId,title,genres");
          Catalog catalog = split.catalog();
          for (int item = 1; item <= catalog.size(); item++) {
            line.add(catalog.movieId(item)).add(catalog.title(item));
            line.add(String.join("|", catalog.genres(item))).end();
          }
        });
  }

  private static void writeUsers(InteractionLog users, Path file) {
    write(
        file,
        out -> {
          CsvLine line = new CsvLine(out, "userId");
          for (int row = 0; row < users.users(); row++) {
            line.add(users.userId(row)).end();
          }
        });
  }

  /** RecBole's atomic files: names with types, tabs, no quotes. */
  private static void writeAtomic(Split split, String name, Path folder) {
    Path files = folder.resolve(RECBOLE).resolve(name);
    Catalog catalog = split.catalog();
    for (Part part : Part.values()) {
      write(
          files.resolve(name + "." + part.recBole + ".inter"),
          out -> {
            out.write("user_id:token\titem_id:token\ttimestamp:float\n");
            forEach(
                part.of(split),
                (user, item, second) ->
                    out.write(user + "\t" + catalog.movieId(item) + "\t" + second + "\n"));
          });
    }
    write(
        files.resolve(name + ".item"),
        out -> {
          out.write("item_id:token\tmovie_title:token_seq\tclass:token_seq\n");
          for (int item = 1; item <= catalog.size(); item++) {
            out.write(catalog.movieId(item) + "\t" + catalog.title(item) + "\t");
            // Blanks part the words of a list.
            out.write(
                String.join(" ", catalog.genres(item).stream().map(SplitFolder::word).toList()));
            out.write("\n");
          }
        });
  }

  private static String word(String genre) {
    return genre.replaceAll("\\s+", "_");
  }

  private interface Events {
    void accept(int userId, int item, int epochSecond) throws IOException;
  }

  private static void forEach(InteractionLog log, Events events) throws IOException {
    for (int row = 0; row < log.users(); row++) {
      for (int p = log.start(row); p < log.end(row); p++) {
        if (log.item(p) != 0) {
          events.accept(log.userId(row), log.item(p), log.epochSecond(p));
        }
      }
    }
  }

  private static void write(Path file, Filling filling) {
    try {
      DurableFolder.create(file.getParent());
      WholeFile.write(
          file,
          bytes -> {
            Writer out =
                new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16);
            filling.fill(out);
            out.flush();
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
