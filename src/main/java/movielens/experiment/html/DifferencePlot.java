package movielens.experiment.html;

import java.util.List;
import movielens.experiment.run.Comparison;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** How many users have which difference. */
final class DifferencePlot {
  private static final int BINS_PER_SIDE = 10;
  private static final List<Double> WIDTHS = List.of(0.01, 0.02, 0.025, 0.05, 0.1);

  private DifferencePlot() {}

  /**
   * The chart. Bins are as wide as their neighbours. The one in the middle has nobody but the users
   * whose difference is 0; who is nearer to it than to the next belongs to the next.
   *
   * @param differences a − b of each user, in [−1, 1], at least one
   * @param comparison whose users they are
   */
  static JFreeChart of(double[] differences, Comparison comparison) {
    double most = 0;
    for (double difference : differences) {
      most = Math.max(most, Math.abs(difference));
    }
    double width = width(most);
    int side = (int) Math.max(3, Math.ceil(most / width));
    int[] counts = new int[2 * side + 1];
    for (double difference : differences) {
      counts[bin(difference, width) + side]++;
    }
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    XYBarRenderer renderer = new XYBarRenderer(0.1);
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    List<Ink> inks = List.of(Ink.of(comparison.b()), Ink.MUTED, Ink.of(comparison.a()));
    for (int sign = -1; sign <= 1; sign++) {
      XYIntervalSeries series = new XYIntervalSeries(sign);
      for (int bin = -side; bin <= side; bin++) {
        if (Integer.signum(bin) == sign) {
          int count = counts[bin + side];
          double x = bin * width;
          series.add(x, x - width / 2, x + width / 2, count, 0, count);
        }
      }
      data.addSeries(series);
      renderer.setSeriesPaint(sign + 1, PlotStyle.color(inks.get(sign + 1)));
    }
    NumberAxis x = PlotStyle.numbers("+0.###;−0.###", "difference a − b of a user");
    x.setRange(-(side + 0.6) * width, (side + 0.6) * width);
    NumberAxis y = PlotStyle.numbers("#,##0", "users");
    y.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    y.setAutoRangeIncludesZero(true);
    XYPlot plot = PlotStyle.plot(data, x, y, renderer);
    plot.setDomainGridlinesVisible(false);
    plot.addDomainMarker(PlotStyle.line(comparison.difference(), true));
    return PlotStyle.chart(plot);
  }

  /** 0 for 0 alone. */
  private static int bin(double difference, double width) {
    int nearest = (int) Math.round(difference / width);
    return nearest == 0 ? (int) Math.signum(difference) : nearest;
  }

  private static double width(double most) {
    return WIDTHS.stream()
        .filter(width -> most <= BINS_PER_SIDE * width)
        .findFirst()
        .orElse(WIDTHS.get(WIDTHS.size() - 1));
  }
}
