package movielens.experiment.training.loss;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;

/** Cross-entropy over all candidates. */
public record FullSoftmax() implements Loss {
  @Override
  public ContrastSource contrasts(Candidates candidates) {
    return (positives, rows, hits, random) -> new AllCandidates();
  }

  @Override
  public double scoresPerTarget(int candidates) {
    return candidates;
  }

  @Override
  public double maskedPerTarget() {
    return 0;
  }

  @Override
  public Map<String, Object> options() {
    return new LinkedHashMap<>(Map.of("loss", "full-softmax"));
  }

  /** Nothing is drawn. */
  record AllCandidates() implements Contrast {
    @Override
    public NDArray fused(ScoredTargets targets) {
      return targets.call(
          "full_softmax",
          targets.users(),
          targets.positiveColumns(),
          targets.candidates(),
          targets.weights());
    }

    @Override
    public NDArray plain(ScoredTargets targets) {
      NDArray scores = targets.candidateScores(); // (P, C)
      return scores.logSoftmax(1).gather(targets.positiveColumns(), 1).squeeze(1).neg(); // (P)
    }

    @Override
    public WrittenContrast written(long[] positives, CandidateColumns columns) {
      return new WrittenContrast(columns.of(positives));
    }

    @Override
    public Contrast part(int first, int end, int rows) {
      return this;
    }
  }
}
