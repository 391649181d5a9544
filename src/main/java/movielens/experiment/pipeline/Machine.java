package movielens.experiment.pipeline;

import ai.djl.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What computes, as its maker calls it: a time says little without that. */
public final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path GPUS = Path.of("/proc/driver/nvidia/gpus");

  private Machine() {}

  /** The name of the processor or GPU; where the system does not tell, its kind. */
  public static String name(Device device) {
    return device.isGpu()
        ? gpu().orElse(device.getDeviceType())
        : field(PROCESSORS, "model name").orElse(System.getProperty("os.arch"));
  }

  private static Optional<String> gpu() {
    try (Stream<Path> gpus = Files.list(GPUS)) {
      return gpus.sorted().findFirst().flatMap(gpu -> field(gpu.resolve("information"), "Model"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The first value of a key in a file of lines {@code key : value}; empty where there is none. */
  static Optional<String> field(Path file, String key) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return Optional.empty();
    }
    return lines.stream()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
        .map(parts -> parts[1].strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
