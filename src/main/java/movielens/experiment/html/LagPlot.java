package movielens.experiment.html;

import java.util.List;
import java.util.Map;
import movielens.experiment.run.LagTable;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Share of test events that each model found: a row per bin of a lag, and in it a lane per model.
 */
final class LagPlot {
  private LagPlot() {}

  /**
   * The chart.
   *
   * @param tables model → its table of one lag; all have the same bins
   */
  static JFreeChart of(Map<String, LagTable> tables) {
    List<String> bins = tables.values().iterator().next().bins();
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = PlotStyle.renderer(false, true);
    double most = 0.01;
    for (Map.Entry<String, LagTable> entry : tables.entrySet()) {
      double lane = GenrePlot.lane(data.getSeriesCount(), tables.size());
      XYSeries series = new XYSeries(entry.getKey(), false);
      for (int bin = 0; bin < bins.size(); bin++) {
        double found = entry.getValue().shown().get(bin);
        if (Double.isFinite(found)) {
          series.add(found, bin + lane);
          most = Math.max(most, found);
        }
      }
      int index = data.getSeriesCount();
      data.addSeries(series);
      renderer.setSeriesPaint(index, PlotStyle.color(Ink.of(entry.getKey())));
      renderer.setSeriesShape(index, PlotStyle.dot(6));
    }
    NumberAxis axis = PlotStyle.numbers("0.#%", "share of test events in the top 10");
    axis.setRange(-0.02 * most, 1.05 * most);
    XYPlot plot =
        PlotStyle.plot(
            data, axis, PlotStyle.names(bins.stream().map(Html::characters).toList()), renderer);
    GenrePlot.separate(plot, bins.size());
    return PlotStyle.chart(plot);
  }
}
