package movielens.experiment.pipeline;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import movielens.experiment.model.NativeMemory;

/** Starts the engine and finds where tensors live. */
final class ComputeDevice {
  private ComputeDevice() {}

  /**
   * The device of a choice.
   *
   * @throws InvalidConfigException when CUDA is asked for and the engine finds no usable GPU
   */
  static Device of(DeviceChoice choice) {
    if (choice == DeviceChoice.CPU) {
      return Device.cpu();
    }
    boolean usable = Engine.getInstance().getGpuCount() > 0;
    if (choice == DeviceChoice.CUDA && !usable) {
      throw new InvalidConfigException(
          "--device cuda: the engine finds no usable GPU; use --device cpu, or a jar built with"
              + " -Pgpu on a machine with CUDA");
    }
    return usable ? Device.gpu() : Device.cpu();
  }

  /** Threads that the engine computes with, set to {@code wanted} unless that is 0. */
  static int threads(int wanted) {
    NativeMemory.keepFreedBlocks();
    Engine.getInstance();
    if (wanted > 0) {
      JniUtils.setNumThreads(wanted);
    }
    return JniUtils.getNumThreads();
  }
}
