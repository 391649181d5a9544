package movielens.experiment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packages and the direction of their imports: a package uses those to its right only. */
class ArchitectureTest {
  private static final String ROOT = "movielens.experiment.";
  private static final List<String> PACKAGES =
      List.of("cli", "pipeline", "report", "training", "baseline", "evaluation", "model", "data");
  private static final Map<String, List<String>> MAY_USE =
      Map.of(
          "cli", PACKAGES,
          "pipeline", List.of("report", "training", "baseline", "evaluation", "model", "data"),
          "report", List.of("evaluation", "model", "data"),
          "training", List.of("evaluation", "model", "data"),
          "baseline", List.of("evaluation", "model", "data"),
          "evaluation", List.of("model", "data"),
          "model", List.of(),
          "data", List.of());

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("movielens.experiment");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cli",
        "pipeline",
        "report",
        "training",
        "baseline",
        "evaluation",
        "model",
        "data"
      })
  void importsPointOneWay(String name) {
    String[] forbidden =
        PACKAGES.stream()
            .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    if (forbidden.length > 0) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + name + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(forbidden)
          .check(CLASSES);
    }
  }

  @Test
  void everyClassIsInOneOfTheStages() {
    assertThat(CLASSES)
        .isNotEmpty()
        .allMatch(
            c -> PACKAGES.contains(c.getPackageName().replace(ROOT, "").replaceAll("\\..*", "")));
  }

  @Test
  void onlyTheEngineSideKnowsTensors() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "data", ROOT + "report", ROOT + "cli")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..")
        .check(CLASSES);
  }

  /**
   * DJL frees the array that it makes of a Java number when the operation returns, and backward
   * reads it after that.
   */
  @ParameterizedTest
  @ValueSource(strings = {"mul", "div", "maximum", "minimum", "pow"})
  void whatGradientsFlowThroughTakesNoJavaNumbers(String operation) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "model")
        .or()
        .resideInAPackage(ROOT + "training.loss")
        .should()
        .callMethod(NDArray.class, operation, Number.class)
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "cli")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void onlyDataKnowsTablesaw() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "data")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tech.tablesaw..")
        .check(CLASSES);
  }
}
