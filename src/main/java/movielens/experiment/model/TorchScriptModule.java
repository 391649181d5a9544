package movielens.experiment.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Functions written in TorchScript, called with DJL arrays. One call runs many operations without a
 * crossing between Java and the engine for each, frees what backward does not need at once, and
 * reaches operations that DJL does not offer. The functions stand in a resource file.
 */
public final class TorchScriptModule {
  private static final String LIST = "list[]";
  private static final String METHOD = "module_method:";

  /** The engine's numbers for types of tensors, which a script says instead of names. */
  private static final Map<String, Integer> TYPES =
      Map.of("int64", 4, "float32", 6, "float64", 7, "bool8", 11, "bfloat16", 15, "uint8", 0);

  private final PtSymbolBlock block;

  private TorchScriptModule(PtSymbolBlock block) {
    this.block = block;
  }

  /**
   * Loads a module.
   *
   * @param manager frees it, and says on which device it runs
   * @param script its class
   */
  public static TorchScriptModule load(NDManager manager, TorchScript script) {
    PickleWriter pickle = new PickleWriter().object(script.className(), script.attributes());
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      TorchScriptArchive archive = new TorchScriptArchive("module", bytes);
      archive.module(pickle, script.code());
      archive.finish();
      return new TorchScriptModule(
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(bytes.toByteArray()), false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Attributes that give a script the numbers of types by name.
   *
   * @param names of the types that it declares
   */
  public static Map<String, Integer> types(String... names) {
    return Arrays.stream(names).collect(Collectors.toMap(Function.identity(), TYPES::get));
  }

  /**
   * Calls a method through which gradients flow.
   *
   * @param method takes the arrays, then a list of arrays
   * @param arrays the first of them belongs to the manager that gets the result
   * @param list the list
   */
  public NDArray call(String method, NDList arrays, List<NDArray> list) {
    return call(method, arrays, list, true);
  }

  /** The same without gradients. */
  public NDArray infer(String method, NDList arrays, List<NDArray> list) {
    return call(method, arrays, list, false);
  }

  private NDArray call(String method, NDList arrays, List<NDArray> list, boolean gradients) {
    runAsWritten();
    NDList inputs = new NDList(arrays.size() + list.size() + 1);
    arrays.forEach(array -> array.setName(null));
    inputs.addAll(arrays);
    list.forEach(array -> array.setName(LIST));
    inputs.addAll(list);
    // The engine's way to name the method; the array itself is not handed on.
    NDArray name = arrays.get(0).getManager().create(0f);
    name.setName(METHOD + method);
    inputs.add(name);
    return IValueUtils.forward(block, inputs, gradients).singletonOrThrow();
  }

  /**
   * The engine would otherwise watch the first calls and rewrite the functions then, so that a run
   * and its continuation in another process would differ in the last bits. Holds for the calling
   * thread.
   */
  private static void runAsWritten() {
    JniUtils.setGraphExecutorOptimize(false);
  }

  /**
   * Calls a method that changes arrays in place and through which no gradients flow.
   *
   * @param method its name
   * @param manager gets the result
   * @param arguments arrays, lists of arguments that are not empty, and numbers: Integer or Double
   */
  public NDArray update(String method, NDManager manager, Object... arguments) {
    runAsWritten();
    // What is changed in place is no function to be differentiated; a graph of all steps would be
    // kept.
    boolean gradients = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    List<IValue> inputs = new ArrayList<>();
    try {
      for (Object argument : arguments) {
        inputs.add(value(argument));
      }
      try (IValue result = IValueUtils.runMethod(block, method, inputs.toArray(IValue[]::new))) {
        return result.toTensor((PtNDManager) manager);
      }
    } finally {
      inputs.forEach(IValue::close);
      JniUtils.setGradMode(gradients);
    }
  }

  private static IValue value(Object argument) {
    if (argument instanceof PtNDArray array) {
      return IValue.from(array);
    }
    if (argument instanceof Integer number) {
      return IValue.from((long) number);
    }
    if (argument instanceof Double number) {
      return IValue.from(number);
    }
    List<?> list = (List<?>) argument;
    if (list.stream().allMatch(PtNDArray.class::isInstance)) {
      return IValue.listFrom(list.toArray(PtNDArray[]::new));
    }
    IValue[] values = list.stream().map(TorchScriptModule::value).toArray(IValue[]::new);
    try {
      return IValue.listFrom(values);
    } finally {
      Arrays.stream(values).forEach(IValue::close);
    }
  }
}
