package movielens.experiment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchScriptFileTest {
  private static final int DIM = 16;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"MLP,COSINE", "NONE,COSINE", "NONE,DOT"})
  void moduleEmbedsAsTheEncoderDoes(Head head, Similarity similarity)
      throws IOException, MalformedModelException {
    EncoderConfig shape =
        EncoderShape.of(DIM, 2, 4, 32, 8)
            .dropout(0.1)
            .scaledEmbeddings(similarity == Similarity.DOT)
            .head(head)
            .similarity(similarity)
            .config();
    try (SequenceEncoder encoder = new SequenceEncoder(shape, 20, Device.cpu(), 3);
        OutputStream out = Files.newOutputStream(folder.resolve("encoder.pt"))) {
      TorchScriptFile.write(encoder, out);
      float[] expected;
      try (NDManager step = encoder.manager().newSubManager()) {
        NDArray items = step.create(new long[] {3, 5, 7, 0}, new Shape(1, 4));
        NDArray last = step.create(new long[] {2});
        expected = encoder.users(items, items.zerosLike(), last).toFloatArray();
      }
      try (Model module = Model.newInstance("encoder", "PyTorch")) {
        module.load(folder, "encoder");
        NDManager manager = module.getNDManager();
        NDArray items = manager.create(new long[] {3, 5, 7, 0}, new Shape(1, 4));
        ParameterStore store = new ParameterStore(manager, false);
        float[] embedded =
            module
                .getBlock()
                .forward(store, new NDList(items), false)
                .singletonOrThrow()
                .toFloatArray();
        assertThat(embedded).containsExactly(expected, within(2e-6f));
      }
    }
  }
}
