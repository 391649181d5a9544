package movielens.experiment.pipeline.trained;

import movielens.experiment.pipeline.FittedModel;

import java.util.Optional;
import movielens.experiment.model.SequenceEncoder;

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
