package movielens.experiment.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Each model's share of a genre as a dot: a row per genre, and in it a lane per model. */
final class GenrePlot {
  private static final int AXIS_HEIGHT = 60;
  private static final int LANE_HEIGHT = 6;

  /** Lanes that stay free between two rows. */
  private static final int GAP = 2;

  private GenrePlot() {}

  static int height(int genres, int models) {
    return AXIS_HEIGHT + Math.max(20, LANE_HEIGHT * (models + GAP)) * genres;
  }

  /**
   * The chart.
   *
   * @param genres the rows, first on top
   * @param models the lanes, first on top
   * @param shares model → genre → share; what is missing is 0
   */
  static JFreeChart of(
      List<String> genres, List<String> models, Map<String, Map<String, Double>> shares) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = PlotStyle.renderer(false, true);
    double most = 0.01;
    for (String model : models) {
      double lane = lane(data.getSeriesCount(), models.size());
      XYSeries series = new XYSeries(model, false);
      for (int row = 0; row < genres.size(); row++) {
        double share = shares.get(model).getOrDefault(genres.get(row), 0.0);
        series.add(share, row + lane);
        most = Math.max(most, share);
      }
      int index = data.getSeriesCount();
      data.addSeries(series);
      renderer.setSeriesPaint(index, PlotStyle.color(Ink.of(model)));
      renderer.setSeriesShape(index, PlotStyle.dot(6));
    }
    NumberAxis axis = PlotStyle.numbers("0.#%", "share of the top 50");
    // A dot at 0 is drawn whole.
    axis.setRange(-0.02 * most, 1.05 * most);
    List<String> names = new ArrayList<>();
    genres.forEach(genre -> names.add(Html.characters(genre)));
    XYPlot plot = PlotStyle.plot(data, axis, PlotStyle.names(names), renderer);
    separate(plot, genres.size());
    return PlotStyle.chart(plot);
  }

  /** Where a model's lane is, from the middle of a row. */
  static double lane(int model, int models) {
    return (model - (models - 1) / 2.0) / (models + GAP);
  }

  /** Draws a line between each two rows. */
  static void separate(XYPlot plot, int rows) {
    plot.setRangeGridlinesVisible(false);
    for (int row = 1; row < rows; row++) {
      plot.addRangeMarker(PlotStyle.rule(row - 0.5), Layer.BACKGROUND);
    }
  }
}
