package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A finished run of tiny models on the synthetic sample, and what every user saw in the training
 * and the test part, worked out without the program. The movies seen most have real titles.
 */
record TrainedSample(
    Path data, Path run, Map<Integer, List<Integer>> training, Map<Integer, List<Integer>> test) {
  /** Titles of the movies seen most, in this order; the last one is put on a horror movie. */
  private static final List<String> TITLES =
      List.of(
          "Thing, The (1982)",
          "Thing, The (2011)",
          "Seven (a.k.a. Se7en) (1995)",
          "Misérables, Les (1995)");

  static final String HORROR_TITLE = "Alien (1979)";

  private static final Path SAMPLE = Path.of("data", "sample");
  private static final String[] TINY = {
    "--dim=16",
    "--layers=2",
    "--window=16",
    "--epochs=2",
    "--fine-tune-epochs=1",
    "--min-steps=0",
    "--negatives=uniform:32,in-batch:32",
    "--threads=1",
    "--bootstrap-resamples=200",
    "--quiet"
  };

  private record Event(int userId, int movieId, int epochSecond) {}

  /** Trains in a folder. */
  static TrainedSample in(Path folder, String... options) throws IOException {
    Map<Integer, List<Integer>> training = new TreeMap<>();
    Map<Integer, List<Integer>> test = new TreeMap<>();
    split(training, test);
    Path data = Files.createDirectories(folder.resolve("data"));
    for (String file : List.of("ratings.csv", "SYNTHETIC.txt")) {
      Files.copy(SAMPLE.resolve(file), data.resolve(file));
    }
    Files.write(data.resolve("movies.csv"), retitled(training));
    Path run = folder.resolve("run");
    String[] command = {"run", "--data", data.toString(), "--out", run.toString()};
    ProgramRun trained =
        ProgramRun.of(
            Stream.of(command, TINY, options).flatMap(Arrays::stream).toArray(String[]::new));
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    return new TrainedSample(data, run, training, test);
  }

  /** Movies of each user in the training and in the test part of the sample, in order. */
  static void split(Map<Integer, List<Integer>> training, Map<Integer, List<Integer>> test)
      throws IOException {
    Map<Integer, List<Event>> byUser;
    try (Stream<String> lines = Files.lines(SAMPLE.resolve("ratings.csv"))) {
      byUser =
          lines
              .skip(1)
              .map(line -> line.split(",", -1))
              .map(
                  part ->
                      new Event(
                          Integer.parseInt(part[0]),
                          Integer.parseInt(part[1]),
                          Integer.parseInt(part[3])))
              .collect(Collectors.groupingBy(Event::userId));
    }
    byUser.forEach(
        (user, events) -> {
          List<Event> inOrder = new ArrayList<>(events);
          inOrder.sort(Comparator.comparingInt(Event::epochSecond)); // stable
          List<Integer> movies = inOrder.stream().map(Event::movieId).distinct().toList();
          int trained = 8 * movies.size() / 10;
          training.put(user, movies.subList(0, trained));
          test.put(user, movies.subList(trained, movies.size()));
        });
  }

  private static List<String> retitled(Map<Integer, List<Integer>> training) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(SAMPLE.resolve("movies.csv")));
    Map<String, Long> seen =
        training.values().stream()
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(String::valueOf, Collectors.counting()));
    List<Integer> mostSeen = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      mostSeen.add(line);
    }
    mostSeen.sort(
        Comparator.comparing(line -> -seen.getOrDefault(lines.get(line).split(",", -1)[0], 0L)));
    List<Integer> plain = mostSeen.stream().filter(line -> !isHorror(lines.get(line))).toList();
    for (int i = 0; i < TITLES.size(); i++) {
      retitle(lines, plain.get(i), TITLES.get(i));
    }
    retitle(
        lines,
        mostSeen.stream().filter(line -> isHorror(lines.get(line))).findFirst().orElseThrow(),
        HORROR_TITLE);
    return lines;
  }

  private static boolean isHorror(String line) {
    return Set.of(line.substring(line.lastIndexOf(',') + 1).split("\\|", -1)).contains("Horror");
  }

  private static void retitle(List<String> lines, int line, String title) {
    String before = lines.get(line);
    lines.set(
        line,
        "%s,\"%s\"%s"
            .formatted(before.split(",", -1)[0], title, before.substring(before.lastIndexOf(','))));
  }

  /** The id that the movies file has for a title. */
  int movieId(String title) {
    return movies()
        .filter(line -> line.contains("\"" + title + "\""))
        .mapToInt(line -> Integer.parseInt(line.split(",", -1)[0]))
        .findFirst()
        .orElseThrow();
  }

  /** Ids of the horror movies. */
  Set<Integer> horror() {
    return movies()
        .filter(TrainedSample::isHorror)
        .map(line -> Integer.valueOf(line.split(",", -1)[0]))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private Stream<String> movies() {
    try {
      return Files.readAllLines(data.resolve("movies.csv")).stream().skip(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
