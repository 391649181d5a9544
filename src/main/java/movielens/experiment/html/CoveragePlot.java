package movielens.experiment.html;

import java.awt.BasicStroke;
import java.util.Map;
import movielens.experiment.evaluation.Coverage;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Which share of the catalogue fills which share of the recommendation slots. */
final class CoveragePlot {
  private static final double P90 = 0.9;

  private CoveragePlot() {}

  /**
   * The chart.
   *
   * @param curves model → its curve
   * @param p90 model → share of the catalogue that fills 90% of the slots, where known
   */
  static JFreeChart of(Map<String, Coverage.Curve> curves, Map<String, Double> p90) {
    XYSeriesCollection lines = new XYSeriesCollection();
    XYSeriesCollection dots = new XYSeriesCollection();
    XYLineAndShapeRenderer lineRenderer = PlotStyle.renderer(true, false);
    XYLineAndShapeRenderer dotRenderer = PlotStyle.renderer(false, true);
    double widest = 0;
    for (Map.Entry<String, Coverage.Curve> entry : curves.entrySet()) {
      Ink ink = Ink.of(entry.getKey());
      int index = lines.getSeriesCount();
      XYSeries line = line(entry.getKey(), entry.getValue());
      lines.addSeries(line);
      widest = Math.max(widest, line.getMaxX());
      lineRenderer.setSeriesPaint(index, PlotStyle.color(ink));
      lineRenderer.setSeriesStroke(
          index, new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      XYSeries dot = new XYSeries(entry.getKey());
      double share = p90.getOrDefault(entry.getKey(), Double.NaN);
      if (Double.isFinite(share)) {
        dot.add(share, P90);
      }
      dots.addSeries(dot);
      dotRenderer.setSeriesPaint(index, PlotStyle.color(ink));
      dotRenderer.setSeriesShape(index, PlotStyle.dot(8));
    }
    NumberAxis catalogue = PlotStyle.numbers("0.##%", "share of the catalogue");
    catalogue.setRange(0, Math.min(1, widest * 1.02));
    NumberAxis slots = PlotStyle.numbers("0%", "share of top-10 slots");
    slots.setRange(0, 1.03);
    XYPlot plot = PlotStyle.plot(lines, catalogue, slots, lineRenderer);
    plot.setDataset(1, dots);
    plot.setRenderer(1, dotRenderer);
    plot.addRangeMarker(PlotStyle.line(P90, true));
    return PlotStyle.chart(plot);
  }

  /** The curve up to where all slots are filled: the rest of the catalogue is never shown. */
  private static XYSeries line(String model, Coverage.Curve curve) {
    XYSeries line = new XYSeries(model);
    int points = curve.catalogShares().length;
    for (int i = 0; i < points; i++) {
      line.add(curve.catalogShares()[i], curve.slotShares()[i]);
      if (curve.slotShares()[i] > 1 - 1e-9) {
        break;
      }
    }
    return line;
  }
}
