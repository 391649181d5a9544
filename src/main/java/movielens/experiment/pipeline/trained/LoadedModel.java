package movielens.experiment.pipeline.trained;

import java.util.Optional;
import movielens.experiment.model.SequenceEncoder;
import movielens.experiment.pipeline.judging.FittedModel;

/**
 * A model of a finished run, ready to be used; closing it frees its encoder.
 *
 * @param fitted the model
 * @param encoder its transformer; empty for a baseline
 */
record LoadedModel(FittedModel fitted, Optional<SequenceEncoder> encoder) implements AutoCloseable {
  @Override
  public void close() {
    encoder.ifPresent(SequenceEncoder::close);
  }
}
