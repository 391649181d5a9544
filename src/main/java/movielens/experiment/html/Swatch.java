package movielens.experiment.html;

import java.util.Collection;

/** The colour of a model beside its name. */
final class Swatch {
  private Swatch() {}

  /** A dot and the name. */
  static void write(Html html, String model) {
    String colour = "color: var(" + Ink.of(model).variable() + ")";
    html.open("span", "class", "swatch", "style", colour).close().text(model);
  }

  /** A list of them. */
  static void legend(Html html, Collection<String> models) {
    html.open("ul", "class", "legend");
    for (String model : models) {
      html.open("li");
      write(html, model);
      html.close();
    }
    html.close();
  }
}
