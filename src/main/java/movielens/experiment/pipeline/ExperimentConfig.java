package movielens.experiment.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import movielens.experiment.data.SliceRule;
import movielens.experiment.data.SplitRule;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.training.TrainingConfig;

/**
 * Everything that decides what an experiment computes and where it writes. Immutable; validated by
 * whoever builds it.
 *
 * @param data folder, zip or file of a release; empty for {@code data/ml-25m} where present, else
 *     the bundled sample
 * @param minRating events rated lower are left out; 0 keeps all
 * @param split how training and test part are cut
 * @param slice who the genre's power users are
 * @param models the models of the table, in table order, without duplicates
 * @param seeds one training run of each trained model per seed
 * @param encoder shape of the encoder
 * @param training how it is trained
 * @param fineTuneEpochs most epochs of the fine-tuned model after the generic one
 * @param fineTuneLearningRate peak learning rate of the fine-tuned model
 * @param bootstrapResamples user resamples of each interval
 * @param device where tensors live
 * @param threads engine threads; 0 for the number of processors
 * @param out run folder; empty for {@code runs/<UTC time>-<genre>-<config hash>}
 * @param resume whether an interrupted run in {@code out} goes on
 * @param saveAll whether recommendations of all views are written
 */
public record ExperimentConfig(
    Optional<Path> data,
    double minRating,
    SplitRule split,
    SliceRule slice,
    List<ModelName> models,
    List<Long> seeds,
    EncoderConfig encoder,
    TrainingConfig training,
    int fineTuneEpochs,
    double fineTuneLearningRate,
    int bootstrapResamples,
    DeviceChoice device,
    int threads,
    Optional<Path> out,
    boolean resume,
    boolean saveAll) {}
