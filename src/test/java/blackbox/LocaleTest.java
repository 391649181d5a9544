package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The language of the person changes neither options nor numbers. */
class LocaleTest {
  @TempDir private Path parent;

  @Test
  void resultsAreTheSameInEveryLanguage() {
    Locale before = Locale.getDefault();
    String expected = null;
    try {
      // Dotless i; decimal comma; digits of their own.
      for (String tag : List.of("en-US", "tr-TR", "de-DE", "ar-EG-u-nu-arab", "th-TH-u-nu-thai")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        Path out = parent.resolve(tag);
        ProgramRun run =
            ProgramRun.of(
                "run",
                "--models=popular,item-knn",
                "--similarity=dot",
                "--user-weights=in-batch",
                "--min-rating=0.5",
                "--bootstrap-resamples=200",
                "--quiet",
                "--out=" + out);
        assertThat(run.exitCode()).as(run.err()).isZero();
        String report =
            run.out()
                .replace(out.toString(), "OUT")
                .replaceAll("[0-9.]+ s\\b", "T s")
                .replaceAll("[0-9,]+ MiB", "N MiB");
        expected = expected == null ? report : expected;
        assertThat(report).as(tag).isEqualTo(expected);
        assertThat(out.resolve("metrics.csv"))
            .hasSameBinaryContentAs(parent.resolve("en-US").resolve("metrics.csv"));
        assertThat(out.resolve("config.yaml"))
            .hasSameBinaryContentAs(parent.resolve("en-US").resolve("config.yaml"));
        assertThat(ProgramRun.of("run", "--dim=7.5").err()).contains("'7.5' is not a whole");
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
