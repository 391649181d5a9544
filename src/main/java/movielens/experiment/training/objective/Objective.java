package movielens.experiment.training.objective;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which positions of a window predict, and what. See PinnerFormer (Pancha et al., KDD 2022),
 * section 3.4.
 */
public sealed interface Objective {
  /** How far ahead a target may lie, and a user's other events are no negatives; positive. */
  double horizonDays();

  /** How a target is drawn from the events of the horizon. */
  TargetLaw targets();

  /** Whether only the last position of a window predicts; else every one does. */
  boolean lastPositionOnly();

  /** The objective as options of the command line, in their order there. */
  Map<String, Object> options();

  /**
   * Every position predicts one event drawn from the following {@code horizonDays}; the next one
   * when there is none.
   */
  record DenseAllAction(double horizonDays, TargetLaw targets) implements Objective {
    @Override
    public boolean lastPositionOnly() {
      return false;
    }

    @Override
    public Map<String, Object> options() {
      return named("dense-all-action", horizonDays, targets);
    }
  }

  /** The last position of each window predicts, otherwise as {@link DenseAllAction}. */
  record AllAction(double horizonDays, TargetLaw targets) implements Objective {
    @Override
    public boolean lastPositionOnly() {
      return true;
    }

    @Override
    public Map<String, Object> options() {
      return named("all-action", horizonDays, targets);
    }
  }

  /** Every position predicts the next event. */
  record NextAction(double horizonDays) implements Objective {
    @Override
    public TargetLaw targets() {
      return new NextEvent();
    }

    @Override
    public boolean lastPositionOnly() {
      return false;
    }

    @Override
    public Map<String, Object> options() {
      Map<String, Object> options = new LinkedHashMap<>();
      options.put("objective", "next-action");
      options.put("horizon-days", horizonDays);
      return options;
    }
  }

  private static Map<String, Object> named(String name, double horizonDays, TargetLaw targets) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("objective", name);
    options.put("horizon-days", horizonDays);
    options.put("targets", targets.label());
    return options;
  }
}
