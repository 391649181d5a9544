package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script of a sweep's jobs, with a worker, a squeue and a scontrol that play their part. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SlurmScriptTest {
  @TempDir private Path folder;

  private static String script() {
    ProgramRun run =
        ProgramRun.of(
            "sweep",
            "--data=data/sample",
            "--models=generic,popular",
            "--genre=Drama",
            "--on=slurm",
            "--print");
    assertThat(run.exitCode()).as(run.err()).isZero();
    int begin = run.out().indexOf("#!/bin/bash");
    return run.out().substring(begin, run.out().indexOf("\nsbatch ", begin));
  }

  private Path executable(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/bash\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  /**
   * @param ended exit code of the worker
   * @param mine how often the job had been started again when this attempt began
   * @param state of the job now, as Slurm tells it
   * @param now how often it has been started again by now
   */
  @ParameterizedTest
  @CsvSource({
    "130, 0, RUNNING, 0, true",
    "143, 0, RUNNING, 0, true",
    "130, 2, RUNNING, 2, true",
    // The node was cut off, and the job runs on another one.
    "130, 0, RUNNING, 1, false",
    "130, 1, RUNNING, 2, false",
    "130, 0, PENDING, 1, false",
    "130, 0, CANCELLED, 0, false",
    "4, 0, RUNNING, 0, false",
    "0, 0, RUNNING, 0, false",
  })
  void aJobRequeuesItselfWhereItWasStoppedAndIsStillItsOwn(
      int ended, int mine, String state, int now, boolean requeued)
      throws IOException, InterruptedException {
    Path worker =
        executable("worker", "printf '%s ' \"$@\" >'" + folder + "/worked'; exit " + ended);
    executable(
        "squeue",
        "[[ \"$*\" == '--noheader --Format=State,RestartCnt --jobs=7_3' ]]"
            + " && printf '%-20s%-20s\\n' "
            + (state + " " + now));
    executable("scontrol", "echo \"$*\" >'" + folder + "/asked'");
    Path job =
        executable(
            "job.sh", script().replaceFirst("(?m)^program=.*", "program=('" + worker + "')"));
    ProcessBuilder bash = new ProcessBuilder("bash", job.toString(), "work");
    bash.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    bash.environment().put("SLURM_ARRAY_JOB_ID", "7");
    bash.environment().put("SLURM_ARRAY_TASK_ID", "3");
    bash.environment().remove("SLURM_RESTART_COUNT");
    if (mine > 0) {
      bash.environment().put("SLURM_RESTART_COUNT", Integer.toString(mine));
    }

    Process process = bash.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(ended);
    assertThat(said).isEmpty();
    assertThat(folder.resolve("worked"))
        .content()
        .startsWith("sweep work ")
        .endsWith(mine > 0 ? "--task 3 --anew " : "--task 3 ");
    if (requeued) {
      assertThat(folder.resolve("asked")).hasContent("requeue 7_3");
    } else {
      assertThat(folder.resolve("asked")).doesNotExist();
    }
  }
}
