package movielens.experiment.pipeline;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import movielens.experiment.model.NativeMemory;
import movielens.experiment.model.Precision;
import movielens.experiment.run.BuildInfo;
import movielens.experiment.run.EnvironmentInfo;
import movielens.experiment.training.TrainingException;

/** Starts the engine and finds where tensors live. */
public final class ComputeDevice {
  private ComputeDevice() {}

  /**
   * The device of a choice.
   *
   * @param precision what the layers are to compute with there
   * @throws InvalidConfigException when CUDA is asked for and the engine finds no usable GPU, or
   *     when the device would be slower with that precision
   * @throws TrainingException when the engine cannot be started
   */
  public static Device of(DeviceChoice choice, Precision precision) {
    Device device = of(choice);
    if (precision == Precision.BF16 && !device.isGpu() && !Precision.cpuHasFastBf16()) {
      throw new InvalidConfigException(
          "--precision bf16: this processor has no fast bfloat16 (amx_bf16, avx512_bf16 or bf16 in"
              + " /proc/cpuinfo), and would be slower with it; use float32");
    }
    if (precision == Precision.TF32 && !device.isGpu()) {
      throw new InvalidConfigException(
          "--precision tf32: only a GPU multiplies so, and this is a processor; use float32 or"
              + " bf16");
    }
    return device;
  }

  private static Device of(DeviceChoice choice) {
    if (choice == DeviceChoice.CPU) {
      return Device.cpu();
    }
    // Not its count of GPUs: that needs a CUDA runtime on the path of libraries, and the engine
    // brings its own.
    boolean usable = engine().hasCapability(StandardCapabilities.CUDA);
    if (choice == DeviceChoice.CUDA && !usable) {
      throw new InvalidConfigException(
          "--device cuda: the engine finds no usable GPU; use --device cpu, or a jar built with"
              + " -Pgpu on a machine with CUDA");
    }
    return usable ? Device.gpu() : Device.cpu();
  }

  /**
   * Starts the engine.
   *
   * @param wanted threads that it computes with, or 0 for as many as it chooses
   * @param precision what it is to compute with
   * @return the threads that it computes with
   */
  public static int start(int wanted, Precision precision) {
    GpuProducts.prepare(precision);
    NativeMemory.keepFreedBlocks();
    engine();
    int threads = wanted > 0 ? wanted : JniUtils.getNumThreads();
    // Also where it is the default: set, the math library no longer changes it by itself, which
    // would change the order of sums and so the last bits.
    JniUtils.setNumThreads(threads);
    return threads;
  }

  /** Bytes of memory of this machine, or of the container that this process is in. */
  public static long memoryBytes() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  /** What computes, for reports. */
  public static EnvironmentInfo environment(Device device, int threads) {
    BuildInfo build = BuildInfo.load();
    OptionalLong peak = PeakMemory.bytes();
    return new EnvironmentInfo(
        build.version(),
        build.commit(),
        System.getProperty("java.version"),
        build.djl(),
        Engine.getInstance().getVersion(),
        device.getDeviceType(),
        threads,
        Machine.name(device),
        peak.isPresent() ? peak.getAsLong() >> 20 : null);
  }

  private static Engine engine() {
    // The library would otherwise ask the network where it is running, and report it.
    System.setProperty("OPT_OUT_TRACKING", "true");
    try {
      return Engine.getInstance();
    } catch (EngineException | LinkageError e) {
      throw new TrainingException(
          new EngineEnvironment(System.getenv(), Utils.getCacheDir()).explain(e), e);
    }
  }
}
