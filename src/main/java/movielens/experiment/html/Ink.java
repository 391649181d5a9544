package movielens.experiment.html;

import java.util.Locale;

/**
 * The colours of a chart. A chart is drawn with those of a light page; in the page each becomes a
 * variable of the style sheet, which has another value where the page is dark. No two are equal.
 */
enum Ink {
  TEXT(0x3d4450),
  AXIS(0x9aa1ac),
  GRID(0xe3e6eb),
  MUTED(0x8d94a0),
  GENERIC(0x2563b8),
  DISTILLED(0xc2410c),
  FINE_TUNED(0x0f7f63),
  GENERIC_GENRE(0x5b8fd6),
  DEVOTEES(0xdb7b47),
  CONTINUED(0x1f5f9e),
  TAUGHT(0x12879a),
  POPULAR(0x75706a),
  RECENT_POPULAR(0xa07d15),
  ITEM_KNN(0x7e4cab),
  EASE(0xb83a78),
  EASE_RECENT(0xd1495b),
  TRANSITIONS(0x4f7f2a),
  POPULAR_DISTILLED(0x9e9b97),
  RECENT_POPULAR_DISTILLED(0xbca45b),
  ITEM_KNN_DISTILLED(0xa582c4),
  EASE_DISTILLED(0xcd75a0),
  EASE_RECENT_DISTILLED(0xdf808c),
  TRANSITIONS_DISTILLED(0x84a56a);

  private final int light;

  Ink(int light) {
    this.light = light;
  }

  /** The colour of a model, by its label. */
  static Ink of(String model) {
    for (Ink ink : values()) {
      if (ink.compareTo(GENERIC) >= 0 && ink.label().equals(model)) {
        return ink;
      }
    }
    return TEXT;
  }

  /** What it is called in the style sheet: {@code --fine-tuned}. */
  String variable() {
    return "--" + label();
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The light page's value, 0xRRGGBB. No class of AWT, so that text needs none of its libraries.
   */
  int rgb() {
    return light;
  }
}
