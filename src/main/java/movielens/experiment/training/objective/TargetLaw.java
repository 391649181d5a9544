package movielens.experiment.training.objective;

import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The law by which a position's target is drawn from the candidate events of its horizon. */
public interface TargetLaw {
  /** What a law of the command line looks like. */
  String FORMS = "uniform, decay:GAMMA, time-decay:DAYS, harmonic or mixture:SHARE";

  /**
   * Draws one of the events ahead.
   *
   * @param ahead at least one event, in order of time
   * @param random draws
   * @return its place, 0 for the nearest
   */
  int draw(EventsAhead ahead, SplittableRandom random);

  /** The law on the command line, {@code decay:0.5} for example. */
  String label();

  /**
   * The law of a label.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static TargetLaw of(String label) {
    Matcher parts = Pattern.compile("([a-z-]+)(?::(.*))?").matcher(label);
    String kind = parts.matches() ? parts.group(1) : "";
    String number = kind.isEmpty() ? null : parts.group(2);
    return switch (kind) {
      case "uniform" -> without(number, new Uniform());
      case "harmonic" -> without(number, new Harmonic());
      case "decay" -> with(number, Decay::new, g -> g > 0 && g < 1, "GAMMA above 0 and below 1");
      case "time-decay" -> with(number, TimeDecay::new, d -> d > 0, "DAYS above 0");
      case "mixture" -> with(number, Mixture::new, s -> s >= 0 && s <= 1, "SHARE from 0 to 1");
      default -> throw new IllegalArgumentException("is not " + FORMS);
    };
  }

  private static TargetLaw without(String number, TargetLaw law) {
    if (number != null) {
      throw new IllegalArgumentException("has a number; " + law.label() + " takes none");
    }
    return law;
  }

  private static TargetLaw with(
      String number, DoubleFunction<TargetLaw> law, DoublePredicate valid, String wanted) {
    try {
      double value = Double.parseDouble(String.valueOf(number));
      if (Double.isFinite(value) && valid.test(value)) {
        return law.apply(value);
      }
    } catch (NumberFormatException e) {
      // Reported below, as a number out of range is.
    }
    throw new IllegalArgumentException("needs " + wanted);
  }
}
