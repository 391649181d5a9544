package movielens.experiment.pipeline.trained;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import movielens.experiment.data.Catalog;
import movielens.experiment.data.InteractionLog;
import movielens.experiment.data.Split;
import movielens.experiment.evaluation.EncoderRecommender;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.model.TorchScriptFile;
import movielens.experiment.pipeline.InvalidConfigException;
import movielens.experiment.run.ExportFolder;
import movielens.experiment.run.ExportInfo;

/** Writes the embeddings of a run's transformer, or the transformer itself, for other programs. */
public final class EncoderExport {
  private static final List<String> MOVIE_COLUMNS = List.of("item", "movieId", "title", "genres");
  private static final List<String> USER_COLUMNS = List.of("userId", "events");

  private final TrainedRun run;

  /** An export of the models of a run. */
  public EncoderExport(TrainedRun run) {
    this.run = run;
  }

  /**
   * Writes one model.
   *
   * @param model a trained one; empty for generic where the run has it, else its first trained one
   * @param seed empty for the run's first
   * @param format which files
   * @param folder gets them
   * @throws InvalidConfigException when the run has no such model or seed
   * @throws movielens.experiment.data.DataException when the weights are missing or damaged
   */
  public void write(
      Optional<ModelName> model, Optional<Long> seed, ExportFormat format, ExportFolder folder) {
    ModelName name = run.model(model, ModelName.GENERIC, ModelName::trained);
    long ofSeed = run.seed(seed);
    try (LoadedModel loaded = run.load(name, ofSeed)) {
      SequenceEncoder encoder = loaded.encoder().orElseThrow();
      Split world = loaded.fitted().world();
      InteractionLog users = withEvents(world.training());
      switch (format) {
        case NPY -> {
          folder.writeNpy("items.npy", itemEmbeddings(encoder));
          folder.writeNpy("users.npy", new EncoderRecommender(encoder).embeddings(users));
          folder.writeTsv("movies.tsv", MOVIE_COLUMNS, movies(world.catalog()));
          folder.writeTsv("users.tsv", USER_COLUMNS, users(users));
        }
        case TSV -> {
          folder.writeVectors("vectors.tsv", itemEmbeddings(encoder));
          folder.writeVectors(
              "user_vectors.tsv", new EncoderRecommender(encoder).embeddings(users));
          folder.writeTsv("metadata.tsv", MOVIE_COLUMNS, movies(world.catalog()));
          folder.writeTsv("user_metadata.tsv", USER_COLUMNS, users(users));
        }
        case TORCHSCRIPT -> {
          folder.write("encoder.pt", out -> TorchScriptFile.write(encoder, out));
          folder.writeTsv("movies.tsv", MOVIE_COLUMNS, movies(world.catalog()));
        }
      }
      folder.writeInfo(info(name, ofSeed, encoder, users));
    }
  }

  private ExportInfo info(
      ModelName name, long seed, SequenceEncoder encoder, InteractionLog users) {
    return new ExportInfo(
        run.data().data().name(),
        run.data().data().fingerprint(),
        run.data().data().synthetic(),
        name.label(),
        seed,
        encoder.config().similarity().name().toLowerCase(Locale.ROOT),
        encoder.temperature(),
        encoder.config().dim(),
        encoder.config().window(),
        encoder.items(),
        users.users());
  }

  private static InteractionLog withEvents(InteractionLog log) {
    return log.select(IntStream.range(0, log.users()).filter(row -> log.size(row) > 0).toArray());
  }

  /** (V, d), the item of index i in row i − 1. */
  private static float[][] itemEmbeddings(SequenceEncoder encoder) {
    int dim = encoder.config().dim();
    float[] flat;
    try (NDManager manager = encoder.manager().newSubManager()) {
      long[] items = LongStream.rangeClosed(1, encoder.items()).toArray();
      flat = encoder.items(manager.create(items), false).toFloatArray();
    }
    float[][] rows = new float[encoder.items()][];
    Arrays.setAll(rows, row -> Arrays.copyOfRange(flat, row * dim, (row + 1) * dim));
    return rows;
  }

  private static List<List<String>> movies(Catalog catalog) {
    List<List<String>> rows = new ArrayList<>();
    for (int item = 1; item <= catalog.size(); item++) {
      rows.add(
          List.of(
              String.valueOf(item),
              String.valueOf(catalog.movieId(item)),
              catalog.title(item),
              String.join("|", catalog.genres(item))));
    }
    return rows;
  }

  private static List<List<String>> users(InteractionLog users) {
    return IntStream.range(0, users.users())
        .mapToObj(
            row -> List.of(String.valueOf(users.userId(row)), String.valueOf(users.size(row))))
        .toList();
  }
}
