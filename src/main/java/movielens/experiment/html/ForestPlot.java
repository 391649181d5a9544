package movielens.experiment.html;

import java.awt.BasicStroke;
import java.util.List;
import movielens.experiment.run.Comparison;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Differences with their intervals, one below the other, beside a line at 0. */
final class ForestPlot {
  /** Height of the axis and of one row, in the units of a chart's width. */
  private static final int AXIS_HEIGHT = 60;

  private static final int ROW_HEIGHT = 27;

  private ForestPlot() {}

  /**
   * A row.
   *
   * @param name what is compared
   * @param comparison its difference, which is finite and has an interval
   */
  record Row(String name, Comparison comparison) {}

  static int height(List<Row> rows) {
    return AXIS_HEIGHT + ROW_HEIGHT * rows.size();
  }

  /** Whether a comparison has what a row needs. */
  static boolean drawable(Comparison c) {
    return Double.isFinite(c.difference())
        && Double.isFinite(c.shownInterval().low())
        && Double.isFinite(c.shownInterval().high());
  }

  /** The chart: what favours a in a's colour, what favours b in b's, what is open in grey. */
  static JFreeChart of(List<Row> rows) {
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawYError(false);
    renderer.setDrawXError(true);
    renderer.setCapLength(0);
    renderer.setErrorStroke(new BasicStroke(2.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    double lowest = 0;
    double highest = 0;
    for (int row = 0; row < rows.size(); row++) {
      Comparison c = rows.get(row).comparison();
      XYIntervalSeries series = new XYIntervalSeries(row);
      double low = c.shownInterval().low();
      double high = c.shownInterval().high();
      series.add(c.difference(), low, high, row, row, row);
      data.addSeries(series);
      renderer.setSeriesPaint(row, PlotStyle.color(ink(c)));
      renderer.setSeriesShape(row, PlotStyle.dot(8));
      lowest = Math.min(lowest, low);
      highest = Math.max(highest, high);
    }
    double margin = Math.max(0.06 * (highest - lowest), 1e-6);
    var differences = PlotStyle.numbers("+0.####;−0.####", "difference a − b");
    differences.setRange(lowest - margin, highest + margin);
    XYPlot plot =
        PlotStyle.plot(
            data,
            differences,
            PlotStyle.names(rows.stream().map(row -> Html.characters(row.name())).toList()),
            renderer);
    plot.setRangeGridlinesVisible(false);
    plot.addDomainMarker(PlotStyle.line(0, false));
    return PlotStyle.chart(plot);
  }

  private static Ink ink(Comparison c) {
    return c.side() == 0 ? Ink.MUTED : Ink.of(c.side() > 0 ? c.a() : c.b());
  }
}
