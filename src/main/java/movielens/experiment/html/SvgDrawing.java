package movielens.experiment.html;

import java.awt.AWTError;
import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Draws charts as SVG for a page: colours become variables of the page's style sheet, letters are
 * left to the page's font, and ids are unlike those of other drawings in the page.
 */
final class SvgDrawing {
  private static final String SVG = "http://www.w3.org/2000/svg";

  /** What the page decides, or what is the default anyway. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "color-interpolation",
          "color-rendering",
          "font-family",
          "image-rendering",
          "shape-rendering",
          "text-rendering",
          "xml:space");

  private static final Map<String, String> VARIABLES = variables();

  private SvgDrawing() {}

  /** Libraries that drawing needs are missing on this machine. */
  static final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(Throwable cause) {
      super(cause.toString(), cause);
    }
  }

  /** What makes a chart; the toolkit it draws with may be missing. */
  @FunctionalInterface
  interface Plotting {
    JFreeChart chart();
  }

  /**
   * Draws a chart.
   *
   * @param id distinguishes the drawing from others in the page
   * @param description what a reader who does not see it is told
   * @param width in the units that font sizes have too
   * @throws UnavailableException when this machine has no fonts or no toolkit to measure them with
   */
  static Svg draw(String id, String description, int width, int height, Plotting plotting)
      throws UnavailableException {
    try {
      // No window is ever opened; without this a machine with a display would be asked for it.
      System.setProperty("java.awt.headless", "true");
      return drawn(id, description, width, height, plotting.chart());
    } catch (LinkageError | InternalError | AWTError e) {
      throw new UnavailableException(e);
    }
  }

  private static Svg drawn(String id, String description, int width, int height, JFreeChart chart) {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setComment(null);
    context.setPrecision(2);
    context.setIDGenerator(
        new SVGIDGenerator() {
          private int count;

          @Override
          public String generateID(String prefix) {
            return id + "-" + ++count;
          }
        });
    MeasuringGraphics graphics = new MeasuringGraphics(context);
    ChartRenderingInfo info = new ChartRenderingInfo();
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height), info);
    Element svg = graphics.getRoot();
    anchor(svg, graphics.widths, info.getPlotInfo().getDataArea());
    adapt(svg);
    for (String attribute :
        List.of("width", "height", "style", "xmlns:xlink", "stroke-dasharray")) {
      svg.removeAttribute(attribute);
    }
    svg.setAttribute("viewBox", "0 0 " + width + " " + height);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", Html.characters(description));
    return new Svg(markup(svg));
  }

  /** Notes how wide each text was thought to be. */
  private static final class MeasuringGraphics extends SVGGraphics2D {
    private final List<Double> widths = new ArrayList<>();

    MeasuringGraphics(SVGGeneratorContext context) {
      super(context, false);
    }

    @Override
    public void drawString(String text, float x, float y) {
      String shown = Html.characters(text);
      // As the chart library measures: in whole units.
      widths.add((double) getFontMetrics().stringWidth(shown));
      super.drawString(shown, x, y);
    }
  }

  /**
   * The page's font may be wider or narrower than the one that was measured. Anchored at the side
   * that faces the data, or in their middle, labels stay where they belong.
   */
  private static void anchor(Element svg, List<Double> widths, Rectangle2D data) {
    NodeList texts = svg.getElementsByTagNameNS(SVG, "text");
    for (int i = 0; i < texts.getLength() && texts.getLength() == widths.size(); i++) {
      Element text = (Element) texts.item(i);
      double x = Double.parseDouble(text.getAttribute("x"));
      double width = widths.get(i);
      boolean left = x + width <= data.getMinX() + 0.5;
      text.setAttribute("text-anchor", left ? "end" : "middle");
      double anchored = x + (left ? width : width / 2);
      text.setAttribute("x", Double.toString(Math.round(anchored * 100) / 100.0));
    }
  }

  private static void adapt(Element element) {
    LEFT_OUT.forEach(element::removeAttribute);
    for (String attribute : List.of("fill", "stroke")) {
      String variable = VARIABLES.get(element.getAttribute(attribute));
      if (variable != null) {
        element.setAttribute(attribute, variable);
      }
    }
    if (element.getAttribute("id").equals("genericDefs")) {
      element.removeAttribute("id");
    }
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        adapt(inner);
      }
    }
  }

  private static Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    for (Ink ink : Ink.values()) {
      int rgb = ink.rgb();
      variables.put(
          "rgb(%d,%d,%d)".formatted(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff),
          "var(" + ink.variable() + ")");
    }
    return variables;
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("no XML parser as every Java has it", e);
    }
  }

  private static String markup(Element svg) {
    StringWriter out = new StringWriter();
    try {
      Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      transformer.transform(new DOMSource(svg), new StreamResult(out));
    } catch (TransformerException e) {
      throw new IllegalStateException("a drawing cannot be written", e);
    }
    return out.toString();
  }
}
