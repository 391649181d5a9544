package movielens.experiment.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlotStyleTest {
  private static final Rectangle2D AREA = new Rectangle2D.Double(0, 0, 400, 250);

  /** A training of one epoch has one value, and the axis of its chart no extent of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"0.####", "0.#%", "0.##%", "+0.###;−0.###"})
  void oneValueAloneHasTicksThatDiffer(String pattern) {
    NumberAxis axis = PlotStyle.numbers(pattern, "x");
    XYSeries value = new XYSeries(1);
    value.add(1, 0.0531);
    // An axis takes its extent from the data of its plot.
    PlotStyle.plot(
        new XYSeriesCollection(value),
        PlotStyle.numbers("0", "x"),
        axis,
        PlotStyle.renderer(false, true));

    assertThat(labels(axis)).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
  }

  @Property(tries = 200)
  void noLabelStandsTwice(
      @ForAll @DoubleRange(min = -10, max = 10) double low,
      @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 100) double extent) {
    for (String pattern : List.of("0.####", "0.#%", "+0.###;−0.###", "#,##0")) {
      NumberAxis axis = PlotStyle.numbers(pattern, "x");
      axis.setRange(low, low + extent);

      assertThat(labels(axis)).as(pattern).doesNotHaveDuplicates();
    }
  }

  @Test
  void ticksAreRoundNumbers() {
    NumberAxis axis = PlotStyle.numbers("0.####", "x");
    axis.setRange(6.55, 6.95);

    assertThat(labels(axis)).contains("6.6", "6.7", "6.8", "6.9");
  }

  private static List<String> labels(NumberAxis axis) {
    Graphics2D graphics = new BufferedImage(400, 250, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      List<?> ticks = axis.refreshTicks(graphics, new AxisState(), AREA, RectangleEdge.LEFT);
      return ticks.stream().map(tick -> ((NumberTick) tick).getText()).toList();
    } finally {
      graphics.dispose();
    }
  }
}
