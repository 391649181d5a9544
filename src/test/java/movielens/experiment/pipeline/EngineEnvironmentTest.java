package movielens.experiment.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An engine that cannot be loaded: which variable is to blame, and what to do. */
class EngineEnvironmentTest {
  private static final Path CACHE = Path.of("/home/x/.djl.ai");
  private final EngineException noLibrary =
      new EngineException("failed", new UnsatisfiedLinkError("libtorch.so: file too short"));

  private static String explain(Map<String, String> variables, Throwable failure) {
    return new EngineEnvironment(variables, CACHE).explain(failure);
  }

  @Test
  void namesTheVariableThatChoosesAndItsValue() {
    assertThat(explain(Map.of("PYTORCH_VERSION", "1.13.1", "HOME", "/x"), noLibrary))
        .contains("file too short", "PYTORCH_VERSION=1.13.1", "run without it")
        .doesNotContain("DJL_CACHE_DIR", "HOME");
    assertThat(
            explain(
                Map.of("PYTORCH_LIBRARY_PATH", "/nowhere", "PYTORCH_FLAVOR", "cu117"), noLibrary))
        .contains("PYTORCH_LIBRARY_PATH=/nowhere and PYTORCH_FLAVOR=cu117", "run without them");
    assertThat(explain(Map.of("DJL_DEFAULT_ENGINE", "MXNet"), new ExceptionInInitializerError()))
        .contains("DJL_DEFAULT_ENGINE=MXNet", "ExceptionInInitializerError");
  }

  @Test
  void withoutOneItIsTheCache() {
    for (Map<String, String> none :
        List.of(Map.<String, String>of(), Map.of("PYTORCH_VERSION", ""))) {
      assertThat(explain(none, noLibrary))
          .contains("unpacked into /home/x/.djl.ai, set DJL_CACHE_DIR")
          .doesNotContain("PYTORCH");
    }
  }

  @Test
  void aSearchPathIsOnlySuspectedWhereALibraryFailed() {
    Map<String, String> cluster = Map.of("LD_LIBRARY_PATH", "/opt/torch");

    assertThat(explain(cluster, noLibrary)).contains("LD_LIBRARY_PATH=/opt/torch", "DJL_CACHE_DIR");
    assertThat(explain(cluster, new EngineException("no space")))
        .contains("DJL_CACHE_DIR")
        .doesNotContain("LD_LIBRARY_PATH");
  }
}
