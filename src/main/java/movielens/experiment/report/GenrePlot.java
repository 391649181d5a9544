package movielens.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Each model's share of a genre as a dot, a row per genre. */
final class GenrePlot {
  private static final int AXIS_HEIGHT = 40;
  private static final int ROW_HEIGHT = 24;

  private GenrePlot() {}

  static int height(List<String> genres) {
    return AXIS_HEIGHT + ROW_HEIGHT * genres.size();
  }

  /**
   * The chart.
   *
   * @param genres the rows, first on top
   * @param models the models, later ones over earlier ones
   * @param shares model → genre → share; what is missing is 0
   */
  static JFreeChart of(
      List<String> genres, List<String> models, Map<String, Map<String, Double>> shares) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = PlotStyle.renderer(false, true);
    for (String model : models) {
      XYSeries series = new XYSeries(model, false);
      for (int row = 0; row < genres.size(); row++) {
        series.add(shares.get(model).getOrDefault(genres.get(row), 0.0), Double.valueOf(row));
      }
      int index = data.getSeriesCount();
      data.addSeries(series);
      renderer.setSeriesPaint(index, PlotStyle.faint(Ink.of(model), 0.85));
      renderer.setSeriesShape(index, PlotStyle.dot(9));
    }
    NumberAxis share = PlotStyle.numbers("0.#%");
    share.setAutoRangeIncludesZero(true);
    List<String> names = new ArrayList<>();
    genres.forEach(genre -> names.add(Html.characters(genre)));
    XYPlot plot = PlotStyle.plot(data, share, PlotStyle.names(names), renderer);
    return PlotStyle.chart(plot);
  }
}
