package movielens.experiment.training.objective;

import java.util.SplittableRandom;

/**
 * Each event ahead less likely than the one before it by the same factor: P(k) ∝ γ^(k−1) for the
 * k-th of the horizon.
 *
 * @param gamma γ, between 0 and 1
 */
public record Decay(double gamma) implements TargetLaw {
  @Override
  public int draw(EventsAhead ahead, SplittableRandom random) {
    // The inverse of P(K ≤ k) = (1 − γ^k)/(1 − γ^n).
    double logGamma = Math.log(gamma);
    double below = random.nextDouble() * -Math.expm1(ahead.count() * logGamma);
    return Math.min(ahead.count() - 1, (int) (Math.log1p(-below) / logGamma));
  }

  @Override
  public String label() {
    return "decay:" + gamma;
  }
}
