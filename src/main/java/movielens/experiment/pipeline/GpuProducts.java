package movielens.experiment.pipeline;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import movielens.experiment.model.Precision;

/**
 * How a GPU multiplies float32 matrices. The engine has no other way to say it than a variable of
 * the environment, which it reads when it starts.
 */
final class GpuProducts {
  private static final String VARIABLE = "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE";
  private static final String ON = "1";
  private static final String OFF = "0";

  private GpuProducts() {}

  /**
   * Sets the variable for this process, so that the engine does what the precision says, whatever a
   * person has set for other programs. Before the engine starts; later it changes nothing.
   *
   * @throws InvalidConfigException when the variable cannot be set here and says otherwise
   */
  static void prepare(Precision precision) {
    String wanted = precision == Precision.TF32 ? ON : OFF;
    if (wanted.equals(System.getenv().getOrDefault(VARIABLE, OFF))) {
      return;
    }
    if (Platform.isWindows()) {
      throw new InvalidConfigException(
          "--precision %s: set the variable %s to %s before the program is started"
              .formatted(RunOption.label(precision), VARIABLE, wanted));
    }
    Function.getFunction(Platform.C_LIBRARY_NAME, "setenv")
        .invokeInt(new Object[] {VARIABLE, wanted, 1});
  }
}
