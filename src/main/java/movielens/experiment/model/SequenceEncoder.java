package movielens.experiment.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A causal transformer that turns a user's items into a user embedding after each event, and items
 * into embeddings of the same space. The architecture follows PinnerFormer (Pancha et al., KDD
 * 2022): item embedding plus learned position, pre-norm layers, an MLP head; items are represented
 * by their input embedding. Changing event t changes no user embedding before t.
 *
 * <p>Score of user u and item v: {@code ⟨u, v⟩/τ} with both L2-normalised and τ learned ({@link
 * Similarity#COSINE}), or {@code ⟨u, v⟩} ({@link Similarity#DOT}, where τ is fixed at 1).
 */
public final class SequenceEncoder extends AbstractBlock implements AutoCloseable {
  /** The temperature never falls below this. */
  public static final float MIN_TEMPERATURE = 0.01f;

  private static final byte VERSION = 1;
  private static final float INITIAL_TEMPERATURE = 0.1f;
  private static final float INITIAL_DEVIATION = 0.02f;
  private static final double NORM_EPSILON = 1e-12;

  private final EncoderConfig config;
  private final int items;
  private final NDManager manager;
  private final ParameterStore store;
  private final Parameter itemTable;
  private final Parameter positionTable;
  private final Parameter temperature;
  private final Parameter gapTable;
  private final List<TransformerLayer> layers = new ArrayList<>();
  private final LayerNorm finalNorm;
  private final Optional<FeedForward> head;
  private final TorchScriptModule fused;
  private final DropoutNoise noise;

  /**
   * An encoder with random weights on a device.
   *
   * @param config its shape
   * @param items number of items V; indices are 1…V, 0 is padding
   * @param device where its parameters live
   * @param seed of the random weights; the same seed gives the same weights
   */
  public SequenceEncoder(EncoderConfig config, int items, Device device, long seed) {
    super(VERSION);
    this.config = config;
    this.items = items;
    itemTable = table("items", items + 1);
    positionTable = table("positions", config.window());
    temperature =
        addParameter(
            Parameter.builder()
                .setName("temperature")
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(1))
                .optRequiresGrad(config.similarity() == Similarity.COSINE)
                .optInitializer(
                    new ConstantInitializer(
                        config.similarity() == Similarity.COSINE
                            ? (float) Math.log(INITIAL_TEMPERATURE)
                            : 0f))
                .build());
    gapTable = config.timeGaps() ? table("gaps", config.timeClasses()) : null;
    for (int layer = 0; layer < config.layers(); layer++) {
      layers.add(addChildBlock("layer", new TransformerLayer(config)));
    }
    finalNorm = addChildBlock("finalNorm", TransformerLayer.lastAxisNorm());
    head =
        config.head() == Head.MLP
            ? Optional.of(
                addChildBlock("head", new FeedForward(config.dim(), config.dim(), Activation.GELU)))
            : Optional.empty();
    setInitializer(new NormalInitializer(INITIAL_DEVIATION), Parameter.Type.WEIGHT);

    Engine engine = Engine.getInstance();
    engine.setRandomSeed((int) (seed ^ (seed >>> 32)));
    manager = engine.newBaseManager(device);
    store = new ParameterStore(manager, false);
    initialize(manager, DataType.FLOAT32, new Shape(1, config.window()));
    noise = new DropoutNoise(2 * config.layers() + 1);
    fused = TorchScriptModule.load(manager, LayersScript.of(this));
  }

  private Parameter table(String name, long rows) {
    return addParameter(
        Parameter.builder()
            .setName(name)
            .setType(Parameter.Type.WEIGHT)
            .optShape(new Shape(rows, config.dim()))
            .build());
  }

  /** The encoder's shape. */
  public EncoderConfig config() {
    return config;
  }

  /** Number of items, V. */
  public int items() {
    return items;
  }

  /** Where the parameters live. */
  public Device device() {
    return manager.getDevice();
  }

  /**
   * The manager that owns the parameters. Arrays of one step belong in a sub-manager of it: results
   * of operations are attached to the manager of their <em>first</em> operand.
   */
  public NDManager manager() {
    return manager;
  }

  /**
   * User embeddings after chosen events.
   *
   * @param itemIds (B, T) INT64 item indices, padded on the right with 0, T at most the window
   * @param gaps (B, T) INT64 seconds to the next event, looked at if the configuration wants them
   * @param rows (P) INT64 flat positions b·T + t
   * @return (P, d), of unit length with cosine similarity; attached to the manager of {@code
   *     itemIds}
   */
  public NDArray users(NDArray itemIds, NDArray gaps, NDArray rows) {
    if (config.kernels() == Kernels.PLAIN) {
      return plainUsers(itemIds, gaps, rows, false);
    }
    return fused.infer("users", new NDList(itemIds, gaps, rows), parameterArrays());
  }

  /**
   * The same as {@link #users}, with dropout, and so that gradients flow.
   *
   * @param dropout draws what is dropped; plain kernels, and all on a GPU, draw from the engine's
   *     generator instead
   */
  public NDArray trainingUsers(
      NDArray itemIds, NDArray gaps, NDArray rows, SplittableRandom dropout) {
    if (config.kernels() == Kernels.PLAIN) {
      return plainUsers(itemIds, gaps, rows, true);
    }
    NDArray bytes = noise(itemIds.size(), dropout, itemIds.getManager());
    return fused.call("training_users", new NDList(itemIds, gaps, rows, bytes), parameterArrays());
  }

  /**
   * Random bytes that decide what dropout drops, as {@link #written()} wants them: nothing of note
   * where the engine draws.
   *
   * @param positions of all windows, padding included
   * @param dropout where they come from
   * @param step owns the result
   */
  public NDArray noise(long positions, SplittableRandom dropout, NDManager step) {
    boolean drawn = config.dropout() > 0 && !device().isGpu();
    return drawn
        ? noise.draw(positions * config.dim(), dropout, step)
        : step.zeros(new Shape(1, 1), DataType.UINT8);
  }

  /** The script of this encoder with its backward written out. */
  public TorchScript written() {
    return new TorchScript(
        SequenceEncoder.class, "Written", Map.of("layers", LayersScript.of(this)));
  }

  private NDArray plainUsers(NDArray itemIds, NDArray gaps, NDArray rows, boolean training) {
    NDList windows = new NDList(itemIds, gaps);
    NDArray all = forward(store, windows, training).singletonOrThrow(); // (B, T, d)
    return all.reshape(-1, config.dim()).get(rows);
  }

  /**
   * In the order of {@link #getParameters()}: items, positions, temperature, gaps, layers, head.
   */
  public List<NDArray> parameterArrays() {
    return getParameters().values().stream().map(Parameter::getArray).toList();
  }

  /** The table of item embeddings (V + 1, d) and the logarithm of the temperature (1). */
  public List<NDArray> scoreParameters() {
    return List.of(itemTable.getArray(), temperature.getArray());
  }

  /**
   * The embeddings of items as candidates.
   *
   * @param itemIds INT64 item indices of any shape S
   * @param training whether gradients are wanted
   * @return S + (d), of unit length with cosine similarity; attached to the manager of {@code
   *     itemIds}
   */
  public NDArray items(NDArray itemIds, boolean training) {
    return comparable(lookup(store, itemTable, itemIds, training));
  }

  /**
   * User embeddings made ready for an inner product with item embeddings: divided by τ.
   *
   * @param users (…, d) user embeddings
   * @param training whether gradients are wanted
   */
  public NDArray scaled(NDArray users, boolean training) {
    if (config.similarity() == Similarity.DOT) {
      return users;
    }
    NDArray logTemperature = store.getValue(temperature, device(), training);
    // Led by an array of the step, so that nothing is attached to the parameters' manager.
    NDArray tau =
        users
            .getManager()
            .zeros(new Shape(1))
            .add(logTemperature)
            .exp()
            // An array, not a Java number: see CausalSelfAttention.
            .maximum(users.getManager().create(MIN_TEMPERATURE));
    return users.div(tau);
  }

  /** The temperature τ that scores are divided by, 1 for plain inner products. */
  public float temperature() {
    float logTemperature = temperature.getArray().getFloat();
    return config.similarity() == Similarity.DOT
        ? 1
        : Math.max(MIN_TEMPERATURE, (float) Math.exp(logTemperature));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray itemIds = inputs.get(0); // (B, T)
    NDArray positions =
        itemIds.getManager().arange(0, (int) itemIds.getShape().get(1), 1, DataType.INT64);
    NDArray x = lookup(parameters, itemTable, itemIds, training);
    if (config.scaledEmbeddings()) {
      // An array, not a Java number: see CausalSelfAttention.
      x = x.mul(itemIds.getManager().create((float) config.inputScale()));
    }
    x = x.add(lookup(parameters, positionTable, positions, training)); // (B, T, d)
    if (config.timeGaps()) {
      NDArray classes = TimeGap.classesOf(inputs.get(1), config.timeClasses());
      x = x.add(lookup(parameters, gapTable, classes, training));
    }
    if (training && config.dropout() > 0) {
      x = Dropout.dropout(x, (float) config.dropout(), true).singletonOrThrow();
    }
    NDArray spans = TimeGap.spansOf(inputs.get(1)); // (B, T, T)
    NDList streams =
        new NDList(
            x,
            config.timeBias() ? TimeGap.classesOf(spans, config.timeClasses()) : spans,
            config.timeDecay() ? TimeGap.logarithmsOf(spans) : spans);
    for (TransformerLayer layer : layers) {
      streams.set(0, layer.forward(parameters, streams, training).singletonOrThrow());
    }
    x = streams.get(0);
    NDList normed = finalNorm.forward(parameters, new NDList(x), training);
    NDList users =
        head.map(block -> block.forward(parameters, normed, training)).orElse(normed); // (B, T, d)
    return new NDList(comparable(users.singletonOrThrow()));
  }

  private NDArray lookup(
      ParameterStore parameters, Parameter table, NDArray ids, boolean training) {
    NDArray rows = parameters.getValue(table, ids.getDevice(), training);
    NDArrayEx internal = ids.getNDArrayInternal();
    return internal.embedding(ids, rows, SparseFormat.DENSE).singletonOrThrow();
  }

  private NDArray comparable(NDArray embeddings) {
    return config.similarity() == Similarity.COSINE
        ? embeddings.normalize(2, embeddings.getShape().dimension() - 1, NORM_EPSILON)
        : embeddings;
  }

  @Override
  protected void initializeChildBlocks(NDManager target, DataType type, Shape... inputShapes) {
    Shape hidden = inputShapes[0].add(config.dim());
    for (Block child : getChildren().values()) {
      child.initialize(target, type, hidden);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {inputShapes[0].add(config.dim())};
  }

  /** Frees the parameters. */
  @Override
  public void close() {
    manager.close();
  }
}
