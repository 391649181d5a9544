package movielens.experiment.model;

/**
 * An encoder's configuration in few words: what a test does not set is without dropout and time,
 * with MLP head, cosine, fused kernels and float32.
 */
public final class EncoderShape {
  private final int dim;
  private final int layers;
  private final int heads;
  private final int feedForward;
  private final int window;
  private double dropout;
  private boolean scaledEmbeddings;
  private boolean timeGaps;
  private boolean timeBias;
  private boolean timeDecay;
  private int timeClasses = TimeGap.DOUBLING;
  private boolean positionBias;
  private Attention attention = Attention.SOFTMAX;
  private Gate gate = Gate.NONE;
  private Activation activation = Activation.GELU;
  private Head head = Head.MLP;
  private Similarity similarity = Similarity.COSINE;
  private Kernels kernels = Kernels.FUSED;
  private Precision precision = Precision.FLOAT32;

  private EncoderShape(int dim, int layers, int heads, int feedForward, int window) {
    this.dim = dim;
    this.layers = layers;
    this.heads = heads;
    this.feedForward = feedForward;
    this.window = window;
  }

  public static EncoderShape of(int dim, int layers, int heads, int feedForward, int window) {
    return new EncoderShape(dim, layers, heads, feedForward, window);
  }

  public EncoderShape dropout(double probability) {
    dropout = probability;
    return this;
  }

  public EncoderShape scaledEmbeddings(boolean scaled) {
    scaledEmbeddings = scaled;
    return this;
  }

  public EncoderShape time(boolean gaps, boolean bias) {
    timeGaps = gaps;
    timeBias = bias;
    return this;
  }

  public EncoderShape positionBias(boolean bias) {
    positionBias = bias;
    return this;
  }

  public EncoderShape timeDecay(boolean decay) {
    timeDecay = decay;
    return this;
  }

  public EncoderShape timeClasses(int classes) {
    timeClasses = classes;
    return this;
  }

  public EncoderShape attention(Attention kind) {
    attention = kind;
    return this;
  }

  public EncoderShape gate(Gate kind) {
    gate = kind;
    return this;
  }

  public EncoderShape activation(Activation kind) {
    activation = kind;
    return this;
  }

  public EncoderShape head(Head kind) {
    head = kind;
    return this;
  }

  public EncoderShape similarity(Similarity kind) {
    similarity = kind;
    return this;
  }

  public EncoderShape kernels(Kernels kind) {
    kernels = kind;
    return this;
  }

  public EncoderShape precision(Precision numbers) {
    precision = numbers;
    return this;
  }

  public EncoderConfig config() {
    return new EncoderConfig(
        dim,
        layers,
        heads,
        feedForward,
        dropout,
        window,
        scaledEmbeddings,
        timeGaps,
        timeBias,
        timeDecay,
        timeClasses,
        positionBias,
        attention,
        gate,
        activation,
        head,
        similarity,
        kernels,
        precision);
  }
}
