package movielens.experiment.cli.options;

import java.util.stream.IntStream;
import movielens.experiment.model.Activation;
import movielens.experiment.model.Attention;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.model.Gate;
import movielens.experiment.model.Head;
import movielens.experiment.model.Kernels;
import movielens.experiment.model.Precision;
import movielens.experiment.model.Similarity;
import picocli.CommandLine.Option;

/** The shape of the encoder, and how it is computed. */
public final class EncoderOptions {
  private static final int MOST_HEADS_BY_DEFAULT = 8;
  private static final int LEAST_HEAD_WIDTH_BY_DEFAULT = 8;

  @Option(
      names = "--dim",
      paramLabel = "N",
      description = "Width of embeddings and layers (default: ${DEFAULT-VALUE}).")
  private int dim;

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "Transformer layers (default: ${DEFAULT-VALUE}).")
  private int layers;

  @Option(
      names = "--heads",
      paramLabel = "N",
      description =
          "Attention heads, a divisor of --dim (default: the largest of 8, 4, 2, 1 that leaves"
              + " each a width of 8 or more).")
  private Integer heads;

  @Option(
      names = "--feed-forward",
      paramLabel = "N",
      description = "Inner width of the feed-forward blocks (default: 4 times --dim).")
  private Integer feedForward;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description = "Dropout of embeddings and residual branches (default: ${DEFAULT-VALUE}).")
  private double dropout;

  @Option(
      names = "--window",
      paramLabel = "N",
      description =
          "Events of a user that the encoder sees at once, at most (default: ${DEFAULT-VALUE}).")
  private int window;

  @Option(
      names = "--scale-embeddings",
      paramLabel = "on|off",
      description =
          "Multiply item embeddings by the square root of --dim where the encoder reads them, so"
              + " that at the start they outweigh what the layers add (default: ${DEFAULT-VALUE}).")
  private Switch scaleEmbeddings;

  @Option(
      names = "--time-gaps",
      paramLabel = "on|off",
      description =
          "Tell the encoder the time between events, and from the last event to the moment of the"
              + " recommendation, which in evaluation is that of the next event (default:"
              + " ${DEFAULT-VALUE}).")
  private Switch timeGaps;

  @Option(
      names = "--time-bias",
      paramLabel = "on|off",
      description =
          "Tell attention how long before the recommendation each event happened (default:"
              + " ${DEFAULT-VALUE}).")
  private Switch timeBias;

  @Option(
      names = "--position-bias",
      paramLabel = "on|off",
      description =
          "Tell attention how many events ago each event was (default: ${DEFAULT-VALUE}).")
  private Switch positionBias;

  @Option(
      names = "--time-decay",
      paramLabel = "on|off",
      description =
          "Tell attention the same time by its logarithms on eight scales, from seconds to years:"
              + " quicker than the classes of --time-bias (default: ${DEFAULT-VALUE}).")
  private Switch timeDecay;

  @Option(
      names = "--time-classes",
      paramLabel = "N",
      description =
          "Classes that --time-gaps and --time-bias sort times into; with 32 each is twice as long"
              + " as the one before (default: ${DEFAULT-VALUE}).")
  private int timeClasses;

  @Option(
      names = "--attention",
      paramLabel = "KIND",
      description = "softmax, or pointwise as in HSTU (default: ${DEFAULT-VALUE}).")
  private Attention attention;

  @Option(
      names = "--gate",
      paramLabel = "KIND",
      description =
          "Multiply the output of attention by the sigmoid or the silu of a linear layer of its"
              + " input, or by none (default: ${DEFAULT-VALUE}).")
  private Gate gate;

  @Option(
      names = "--activation",
      paramLabel = "KIND",
      description =
          "In feed-forward blocks: gelu, or swiglu, whose first layer is twice as wide (default:"
              + " ${DEFAULT-VALUE}).")
  private Activation activation;

  @Option(
      names = "--head",
      paramLabel = "KIND",
      description =
          "mlp, two layers between the transformer and the user embedding, or none (default:"
              + " ${DEFAULT-VALUE}).")
  private Head head;

  @Option(
      names = "--similarity",
      paramLabel = "KIND",
      description = "cosine or dot (default: ${DEFAULT-VALUE}).")
  private Similarity similarity;

  @Option(
      names = "--kernels",
      paramLabel = "KIND",
      description =
          "How encoder and loss are computed: fused; step, with a step of training in one call and"
              + " its backward written out; or plain, which is slower. All give the same but for"
              + " rounding and what dropout draws (default: ${DEFAULT-VALUE}).")
  private Kernels kernels;

  @Option(
      names = "--precision",
      paramLabel = "KIND",
      description =
          "float32; bf16: linear layers and losses in bfloat16 where the processor has it, with"
              + " float32 parameters; or tf32: float32 whose matrix products a GPU makes in TF32"
              + " (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  /** The encoder that is asked for. */
  public EncoderConfig config(OptionCheck check) {
    check.in(Range.closed(1, 4096), "--dim", dim);
    int headCount = heads == null ? defaultHeads() : heads;
    check.in(Range.closed(1, dim), "--heads", headCount);
    if (dim % headCount != 0) {
      throw check.invalid("--heads", String.valueOf(headCount), "does not divide --dim " + dim);
    }
    if (precision == Precision.BF16 && kernels == Kernels.PLAIN) {
      throw check.invalid("--precision", "bf16", "does not go with --kernels plain");
    }
    int inner = feedForward == null ? 4 * dim : feedForward;
    return new EncoderConfig(
        dim,
        check.in(Range.closed(1, 64), "--layers", layers),
        headCount,
        check.in(Range.closed(1, 65_536), "--feed-forward", inner),
        check.in(Range.closedOpen(0, 1), "--dropout", dropout),
        check.in(Range.closed(1, 4096), "--window", window),
        scaleEmbeddings == Switch.ON,
        timeGaps == Switch.ON,
        timeBias == Switch.ON,
        timeDecay == Switch.ON,
        check.in(Range.closed(3, 1024), "--time-classes", timeClasses),
        positionBias == Switch.ON,
        attention,
        gate,
        activation,
        head,
        similarity,
        kernels,
        precision);
  }

  private int defaultHeads() {
    return IntStream.iterate(MOST_HEADS_BY_DEFAULT, h -> h > 1, h -> h / 2)
        .filter(h -> dim % h == 0 && dim / h >= LEAST_HEAD_WIDTH_BY_DEFAULT)
        .findFirst()
        .orElse(1);
  }
}
