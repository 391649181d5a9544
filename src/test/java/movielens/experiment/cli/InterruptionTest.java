package movielens.experiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InterruptionTest {
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final List<Integer> halts = new CopyOnWriteArrayList<>();
  private final Interruption interruption =
      new Interruption(new PrintStream(text, true, StandardCharsets.UTF_8), halts::add);

  private String said() {
    return text.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void endsAtOnceWhileNothingIsTrained() {
    interruption.request();

    assertThat(interruption.made()).isTrue();
    assertThat(halts).containsExactly(130);
    assertThat(said()).isEqualTo("experiment: interrupted");
  }

  @Test
  void saysHowToGoOnOnceThereIsSomethingToGoOnWith() {
    interruption.endsAtOnce("interrupted; go on with: run --resume --out x");
    interruption.request();

    assertThat(said()).isEqualTo("experiment: interrupted; go on with: run --resume --out x");
  }

  @Test
  void waitsForTheCheckpointOfATraining() throws InterruptedException {
    interruption.endsAfterStep();
    Thread signal = new Thread(interruption::request);
    signal.start();
    while (!interruption.made()) {
      Thread.onSpinWait();
    }
    signal.join(50);
    assertThat(halts).isEmpty();

    interruption.finished(130);
    signal.join();
    assertThat(halts).containsExactly(130);
    // The work itself has said what happened.
    assertThat(said()).isEmpty();
  }

  @Test
  void aTrainingThatEndsMeanwhileEndsTheProcess() throws InterruptedException {
    interruption.endsAfterStep();
    Thread signal = new Thread(interruption::request);
    signal.start();
    while (!interruption.made()) {
      Thread.onSpinWait();
    }

    interruption.endsAtOnce("interrupted; go on");
    signal.join();
    assertThat(halts).containsExactly(130);
    assertThat(said()).isEqualTo("experiment: interrupted; go on");
  }

  @Test
  void anOrdinaryEndIsNoInterruption() {
    interruption.finished(0);
    interruption.request();

    assertThat(interruption.made()).isFalse();
    assertThat(halts).isEmpty();
    assertThat(said()).isEmpty();
  }
}
