package movielens.experiment.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import movielens.experiment.cli.options.OutputOptions;
import movielens.experiment.evaluation.ModelName;
import movielens.experiment.pipeline.trained.EncoderExport;
import movielens.experiment.pipeline.trained.ExportFormat;
import movielens.experiment.run.ExportFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a trained model of a finished run for other programs. */
@Command(
    name = "export",
    abbreviateSynopsis = true,
    customSynopsis = "experiment export --run DIR --out DIR [OPTIONS]",
    sortOptions = false,
    description = ExportCommand.PURPOSE,
    footer = {
      "",
      "npy          items.npy, users.npy: float32 arrays, rows as in movies.tsv and users.tsv",
      "tsv          vectors.tsv, metadata.tsv: items for an embedding projector; user_*: users",
      "torchscript  encoder.pt: from item indices, as in movies.tsv, to user embeddings",
      "",
      "Users are those that the model is for, at the end of their training part. A score is the",
      "inner product of user and item, divided by the temperature in export.json, which also says",
      "what was exported."
    })
final class ExportCommand implements Callable<Integer> {
  static final String PURPOSE =
      "Write the embeddings of a trained model, or the model itself, for other programs.";

  private final Program program;

  @Mixin private TrainedRunOptions run;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "New folder for the files.")
  private Path out;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "A transformer of the run (default: generic, or the run's first transformer).")
  private ModelName model;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "npy",
      description = "npy, tsv or torchscript (default: ${DEFAULT-VALUE}).")
  private ExportFormat format;

  @Mixin private OutputOptions output;

  ExportCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    ExportFolder folder = ExportFolder.at(out);
    new EncoderExport(run.openFor(out, output.progress(program.err())))
        .write(Optional.ofNullable(model), run.seed(), format, folder);
    program.out().println(folder.path());
    return ExitCode.DONE;
  }
}
