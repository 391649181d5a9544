package movielens.experiment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import movielens.experiment.cli.ExperimentRunner;
import movielens.experiment.cli.Program;
import movielens.experiment.pipeline.Experiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packages and the direction of their imports: a package uses those to its right only. */
class ArchitectureTest {
  private static final String ROOT = "movielens.experiment.";

  /** From left to right; those of one step do not use each other. */
  private static final List<List<String>> STEPS =
      List.of(
          List.of("cli"),
          List.of("sweep"),
          List.of("pipeline"),
          List.of("console", "html"),
          List.of("report"),
          List.of("training", "baseline"),
          List.of("run"),
          List.of("evaluation"),
          List.of("model", "data"),
          List.of("files"));

  private static final int MOST_FILES = 40;
  private static final int MOST_LINES = 400;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("movielens.experiment");

  static List<String> packages() {
    return STEPS.stream().flatMap(List::stream).toList();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void importsPointOneWay(String name) {
    List<String> forbidden = new ArrayList<>();
    for (List<String> step : STEPS) {
      step.stream().filter(other -> !other.equals(name)).forEach(forbidden::add);
      if (step.contains(name)) {
        break;
      }
    }
    if (!forbidden.isEmpty()) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + name + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              forbidden.stream().map(other -> ROOT + other + "..").toArray(String[]::new))
          .check(CLASSES);
    }
  }

  @Test
  void noCircleAlsoBetweenSubPackages() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyClassIsInOneOfTheStages() {
    assertThat(CLASSES)
        .isNotEmpty()
        .allMatch(
            c -> packages().contains(c.getPackageName().replace(ROOT, "").replaceAll("\\..*", "")));
  }

  /** A room where things are found, and a file that is read in one go. */
  @Test
  void packagesAndFilesAreSmall() throws IOException {
    Map<Path, Integer> files = new LinkedHashMap<>();
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      for (Path file : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        files.merge(file.getParent(), 1, Integer::sum);
        try (Stream<String> lines = Files.lines(file)) {
          assertThat(lines.count()).as(file.toString()).isLessThanOrEqualTo(MOST_LINES);
        }
      }
    }
    assertThat(files).isNotEmpty();
    files.forEach(
        (folder, count) -> assertThat(count).as(folder.toString()).isLessThanOrEqualTo(MOST_FILES));
  }

  /** From outside one sees the program, the files it writes and the names in them. */
  @Test
  void blackBoxTestsKnowNothingOfWhatIsInside() {
    noClasses()
        .that()
        .resideInAPackage("blackbox")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage(ROOT.substring(0, ROOT.length() - 1) + "..")
                .and(
                    DescribedPredicate.not(
                        JavaClass.Predicates.resideInAnyPackage(
                            ROOT + "run..", ROOT + "evaluation..")))
                .and(
                    DescribedPredicate.not(
                        JavaClass.Predicates.belongToAnyOf(Program.class, Experiment.class)))
                .and(DescribedPredicate.not(JavaClass.Predicates.type(ExperimentRunner.class))))
        .check(new ClassFileImporter().importPackages("blackbox"));
  }

  @Test
  void onlyTheEngineSideKnowsTensors() {
    noClasses()
        .that()
        .resideInAnyPackage(
            Stream.of("data", "files", "run", "report", "console", "html", "sweep", "cli")
                .map(name -> ROOT + name + "..")
                .toArray(String[]::new))
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
    onlyIn("cli", "picocli..");
  }

  @Test
  void onlyDataKnowsTablesaw() {
    onlyIn("data", "tech.tablesaw..");
  }

  private static void onlyIn(String name, String... libraries) {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "are outside of " + name,
                (JavaClass c) -> !c.getPackageName().startsWith(ROOT + name)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .as(Arrays.toString(libraries) + " is known to " + name + " alone")
        .check(CLASSES);
  }
}
