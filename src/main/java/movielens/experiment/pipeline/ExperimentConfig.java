package movielens.experiment.pipeline;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import movielens.experiment.data.SliceRule;
import movielens.experiment.data.SplitRule;
import movielens.experiment.evaluation.ModelName;
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
 * @param checkpointMinutes most minutes of training between two checkpoints, above 0
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
    double checkpointMinutes,
    boolean saveAll) {

  private static final List<String> SLICE_OPTIONS =
      List.of(
          "genre",
          "min-genre-share",
          "min-genre-events",
          "fine-tune-epochs",
          "fine-tune-learning-rate");

  /** Whether a genre slice is needed: some model is trained on it. */
  public boolean sliced() {
    return models.stream().anyMatch(ModelName::sliced);
  }

  /**
   * The configuration as command-line options: long name without dashes → scalar or list of
   * scalars. Given to the command line again, they make this configuration, but for {@code out} and
   * {@code resume}, which say where and not what.
   */
  public Map<String, Object> options() {
    return new ConfigOptions(this).toMap();
  }

  /**
   * The options without those that change no number: {@code save-all} and {@code
   * checkpoint-minutes}.
   */
  public Map<String, Object> decisive() {
    Map<String, Object> relevant = options();
    relevant.remove("save-all");
    relevant.remove("checkpoint-minutes");
    return relevant;
  }

  /** Eight hexadecimal digits that differ where two configurations may give different results. */
  public String shortHash() {
    return hash(decisive());
  }

  /** Eight hexadecimal digits that differ where one seed's training may give other weights. */
  String trainingHash() {
    return hash(trainingOptions());
  }

  /** The same for one model: what is trained on everybody does not depend on the slice. */
  String trainingHash(ModelName model) {
    Map<String, Object> relevant = trainingOptions();
    if (!model.sliced()) {
      SLICE_OPTIONS.forEach(relevant::remove);
    }
    return hash(relevant);
  }

  private Map<String, Object> trainingOptions() {
    Map<String, Object> relevant = decisive();
    List.of("seeds", "models", "bootstrap-resamples").forEach(relevant::remove);
    return relevant;
  }

  /** This experiment on another slice. */
  ExperimentConfig with(SliceRule otherSlice, Path otherOut, boolean otherResume) {
    return new ExperimentConfig(
        data,
        minRating,
        split,
        otherSlice,
        models,
        seeds,
        encoder,
        training,
        fineTuneEpochs,
        fineTuneLearningRate,
        bootstrapResamples,
        device,
        threads,
        Optional.of(otherOut),
        otherResume,
        checkpointMinutes,
        saveAll);
  }

  /** Eight hexadecimal digits of the options. */
  static String hash(Map<String, Object> relevant) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(relevant.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
