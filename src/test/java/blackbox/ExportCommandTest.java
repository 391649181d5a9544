package blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCommandTest {
  private static final Offset<Float> ROUNDING = within(1e-5f);
  private static final int WINDOW = 16;

  @TempDir static Path folder;

  private static TrainedSample sample;

  @BeforeAll
  static void train() throws IOException {
    sample = TrainedSample.in(folder.resolve("trained"), "--models=generic,distilled,popular");
  }

  private static Path export(String name, String... options) {
    Path out = folder.resolve(name);
    ProgramRun run = tryExport(out, options);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).isEqualTo(out.toString());
    return out;
  }

  private static ProgramRun tryExport(Path out, String... options) {
    String[] command = {"export", "--run", sample.run().toString(), "--out", out.toString()};
    return ProgramRun.of(
        Stream.of(command, options).flatMap(Arrays::stream).toArray(String[]::new));
  }

  /** A reader of the NumPy format that shares nothing with the writer. */
  private static float[][] npy(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[8];
    bytes.get(magic);
    assertThat(magic).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    byte[] header = new byte[bytes.getShort()];
    bytes.get(header);
    assertThat(bytes.position() % 64).isZero();
    Matcher shape =
        Pattern.compile(
                "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\((\\d+), (\\d+)\\), \\} *\n")
            .matcher(new String(header, StandardCharsets.US_ASCII));
    assertThat(shape.matches()).isTrue();
    float[][] rows = new float[Integer.parseInt(shape.group(1))][Integer.parseInt(shape.group(2))];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = bytes.getFloat();
      }
    }
    assertThat(bytes.hasRemaining()).isFalse();
    return rows;
  }

  private static List<String[]> tsv(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> line.split("\t", -1)).toList();
  }

  private static JsonNode info(Path out) throws IOException {
    return new ObjectMapper().readTree(out.resolve("export.json").toFile());
  }

  /** Item index of each movie id. */
  private static Map<Integer, Integer> items(Path movies) throws IOException {
    Map<Integer, Integer> items = new HashMap<>();
    for (String[] row : tsv(movies).stream().skip(1).toList()) {
      items.put(Integer.valueOf(row[1]), Integer.valueOf(row[0]));
    }
    return items;
  }

  /** The last movies of a user's training part that the model knows, as item indices. */
  private static List<Integer> history(int userId, Map<Integer, Integer> items) {
    List<Integer> known =
        sample.training().get(userId).stream().filter(items::containsKey).map(items::get).toList();
    return known.subList(Math.max(0, known.size() - WINDOW), known.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"generic", "distilled"})
  void innerProductsRankAsTheProgramDoes(String model) throws IOException {
    Path out = export("npy-" + model, "--model=" + model);
    float[][] items = npy(out.resolve("items.npy"));
    float[][] users = npy(out.resolve("users.npy"));
    Map<Integer, Integer> indices = items(out.resolve("movies.tsv"));
    List<String[]> userRows = tsv(out.resolve("users.tsv"));
    JsonNode info = info(out);
    assertThat(items).hasNumberOfRows(indices.size()).hasNumberOfRows(info.path("items").asInt());
    assertThat(users).hasNumberOfRows(userRows.size() - 1);
    assertThat(users).hasNumberOfRows(info.path("users").asInt());
    assertThat(info.path("model").asText()).isEqualTo(model);
    assertThat(info.path("synthetic").asBoolean()).isTrue();

    for (int row : new int[] {0, users.length / 2, users.length - 1}) {
      int userId = Integer.parseInt(userRows.get(row + 1)[0]);
      float[] scores = new float[items.length];
      for (int item = 0; item < items.length; item++) {
        for (int i = 0; i < items[item].length; i++) {
          scores[item] += items[item][i] * users[row][i];
        }
        scores[item] /= info.path("temperature").floatValue();
      }
      for (int seen : sample.training().get(userId)) {
        if (indices.containsKey(seen)) {
          scores[indices.get(seen) - 1] = Float.NEGATIVE_INFINITY;
        }
      }
      int[] best =
          IntStream.range(0, items.length)
              .boxed()
              .sorted(Comparator.comparingDouble(item -> -scores[item]))
              .limit(10)
              .mapToInt(Integer::intValue)
              .toArray();
      JsonNode recommended =
          new ObjectMapper()
              .readTree(
                  ProgramRun.of(
                          "recommend",
                          "--json",
                          "--run=" + sample.run(),
                          "--model=" + model,
                          "--user=" + userId)
                      .out())
              .path("recommendations");
      for (int i = 0; i < best.length; i++) {
        float score = recommended.get(i).path("score").floatValue();
        int item = indices.get(recommended.get(i).path("movieId").asInt()) - 1;
        assertThat(scores[item]).isCloseTo(score, within(1e-3f));
        assertThat(scores[best[i]]).isCloseTo(score, within(1e-3f));
      }
    }
  }

  @Test
  void textHasTheSameNumbers() throws IOException {
    Path numbers = export("npy");
    Path text = export("tsv", "--format=tsv");

    assertThat(info(numbers).path("model").asText()).isEqualTo("generic");
    assertThat(vectors(text.resolve("vectors.tsv")))
        .isDeepEqualTo(npy(numbers.resolve("items.npy")));
    assertThat(vectors(text.resolve("user_vectors.tsv")))
        .isDeepEqualTo(npy(numbers.resolve("users.npy")));
    assertThat(tsv(text.resolve("metadata.tsv")).get(0))
        .containsExactly("item", "movieId", "title", "genres");
    assertThat(text.resolve("metadata.tsv"))
        .hasSameTextualContentAs(numbers.resolve("movies.tsv"))
        .content()
        .contains("\tMisérables, Les (1995)\t");
    assertThat(text.resolve("user_metadata.tsv"))
        .hasSameTextualContentAs(numbers.resolve("users.tsv"));
  }

  private static float[][] vectors(Path file) throws IOException {
    List<float[]> rows = new ArrayList<>();
    for (String[] row : tsv(file)) {
      float[] values = new float[row.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.parseFloat(row[i]);
      }
      rows.add(values);
    }
    return rows.toArray(float[][]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"generic", "distilled"})
  void moduleGivesTheSameEmbeddings(String model) throws IOException, MalformedModelException {
    Path numbers = export("for-module-" + model, "--model=" + model);
    Path out = export("module-" + model, "--model=" + model, "--format=torchscript");
    assertThat(out.resolve("movies.tsv")).hasSameTextualContentAs(numbers.resolve("movies.tsv"));
    Map<Integer, Integer> items = items(out.resolve("movies.tsv"));
    List<String[]> users = tsv(numbers.resolve("users.tsv")).stream().skip(1).toList();
    float[][] expected = npy(numbers.resolve("users.npy"));

    long[] itemIds = new long[users.size() * WINDOW];
    for (int row = 0; row < users.size(); row++) {
      List<Integer> history = history(Integer.parseInt(users.get(row)[0]), items);
      for (int t = 0; t < history.size(); t++) {
        itemIds[row * WINDOW + t] = history.get(t);
      }
    }
    try (Model module = Model.newInstance("encoder", "PyTorch")) {
      module.load(out, "encoder");
      NDManager manager = module.getNDManager();
      NDArray input = manager.create(itemIds, new Shape(users.size(), WINDOW));
      NDArray embedded =
          module
              .getBlock()
              .forward(new ParameterStore(manager, false), new NDList(input), false)
              .singletonOrThrow();
      assertThat(embedded.getShape()).isEqualTo(new Shape(users.size(), expected[0].length));
      float[] flat = embedded.toFloatArray();
      for (int i = 0; i < flat.length; i++) {
        assertThat(flat[i])
            .isCloseTo(expected[i / expected[0].length][i % expected[0].length], ROUNDING);
      }
    }
  }

  @Test
  void moduleScoresItems() throws IOException, MalformedModelException {
    Path numbers = export("for-scores");
    Path out = export("scores", "--format=torchscript");
    float[][] items = npy(numbers.resolve("items.npy"));
    float temperature = info(numbers).path("temperature").floatValue();
    try (Model module = Model.newInstance("encoder", "PyTorch")) {
      module.load(out, "encoder");
      NDManager manager = module.getNDManager();
      NDArray history = manager.create(new long[] {3, 1, 2, 0}, new Shape(1, 4));
      NDArray ids = manager.create(LongStream.rangeClosed(1, items.length).toArray());
      float[] user = call(module, "forward", history).toFloatArray();
      float[] scores = call(module, "scores", history).toFloatArray();
      float[] embedded = call(module, "item_embeddings", ids).toFloatArray();
      assertThat(scores).hasSize(items.length + 1);
      for (int item = 1; item <= items.length; item++) {
        float product = 0;
        for (int i = 0; i < user.length; i++) {
          assertThat(embedded[(item - 1) * user.length + i])
              .isCloseTo(items[item - 1][i], ROUNDING);
          product += user[i] * items[item - 1][i];
        }
        assertThat(scores[item]).isCloseTo(product / temperature, within(1e-4f));
      }
    }
  }

  private static NDArray call(Model module, String method, NDArray input) {
    NDList inputs = new NDList(input);
    NDArray chosen = input.getManager().create(0);
    chosen.setName("module_method:" + method);
    inputs.add(chosen);
    return module
        .getBlock()
        .forward(new ParameterStore(input.getManager(), false), inputs, false)
        .singletonOrThrow();
  }

  @Test
  void aRunWithoutTrainedModelsSaysSo() throws IOException {
    TrainedSample baselines =
        TrainedSample.in(folder.resolve("baselines"), "--models=popular,item-knn");
    Path out = folder.resolve("nothing");
    ProgramRun export =
        ProgramRun.of("export", "--run", baselines.run().toString(), "--out", out.toString());
    assertThat(export.exitCode()).isEqualTo(2);
    assertThat(export.err()).contains("has no trained model, only popular, item-knn;");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesWhatItCannotWrite() throws IOException {
    ProgramRun baseline = tryExport(folder.resolve("no"), "--model=popular");
    assertThat(baseline.exitCode()).isEqualTo(2);
    assertThat(baseline.err())
        .contains("--model popular", "generic, distilled")
        .doesNotContain("ease");
    assertThat(folder.resolve("no")).doesNotExist();

    Path full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("mine"), "x");
    ProgramRun overwriting = tryExport(full);
    assertThat(overwriting.exitCode()).isEqualTo(2);
    assertThat(overwriting.err()).contains("has files in it already");
    assertThat(full).isDirectoryNotContaining("glob:**.npy");
  }

  @Test
  void helpIsComplete() {
    ProgramRun help = ProgramRun.of("export", "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("--run", "--out", "--model", "--seed", "--data", "--format", "(default: npy)");
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 110);
  }
}
