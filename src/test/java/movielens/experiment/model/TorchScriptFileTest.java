package movielens.experiment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchScriptFileTest {
  private static final int DIM = 16;

  @TempDir private Path folder;

  private static EncoderShape shape() {
    return EncoderShape.of(DIM, 2, 4, 32, 8).dropout(0.1);
  }

  @ParameterizedTest
  @CsvSource({"MLP,COSINE", "NONE,COSINE", "NONE,DOT"})
  void moduleEmbedsAsTheEncoderDoes(Head head, Similarity similarity)
      throws IOException, MalformedModelException {
    assertEmbedsAsTheEncoderDoes(
        shape().scaledEmbeddings(similarity == Similarity.DOT).head(head).similarity(similarity),
        false);
  }

  @ParameterizedTest
  @CsvSource({"false,false,true", "true,false,false", "false,true,false", "true,true,true"})
  void moduleIsToldTimesAsTheEncoderIs(boolean gaps, boolean bias, boolean position)
      throws IOException, MalformedModelException {
    assertEmbedsAsTheEncoderDoes(
        shape()
            .time(gaps, bias)
            .timeDecay(bias)
            .positionBias(position)
            .attention(Attention.POINTWISE)
            .gate(Gate.SIGMOID)
            .activation(Activation.SWIGLU),
        gaps || bias);
  }

  @Test
  void aModuleThatIsToldTimesAsksForThem() throws IOException, MalformedModelException {
    EncoderConfig config = shape().time(true, false).config();
    try (SequenceEncoder encoder = new SequenceEncoder(config, 20, Device.cpu(), 3);
        Model module = module(encoder)) {
      NDManager manager = module.getNDManager();
      NDList windows = new NDList(manager.create(new long[] {3, 5}, new Shape(1, 2)));
      ParameterStore store = new ParameterStore(manager, false);
      assertThatThrownBy(() -> module.getBlock().forward(store, windows, false))
          .hasMessageContaining("give the seconds from each event to the next");
    }
  }

  private Model module(SequenceEncoder encoder) throws IOException, MalformedModelException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("encoder.pt"))) {
      TorchScriptFile.write(encoder, out);
    }
    Model module = Model.newInstance("encoder", "PyTorch");
    module.load(folder, "encoder");
    return module;
  }

  /** Of two windows, the second of them full. */
  private void assertEmbedsAsTheEncoderDoes(EncoderShape shape, boolean timed)
      throws IOException, MalformedModelException {
    long[] items = {3, 5, 7, 0, 2, 4, 4, 9};
    long[] seconds = {60, 90_000, 5, 0, 0, 700, 4_000_000, 1};
    Shape windows = new Shape(2, 4);
    try (SequenceEncoder encoder = new SequenceEncoder(shape.config(), 20, Device.cpu(), 3);
        Model module = module(encoder);
        NDManager step = encoder.manager().newSubManager()) {
      float[] expected =
          encoder
              .users(
                  step.create(items, windows),
                  step.create(seconds, windows),
                  step.create(new long[] {2, 7}))
              .toFloatArray();
      NDManager manager = module.getNDManager();
      NDList inputs = new NDList(manager.create(items, windows));
      if (timed) {
        inputs.add(manager.create(seconds, windows));
      }
      ParameterStore store = new ParameterStore(manager, false);
      float[] embedded =
          module.getBlock().forward(store, inputs, false).singletonOrThrow().toFloatArray();
      assertThat(embedded).containsExactly(expected, within(2e-6f));
    }
  }
}
