package movielens.experiment.html;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.TickUnits;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYDataset;

/** How every chart of the report looks: no frame, no background, thin grid, small plain labels. */
final class PlotStyle {
  /** Text size, in the units of a chart's width. */
  private static final int FONT_SIZE = 13;

  /** Room for half of the last label of a horizontal axis. */
  private static final RectangleInsets MARGIN = new RectangleInsets(8, 2, 2, 22);

  /**
   * Extent of an axis on which all values are the same, in the finest steps that can be told apart.
   */
  private static final int FEWEST_STEPS = 10;

  private static final int LARGEST_POWER = 9;

  /** Faces as wide as those that pages use; without one, Java's own choice. */
  private static final List<String> FACES =
      List.of("Liberation Sans", "Arimo", "Arial", "Helvetica");

  private PlotStyle() {}

  static Color color(Ink ink) {
    return new Color(ink.rgb());
  }

  /** A colour that lets what is behind it shine through. */
  static Color faint(Ink ink, double opacity) {
    return new Color(
        ink.rgb() >> 16 & 0xff,
        ink.rgb() >> 8 & 0xff,
        ink.rgb() & 0xff,
        (int) Math.round(255 * opacity));
  }

  static JFreeChart chart(XYPlot plot) {
    JFreeChart chart = new JFreeChart(null, font(), plot, false);
    chart.setBackgroundPaint(null);
    chart.setPadding(MARGIN);
    return chart;
  }

  static XYPlot plot(XYDataset data, ValueAxis domain, ValueAxis range, XYItemRenderer renderer) {
    XYPlot plot = new XYPlot(data, domain, range, renderer);
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    BasicStroke thin = new BasicStroke(1);
    plot.setDomainGridlineStroke(thin);
    plot.setDomainGridlinePaint(color(Ink.GRID));
    plot.setRangeGridlineStroke(thin);
    plot.setRangeGridlinePaint(color(Ink.GRID));
    plot.setDomainZeroBaselineVisible(false);
    plot.setRangeZeroBaselineVisible(false);
    return plot;
  }

  /**
   * An axis of numbers, which are written the same in every locale. Ticks are never closer than the
   * pattern can tell apart, so that no label stands there twice.
   *
   * @param pattern of {@link DecimalFormat}
   * @param title what is counted
   */
  static NumberAxis numbers(String pattern, String title) {
    DecimalFormat format = new PlainZero(pattern);
    int finest =
        -format.getMaximumFractionDigits() - (int) Math.log10(Math.max(1, format.getMultiplier()));
    NumberAxis axis = new NumberAxis(title);
    axis.setLabelFont(font());
    axis.setLabelPaint(color(Ink.TEXT));
    axis.setNumberFormatOverride(format);
    axis.setAutoRangeIncludesZero(false);
    axis.setAutoRangeMinimumSize(FEWEST_STEPS * Math.pow(10, finest));
    axis.setStandardTickUnits(ticks(format, finest));
    plain(axis);
    return axis;
  }

  /** Steps of 1, 2 and 5 times each power of ten from {@code finest} on. */
  private static TickUnits ticks(DecimalFormat format, int finest) {
    TickUnits units = new TickUnits();
    for (int power = finest; power <= LARGEST_POWER; power++) {
      for (int step : new int[] {1, 2, 5}) {
        units.add(new NumberTickUnit(step * Math.pow(10, power), format));
      }
    }
    return units;
  }

  /** Puts a sign on every number but 0, where the pattern asks for one. */
  private static final class PlainZero extends DecimalFormat {
    private static final long serialVersionUID = 1L;

    PlainZero(String pattern) {
      super(pattern, symbols());
    }

    /** With one kind of minus sign, as everywhere on the page. */
    private static DecimalFormatSymbols symbols() {
      DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
      symbols.setMinusSign('\u2212');
      return symbols;
    }

    @Override
    public StringBuffer format(double number, StringBuffer out, FieldPosition field) {
      int start = out.length();
      super.format(number, out, field);
      boolean zero = out.substring(start).matches("[+−]0");
      return zero ? out.deleteCharAt(start) : out;
    }
  }

  /** An axis of names, the first one on top. */
  static SymbolAxis names(List<String> names) {
    SymbolAxis axis = new SymbolAxis(null, names.toArray(String[]::new));
    axis.setInverted(true);
    axis.setGridBandsVisible(false);
    axis.setRange(-0.6, names.size() - 0.4);
    plain(axis);
    return axis;
  }

  /** A line across the plot at a value that means something, on either axis. */
  static ValueMarker line(double value, boolean dashed) {
    BasicStroke stroke =
        dashed
            ? new BasicStroke(
                1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {3, 3}, 0)
            : new BasicStroke(1.2f);
    ValueMarker marker = new ValueMarker(value, color(dashed ? Ink.MUTED : Ink.AXIS), stroke);
    marker.setAlpha(1);
    return marker;
  }

  /** A line of the grid where there is no tick. */
  static ValueMarker rule(double value) {
    ValueMarker marker = new ValueMarker(value, color(Ink.GRID), new BasicStroke(1));
    marker.setAlpha(1);
    return marker;
  }

  /** A renderer of lines, or of dots. */
  static XYLineAndShapeRenderer renderer(boolean lines, boolean dots) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(lines, dots);
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setUseFillPaint(false);
    return renderer;
  }

  static Shape dot(double diameter) {
    return new Ellipse2D.Double(-diameter / 2, -diameter / 2, diameter, diameter);
  }

  private static void plain(ValueAxis axis) {
    axis.setTickLabelFont(font());
    axis.setTickLabelPaint(color(Ink.TEXT));
    axis.setTickMarksVisible(false);
    axis.setAxisLineVisible(false);
    axis.setTickLabelInsets(new RectangleInsets(3, 4, 2, 5));
  }

  static Font font() {
    return Fonts.PLAIN;
  }

  /** Looked for once, and only when something is drawn. */
  private static final class Fonts {
    static final Font PLAIN = new Font(face(), Font.PLAIN, FONT_SIZE);

    private static String face() {
      Set<String> here =
          new HashSet<>(
              Arrays.asList(
                  GraphicsEnvironment.getLocalGraphicsEnvironment()
                      .getAvailableFontFamilyNames(Locale.ROOT)));
      return FACES.stream().filter(here::contains).findFirst().orElse(Font.SANS_SERIF);
    }
  }
}
