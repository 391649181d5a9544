package movielens.experiment.data.synthetic;

import java.util.List;

/** Invented titles in MovieLens' manner: article behind a comma, quotes now and then, the year. */
final class SyntheticTitle {
  private static final List<String> QUALITIES =
      List.of(
          "Amber",
          "Brittle",
          "Cobalt",
          "Distant",
          "Eleventh",
          "Feral",
          "Glass",
          "Hollow",
          "Idle",
          "Jagged",
          "Kindred",
          "Lunar",
          "Marble",
          "Nameless",
          "Obsidian",
          "Paper",
          "Quiet",
          "Rusted",
          "Salt",
          "Tin",
          "Umber",
          "Velvet",
          "Waxen",
          "Zinc");
  private static final List<String> THINGS =
      List.of(
          "Aqueduct",
          "Barometer",
          "Cartographer",
          "Dovecote",
          "Estuary",
          "Ferryman",
          "Gasworks",
          "Hourglass",
          "Inkwell",
          "Juniper",
          "Kiln",
          "Lighthouse",
          "Metronome",
          "Nightjar",
          "Orchard",
          "Pendulum",
          "Quarry",
          "Regatta",
          "Sextant",
          "Turnstile",
          "Undertow",
          "Viaduct",
          "Weathervane",
          "Yardarm");
  private static final int FORMS = 5;

  private SyntheticTitle() {}

  /**
   * The title of a film.
   *
   * @param series number of the series, from 0; different series have different titles
   * @param part number of the film in its series, from 1
   */
  static String of(int series, int part, int year) {
    // 7 and 24 have no common divisor: neighbours differ and no pair comes twice
    int pair = series % (QUALITIES.size() * THINGS.size());
    int round = series / (QUALITIES.size() * THINGS.size());
    String quality = QUALITIES.get(pair * 7 % QUALITIES.size());
    String thing = THINGS.get((pair / QUALITIES.size() + pair) % THINGS.size());
    String number = round == 0 ? "" : " No. " + (round + 1);
    String sequel = part == 1 ? "" : " " + part;
    String title =
        switch (pair % FORMS) {
          case 0 -> quality + " " + thing + number + sequel + ", The";
          case 1 -> quality + " " + thing + number + sequel;
          case 2 -> thing + " of the " + quality + " Year" + number + sequel;
          case 3 -> "\"" + quality + "\" " + thing + number + sequel;
          default -> thing + ", Part " + part + ": " + quality + " Days" + number;
        };
    return title + " (" + year + ")";
  }
}
