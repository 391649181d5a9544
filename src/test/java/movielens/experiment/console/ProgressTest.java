package movielens.experiment.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void plainLinesAreSparse() {
    long[] nanos = {0};
    List<String> lines = new ArrayList<>();
    PlainStage stage = new PlainStage("train", 1000, lines::add, () -> nanos[0]);
    for (int step = 0; step < 1000; step++) {
      nanos[0] += 25_000_000;
      stage.step(1);
    }
    stage.close();

    assertThat(lines)
        .containsExactly(
            "train: 400 of 1,000 (40%), 40/s, 15.0 s left",
            "train: 800 of 1,000 (80%), 40/s, 5.0 s left", "train: done in 25.0 s");
  }

  @Test
  void aNoteTakesThePlaceOfTheNextLine() {
    long[] nanos = {0};
    List<String> lines = new ArrayList<>();
    PlainStage stage = new PlainStage("train", 1000, lines::add, () -> nanos[0]);
    nanos[0] = 9_000_000_000L;
    stage.step(300);
    stage.note("generic", "epoch 1/2: loss 1");
    nanos[0] = 12_000_000_000L;
    stage.step(100);

    assertThat(lines).containsExactly("generic, epoch 1/2: loss 1");
  }

  @Test
  void aNoteOnATerminalIsNoLine() {
    Progress progress = Progress.on(err, new Terminal(true, false, false));
    try (Progress.Stage stage = progress.stage("train", 10)) {
      stage.note("generic", "epoch 1/2");
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .noneMatch(line -> line.startsWith("generic") || line.startsWith("epoch"));
  }

  @Test
  void longWorkIsNamedAndShortWorkIsNot() throws InterruptedException {
    List<String> lines = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (Waiting waiting = new Waiting("compare", 1, lines::add)) {
      while (lines.isEmpty()) {
        Thread.sleep(1);
      }
      waiting.done();
    }
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("compare: 0.").endsWith(" so far");
    assertThat(lines.get(1)).startsWith("compare: done in 0.");

    Progress progress = Progress.on(err, Terminal.PLAIN);
    assertThat(progress.during("rank", () -> 5)).isEqualTo(5);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aStageIsNamedBeforeItsFirstStepAndSoonSilentAfterIt() throws InterruptedException {
    List<String> lines = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (PlainStage stage = new PlainStage("fit ease: trials", -1, 1, lines::add)) {
      while (lines.isEmpty()) {
        Thread.sleep(1);
      }
      stage.step(1);
    }

    assertThat(lines.get(0)).startsWith("fit ease: trials: 0.").endsWith(" so far");
    assertThat(lines.get(lines.size() - 1)).startsWith("fit ease: trials: done in 0.");
  }

  @Test
  void anUnknownTotalIsNotGuessed() {
    long[] nanos = {0};
    List<String> lines = new ArrayList<>();
    PlainStage stage = new PlainStage("read", -1, lines::add, () -> nanos[0]);
    nanos[0] = 20_000_000_000L;
    stage.step(5000);

    assertThat(lines).containsExactly("read: 5,000, 250/s");
  }

  @Test
  void aStageThatEndsEarlySaysSo() {
    List<String> lines = new ArrayList<>();
    PlainStage stage = new PlainStage("train", 1000, lines::add, () -> 0);
    stage.step(15);
    stage.close();

    assertThat(lines).containsExactly("train: ended at 15 of 1,000, in 0.0 s");
  }

  @Test
  void aStageThatFailsBeforeItsFirstStepIsSilent() {
    try (Progress.Stage stage = Progress.on(err, Terminal.PLAIN).stage("read", 10)) {
      assertThat(stage).isNotNull();
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void silentMeansSilent() {
    Progress progress = Progress.silent();
    PrintStream before = System.err;
    System.setErr(err);
    try (Progress.Stage stage = progress.stage("read", 10)) {
      stage.step(10);
      progress.line("text");
    } finally {
      System.setErr(before);
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aBarOnATerminalLeavesOneLine() {
    Progress progress = Progress.on(err, new Terminal(true, false, false));
    try (Progress.Stage stage = progress.stage("train", 10)) {
      stage.step(10);
      progress.line("epoch 1");
    }

    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("\r\u001b[Kepoch 1").contains("train", "train: 0.");
  }
}
