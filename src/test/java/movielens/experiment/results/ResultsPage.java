package movielens.experiment.results;

import static java.util.Map.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import movielens.experiment.run.ResultsFile;
import movielens.experiment.run.RunFolder;

/**
 * Writes the tables of {@code docs/RESULTS.md} from the results that are kept in {@code
 * docs/results}. A table stands between {@code <!-- table: NAME -->} and {@code <!-- end -->}. From
 * the folder of the repository, after {@code mvn package}:
 *
 * <pre>
 * java -cp target/experiment.jar:target/test-classes movielens.experiment.results.ResultsPage
 * java -cp … movielens.experiment.results.ResultsPage --keep NAME FOLDER
 * </pre>
 *
 * The second keeps {@code results.json} and {@code config.yaml} of a finished run, or of each run
 * of a folder with several, or the table of an ablation, in {@code docs/results/NAME}, and then
 * does what the first does. That the page is up to date is a test.
 */
public final class ResultsPage {
  private static final Pattern TABLE =
      Pattern.compile("(<!-- table: ([\\w-]+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

  private final Path page;
  private final Path kept;

  /** The page of the repository at a path. */
  ResultsPage(Path root) {
    page = root.resolve("docs/RESULTS.md");
    kept = root.resolve("docs/results");
  }

  /** Exits with 1 and one line where there is a mistake. */
  public static void main(String[] arguments) throws IOException {
    ResultsPage page = new ResultsPage(Path.of(""));
    try {
      if (arguments.length == 3 && arguments[0].equals("--keep")) {
        page.keep(arguments[1], Path.of(arguments[2])).forEach(System.out::println);
      } else if (arguments.length > 0) {
        throw new IllegalArgumentException("expected no argument, or --keep NAME FOLDER");
      }
      page.rewrite();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Writes the tables into the page. */
  void rewrite() throws IOException {
    Files.writeString(page, upToDate());
  }

  /**
   * The page as the kept results have it.
   *
   * @throws IllegalArgumentException when the page has other tables than this class
   */
  String upToDate() throws IOException {
    String text = Files.readString(page);
    Map<String, String> tables = tables();
    Set<String> onPage =
        TABLE.matcher(text).results().map(found -> found.group(2)).collect(Collectors.toSet());
    if (!onPage.equals(tables.keySet())) {
      throw new IllegalArgumentException(
          "%s has the tables %s, and this program makes %s"
              .formatted(page, new TreeSet<>(onPage), new TreeSet<>(tables.keySet())));
    }
    return TABLE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1) + "\n" + tables.get(found.group(2)) + "\n" + found.group(3)));
  }

  private Map<String, String> tables() throws IOException {
    List<KeptRun> runs = KeptRun.below(kept);
    return Map.ofEntries(
        entry("leave-one-out", LeaveOneOutTable.of(runs)),
        entry("ablations", AblationTable.below(kept)),
        entry("rehearsals", RehearsalTable.below(kept)),
        entry("targets", RehearsalTable.choice(kept)),
        entry("near-and-far", NearAndFarTable.of(runs)),
        entry("own-distilled", RehearsalTable.own(kept, "distilled-")),
        entry("own-finalists", RehearsalTable.own(kept, "finalists-")),
        entry("own-options", AnswerTable.ofOwnOptions(runs)),
        entry("own-generic", RehearsalTable.own(kept, "generic-")),
        entry("own-fine-tuned", RehearsalTable.own(kept, "fine-tuned-")),
        entry("own-tuning-finalists", RehearsalTable.own(kept, "tuning-finalists-")),
        entry("answer-recall", AnswerTable.ofModels(runs, "recall@10")),
        entry("answer-ndcg", AnswerTable.ofModels(runs, "ndcg@10")),
        entry("answer-differences", AnswerTable.ofDifferences(runs)),
        entry("parts-models", PartsTable.ofModels(runs)),
        entry("parts-differences", PartsTable.ofDifferences(runs)),
        entry("baselines", BaselinesTable.of(runs)),
        entry("taught", AnswerTable.ofTaught(runs)),
        entry("question-recall", QuestionTable.ofToday(runs, "recall@10")),
        entry("question-ndcg", QuestionTable.ofToday(runs, "ndcg@10")),
        entry("earlier-recall", QuestionTable.ofEarlier(runs, "recall@10")),
        entry("earlier-ndcg", QuestionTable.ofEarlier(runs, "ndcg@10")));
  }

  /**
   * Keeps a run, the runs of several slices, or an ablation.
   *
   * @return the folders that were written
   * @throws IllegalArgumentException when the name cannot be one, or the folder holds nothing
   *     finished
   */
  List<Path> keep(String name, Path folder) throws IOException {
    if (!name.matches("[a-z0-9][a-z0-9.-]*")) {
      throw new IllegalArgumentException(
          "'" + name + "' is not a name of small letters, digits, dots and hyphens");
    }
    Path target = kept.resolve(name);
    for (String table : List.of(AblationTable.FILE, RehearsalTable.FILE)) {
      if (Files.exists(folder.resolve(table))) {
        String text = Files.readString(folder.resolve(table));
        Files.writeString(Files.createDirectories(target).resolve(table), text);
        return List.of(target);
      }
    }
    List<Path> runs = finishedRuns(folder);
    for (Path run : runs) {
      keepRun(run, target.resolve(folder.relativize(run)));
    }
    return runs.stream().map(run -> target.resolve(folder.relativize(run))).toList();
  }

  private static List<Path> finishedRuns(Path folder) throws IOException {
    if (Files.exists(folder.resolve(RunFolder.RESULTS))) {
      return List.of(folder);
    }
    try (Stream<Path> parts = Files.list(folder)) {
      List<Path> runs =
          parts.filter(part -> Files.exists(part.resolve(RunFolder.RESULTS))).sorted().toList();
      if (runs.isEmpty()) {
        throw new IllegalArgumentException(
            folder + " has no results.json; give the folder of a finished run or ablation");
      }
      return runs;
    }
  }

  /** Where the data lay on one machine says nothing on another, so its path is not kept. */
  private static void keepRun(Path run, Path target) throws IOException {
    String data = ResultsFile.read(run.resolve(RunFolder.RESULTS)).dataset().name();
    String config =
        Files.readString(run.resolve(RunFolder.CONFIG))
            .lines()
            .map(line -> line.startsWith("data: ") ? "data: data/" + data : line)
            .collect(Collectors.joining("\n", "", "\n"));
    Files.createDirectories(target);
    Files.writeString(target.resolve(RunFolder.CONFIG), config);
    Files.writeString(
        target.resolve(RunFolder.RESULTS), Files.readString(run.resolve(RunFolder.RESULTS)));
  }
}
