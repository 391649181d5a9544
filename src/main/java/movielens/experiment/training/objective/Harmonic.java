package movielens.experiment.training.objective;

import java.util.SplittableRandom;

/** P(k) ∝ 1/k for the k-th event of the horizon. */
public record Harmonic() implements TargetLaw {
  @Override
  public int draw(EventsAhead ahead, SplittableRandom random) {
    // Proposed by P(k) ∝ ln((k + 1)/k), which has a closed inverse, and accepted with a probability
    // that makes up for the difference: 1 for k = 1, never below ln 2.
    double logOfEnd = Math.log(ahead.count() + 1.0);
    while (true) {
      double proposed = Math.floor(Math.exp(random.nextDouble() * logOfEnd));
      double k = Math.min(ahead.count(), proposed);
      if (random.nextDouble() * k * Math.log1p(1 / k) < Math.log(2)) {
        return (int) k - 1;
      }
    }
  }

  @Override
  public String label() {
    return "harmonic";
  }
}
