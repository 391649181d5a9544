package movielens.experiment.html;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import movielens.experiment.run.TrainingRow;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** A value of each epoch of one model, one line per seed. */
final class EpochPlot {
  private static final int FEW_EPOCHS = 12;

  private EpochPlot() {}

  /**
   * The chart.
   *
   * @param rows of one model
   * @param kept seed → the epoch that was kept, which is marked; others are not
   * @param what is drawn
   */
  static JFreeChart of(
      List<TrainingRow> rows,
      Map<Long, Integer> kept,
      Ink ink,
      String what,
      ToDoubleFunction<TrainingRow> value) {
    Map<Long, XYSeries> seeds = new LinkedHashMap<>();
    XYSeriesCollection marks = new XYSeriesCollection();
    XYSeries marked = new XYSeries("kept");
    int last = 1;
    for (TrainingRow row : rows) {
      double y = value.applyAsDouble(row);
      if (Double.isFinite(y)) {
        seeds.computeIfAbsent(row.seed(), XYSeries::new).add(row.epoch(), y);
        if (kept.getOrDefault(row.seed(), 0) == row.epoch()) {
          marked.add(row.epoch(), y);
        }
        last = Math.max(last, row.epoch());
      }
    }
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = PlotStyle.renderer(true, last <= FEW_EPOCHS);
    for (XYSeries series : new ArrayList<>(seeds.values())) {
      int index = data.getSeriesCount();
      data.addSeries(series);
      renderer.setSeriesPaint(index, PlotStyle.faint(ink, index == 0 ? 1 : 0.55));
      renderer.setSeriesStroke(
          index, new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      renderer.setSeriesShape(index, PlotStyle.dot(5));
      // A line through one point is no line.
      renderer.setSeriesShapesVisible(index, last <= FEW_EPOCHS || series.getItemCount() == 1);
    }
    NumberAxis epochs = PlotStyle.numbers("0", "epoch");
    epochs.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    epochs.setRange(Math.min(0.7, 1 - 0.03 * last), last + Math.max(0.3, 0.03 * last));
    XYPlot plot = PlotStyle.plot(data, epochs, PlotStyle.numbers("0.####", what), renderer);
    plot.setDomainGridlinesVisible(false);
    marks.addSeries(marked);
    XYLineAndShapeRenderer dots = PlotStyle.renderer(false, true);
    dots.setSeriesPaint(0, PlotStyle.color(ink));
    dots.setSeriesShape(0, PlotStyle.dot(11));
    plot.setDataset(1, marks);
    plot.setRenderer(1, dots);
    return PlotStyle.chart(plot);
  }
}
