package movielens.experiment.data;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import movielens.experiment.files.DataException;

/**
 * Finds movies by what people call them. {@code Thing, The (1982)} answers to {@code the thing},
 * {@code Thing, The} and either with the year; {@code Seven (a.k.a. Se7en) (1995)} also to {@code
 * Se7en}. Case, accents and punctuation do not matter.
 */
public final class TitleIndex {
  private static final String ID_PREFIX = "id:";
  private static final int SUGGESTIONS = 3;
  private static final int MOST_CANDIDATES = 5;
  private static final Pattern YEAR = Pattern.compile("^(.*)\\((\\d{4})[^()]*\\)\\s*$");
  private static final Pattern IN_PARENTHESES = Pattern.compile("\\(([^()]*)\\)");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
  private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern INSIDE_A_WORD =
      Pattern.compile("(?<=[\\p{L}\\p{N}])[^\\p{L}\\p{N}\\s](?=[\\p{L}\\p{N}])");
  private static final Pattern LAST_WORD_MOVED = Pattern.compile("^(.*),\\s*([^,\\s]+)\\s*$");

  private final Catalog catalog;

  /** Names of each item index, the main ones before the alternative ones; 0 is unused. */
  private final List<Names> names = new ArrayList<>();

  private final Map<String, List<Integer>> byMainName = new HashMap<>();
  private final Map<String, List<Integer>> byOtherName = new HashMap<>();

  /** An index of the titles of a catalogue. */
  public TitleIndex(Catalog catalog) {
    this.catalog = catalog;
    names.add(new Names(Set.of(), Set.of(), ""));
    for (int item = 1; item <= catalog.size(); item++) {
      Names own = Names.of(catalog.title(item));
      names.add(own);
      for (String name : own.main()) {
        byMainName.computeIfAbsent(name, key -> new ArrayList<>()).add(item);
      }
      for (String name : own.other()) {
        byOtherName.computeIfAbsent(name, key -> new ArrayList<>()).add(item);
      }
    }
  }

  /**
   * The movie that is meant.
   *
   * @param typed a title with or without its year, or {@code id:} and a movie id
   * @return its item index
   * @throws DataException when no movie or several movies are called so; the message names the
   *     nearest titles, or the candidates
   */
  public int find(String typed) {
    if (typed.startsWith(ID_PREFIX)) {
      return ofId(typed);
    }
    Matcher dated = YEAR.matcher(typed);
    boolean hasYear = dated.matches();
    String key = key(hasYear ? dated.group(1) : typed);
    String year = hasYear ? dated.group(2) : "";
    List<Integer> found = called(key, year, byMainName);
    if (found.isEmpty()) {
      found = called(key, year, byOtherName);
    }
    if (found.isEmpty()) {
      throw new DataException(
          "no movie '%s' among the %d with training events%s"
              .formatted(typed, catalog.size(), suggestions(key)));
    }
    if (found.size() > 1) {
      throw new DataException(ambiguous(typed, found));
    }
    return found.get(0);
  }

  private String ambiguous(String typed, List<Integer> found) {
    long years = found.stream().map(item -> names.get(item).year()).distinct().count();
    int more = found.size() - MOST_CANDIDATES;
    return "%s movies are called '%s': %s%s; give %s%smovieId%s"
        .formatted(
            more > 0 ? found.size() : "several",
            typed,
            found.stream()
                .limit(MOST_CANDIDATES)
                .map(this::withId)
                .collect(Collectors.joining(", ")),
            more > 0 ? " and %d more".formatted(more) : "",
            years > 1 ? "the year, or " : "",
            ID_PREFIX,
            more > 0 ? "; movies.csv in the run's folder has all ids" : "");
  }

  private int ofId(String typed) {
    String digits = typed.substring(ID_PREFIX.length()).strip();
    int item = digits.matches("\\d{1,9}") ? catalog.indexOf(Integer.parseInt(digits)) : 0;
    if (item == 0) {
      throw new DataException(
          "no movie with id '%s' among the %d with training events"
              .formatted(digits, catalog.size()));
    }
    return item;
  }

  private List<Integer> called(String key, String year, Map<String, List<Integer>> byName) {
    return byName.getOrDefault(key, List.of()).stream()
        .filter(item -> year.isEmpty() || names.get(item).year().equals(year))
        .toList();
  }

  private String withId(int item) {
    return catalog.title(item) + " [" + ID_PREFIX + catalog.movieId(item) + "]";
  }

  private String suggestions(String key) {
    int bearable = Math.max(2, key.length() / 2);
    record Near(int item, int distance) {}
    String nearest =
        IntStream.rangeClosed(1, catalog.size())
            .mapToObj(item -> new Near(item, names.get(item).distance(key)))
            .filter(near -> near.distance() <= bearable)
            .sorted(
                Comparator.comparingInt(Near::distance)
                    .thenComparing(near -> catalog.title(near.item()).length())
                    .thenComparing(Near::item))
            .limit(SUGGESTIONS)
            .map(near -> catalog.title(near.item()))
            .collect(Collectors.joining(", "));
    return nearest.isEmpty() ? "" : "; nearest: " + nearest;
  }

  /** Letters and digits without case and accents, words one space apart. */
  private static String key(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    String plain = ACCENTS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    return PUNCTUATION.matcher(plain).replaceAll(" ").strip();
  }

  /**
   * What one movie is called.
   *
   * @param main keys of its title
   * @param other keys of the titles that follow in parentheses
   * @param year four digits, empty where the title has none
   */
  private record Names(Set<String> main, Set<String> other, String year) {
    static Names of(String title) {
      Matcher dated = YEAR.matcher(title);
      boolean hasYear = dated.matches();
      String name = hasYear ? dated.group(1) : title;
      Set<String> main = new LinkedHashSet<>();
      add(main, IN_PARENTHESES.matcher(name).replaceAll(" "));
      main.add(key(name));
      Set<String> other = new LinkedHashSet<>();
      Matcher aside = IN_PARENTHESES.matcher(name);
      while (aside.find()) {
        add(other, aside.group(1).replaceFirst("^a\\.k\\.a\\.", ""));
      }
      return new Names(main, other, hasYear ? dated.group(2) : "");
    }

    /**
     * {@code Thing, The} as it stands and as {@code The Thing}, {@code Spider-Man} also as {@code
     * Spiderman}.
     */
    private static void add(Set<String> keys, String name) {
      addJoined(keys, name);
      Matcher moved = LAST_WORD_MOVED.matcher(name);
      if (moved.matches()) {
        addJoined(keys, moved.group(2) + " " + moved.group(1));
      }
    }

    private static void addJoined(Set<String> keys, String name) {
      keys.add(key(name));
      keys.add(key(INSIDE_A_WORD.matcher(name).replaceAll("")));
    }

    /**
     * Typing errors between what was typed and the name, or the beginning of it, that is nearest.
     */
    int distance(String typed) {
      int least = Integer.MAX_VALUE;
      for (Set<String> keys : List.of(main, other)) {
        for (String key : keys) {
          least = Math.min(least, EditDistance.between(typed, key));
          if (key.length() > typed.length()) {
            String beginning = key.substring(0, typed.length());
            least = Math.min(least, 1 + EditDistance.between(typed, beginning));
          }
        }
      }
      return least;
    }
  }
}
