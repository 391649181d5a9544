package movielens.experiment.html;

/** A chart with its caption. */
final class Figure {
  /** Width of every chart: text of 12 units is readable where a chart is as wide as a phone. */
  static final int WIDTH = 380;

  private Figure() {}

  /**
   * Writes a chart, or why this machine cannot draw it.
   *
   * @param id distinguishes it from the others of the page
   * @param title what is drawn
   * @param caption how to read it
   * @param description what it shows, for who does not see it
   */
  static void write(
      Html html,
      String id,
      String title,
      String caption,
      String description,
      int height,
      SvgDrawing.Plotting plotting) {
    html.open("figure").open("figcaption").element("b", title).text(caption).close();
    try {
      html.drawing(SvgDrawing.draw(id, description, WIDTH, height, plotting));
    } catch (SvgDrawing.UnavailableException e) {
      html.element(
          "p",
          "Not drawn: this Java has no fonts, or no libraries to draw with ("
              + e.getMessage()
              + "). The numbers are in the run folder.",
          "class",
          "none");
    }
    html.close();
  }
}
