package movielens.experiment.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the engine looks for its native library, and so what a person can do when that cannot be
 * loaded. Other programs with PyTorch set some of the same variables, for versions of their own.
 *
 * @param variables the environment of this process
 * @param cache where the library is unpacked
 */
record EngineEnvironment(Map<String, String> variables, Path cache) {
  /** These choose the library, in the order in which they are most often to blame. */
  private static final List<String> CHOOSING =
      List.of(
          "DJL_DEFAULT_ENGINE",
          "PYTORCH_VERSION",
          "PYTORCH_LIBRARY_PATH",
          "PYTORCH_EXTRA_LIBRARY_PATH",
          "PYTORCH_FLAVOR",
          "PYTORCH_PRECXX11",
          "LIBSTDCXX_LIBRARY_PATH");

  /** These only stand before the places where the system looks for what a library needs. */
  private static final List<String> SEARCHED_FIRST =
      List.of("LD_PRELOAD", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH");

  /** The one line for a failure. */
  String explain(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String what =
        "the engine's native library cannot be loaded (%s); "
            .formatted(Optional.ofNullable(root.getMessage()).orElse(root.toString()));
    List<String> choosing = set(CHOOSING);
    if (!choosing.isEmpty()) {
      return what
          + "what is loaded is decided by the environment, which has %s: run without %s, or see 'Platforms and GPU' in docs/OPTIONS.md for values that fit"
              .formatted(assignments(choosing), named(choosing));
    }
    List<String> searched = root instanceof LinkageError ? set(SEARCHED_FIRST) : List.of();
    String cacheHint =
        "it is unpacked into %s, set DJL_CACHE_DIR to a folder that you can write to, with 1 GB free"
            .formatted(cache);
    return searched.isEmpty()
        ? what + cacheHint
        : what
            + "the environment has %s, which may lead to another library: run without %s; if that is not it: %s"
                .formatted(assignments(searched), named(searched), cacheHint);
  }

  private List<String> set(List<String> names) {
    return names.stream().filter(name -> !variables.getOrDefault(name, "").isEmpty()).toList();
  }

  private String assignments(List<String> names) {
    return names.stream()
        .map(name -> name + "=" + variables.get(name))
        .collect(Collectors.joining(" and "));
  }

  private static String named(List<String> names) {
    return names.size() == 1 ? "it" : "them";
  }
}
