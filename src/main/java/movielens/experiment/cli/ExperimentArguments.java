package movielens.experiment.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import movielens.experiment.cli.options.Converters;
import movielens.experiment.cli.options.DataOptions;
import movielens.experiment.cli.options.ModelOptions;
import movielens.experiment.cli.options.OptionCheck;
import movielens.experiment.cli.options.RunOptions;
import movielens.experiment.cli.options.TrainingOptions;
import movielens.experiment.data.SliceRule;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.model.EncoderConfig;
import movielens.experiment.model.Precision;
import movielens.experiment.pipeline.ExperimentConfig;
import movielens.experiment.pipeline.RunOption;
import movielens.experiment.pipeline.slices.SlicesConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what to run; whatever is done with it. */
abstract class ExperimentArguments {
  @Spec CommandSpec spec;

  @Mixin(name = "Data and slice")
  private DataOptions data;

  @Mixin(name = "Models")
  private ModelOptions model;

  @Mixin(name = "Training")
  private TrainingOptions training;

  @Mixin(name = "Run")
  RunOptions run;

  /** The configuration that the parsed options describe, of one run. */
  ExperimentConfig config() {
    SlicesConfig runs = slices();
    if (runs.slices().size() > 1) {
      throw new ParameterException(
          spec.commandLine(), "--genre and --min-genre-share take one value here");
    }
    return runs.base();
  }

  /** The configuration that the parsed options describe, of one run or several. */
  SlicesConfig slices() {
    OptionCheck check = new OptionCheck(spec);
    List<SliceRule> slices = data.sliceRules(check);
    ExperimentConfig base = base(check, slices.get(0));
    if (slices.size() > 1 && !base.sliced()) {
      throw new ParameterException(
          spec.commandLine(),
          "several values of --genre or --min-genre-share need a model of the slice, such as"
              + " distilled, among --models; no other depends on it");
    }
    return new SlicesConfig(base, slices);
  }

  private ExperimentConfig base(OptionCheck check, SliceRule slice) {
    EncoderConfig encoder = model.encoder(check);
    ExperimentConfig base =
        new ExperimentConfig(
            data.data(),
            data.minRating(check),
            data.splitRule(check),
            slice,
            model.models(),
            model.seeds(),
            model.baselines(),
            encoder,
            training.training(check, encoder.window()),
            Map.of(),
            training.fineTuneEpochs(check),
            training.fineTuneLearningRate(check),
            training.fineTuneKeepStart(),
            training.teaching(check),
            run.bootstrapResamples(check),
            run.margin(check),
            run.laterDays(check),
            training.validateAfterDays(check),
            run.cutOffs(),
            run.device(),
            run.threads(check),
            run.out(),
            run.resume(check),
            run.checkpointMinutes(check),
            run.saveAll());
    Map<ModelName, ExperimentConfig.Own> own = new EnumMap<>(ModelName.class);
    model.own(check).forEach((of, options) -> own.put(of, own(of, options, base)));
    return base.with(own);
  }

  /** What a model's own options make of those of all. */
  private ExperimentConfig.Own own(ModelName of, Converters.Own options, ExperimentConfig base) {
    String name = "--" + of.label() + "-options";
    List<String> given = new ArrayList<>();
    options.values().forEach((key, value) -> given.add(key + "=" + value));
    ExperimentConfig made;
    try {
      made = RunArguments.parse(base, options.values());
    } catch (ParameterException e) {
      throw new ParameterException(spec.commandLine(), name + ": " + e.getMessage(), e);
    }
    if (of.continuesGeneric()) {
      refuseWhatIsGenerics(of, options.values().keySet(), name);
    }
    if (tf32(made) != tf32(base)) {
      throw new ParameterException(
          spec.commandLine(),
          name + ": the engine has tf32 for all models or for none; give it as --precision");
    }
    return new ExperimentConfig.Own(given, made.encoder(), made.training());
  }

  private static boolean tf32(ExperimentConfig config) {
    return config.encoder().precision() == Precision.TF32;
  }

  /**
   * A model that goes on from generic has its encoder, and a rate and epochs of its own already.
   */
  private void refuseWhatIsGenerics(ModelName of, Set<String> keys, String name) {
    for (String key : keys) {
      if (key.equals(RunOption.LEARNING_RATE.key()) || key.equals(RunOption.EPOCHS.key())) {
        throw new ParameterException(
            spec.commandLine(),
            "%s: '%s' is --fine-tune-%s for %s".formatted(name, key, key, of.label()));
      }
      if (RunOption.of(key).filter(RunOption::ofEncoder).isPresent()) {
        throw new ParameterException(
            spec.commandLine(),
            "%s: '%s' belongs to the encoder, which %s has from generic; leave it out, or set it with --generic-options"
                .formatted(name, key, of.label()));
      }
    }
  }
}
