using System.CommandLine;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Data.Generators;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Reports;
using Pinhole.Runs;
using Pinhole.Training;

namespace Pinhole.Cli.Verbs;

/// <summary><c>train DATA</c>: trains a model on data and writes a run folder.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly Argument<string?> _data = new("DATA")
    {
        HelpName = "DATA",
        Description = $"{DataDescription} Or the experiment.json of a run, to repeat it.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly TrainOptions _options = new();
    private readonly Option<string?> _out = SharedOptions.Out(
        "The run folder; default: a new one, such as runs/digits-deep."
    );
    private readonly Option<long> _checkpointEvery = OptionKinds.Number(
        "--checkpoint-every",
        "Steps between checkpoints; default: once a minute, after an epoch. Ctrl-C also writes one.",
        1L
    );
    private readonly Option<string?> _resume = new("--resume")
    {
        HelpName = "RUN",
        Description = "Continue the stopped run in this folder, with its data and settings.",
    };

    public TrainVerb()
        : base(
            "train",
            "Train an autoencoder and write a run folder: the experiment, the model, its record and a report.",
            "pinhole train digits --model deep --latent 16 --epochs 20"
        )
    {
        Add(_data);
        AddAll(_options.All);
        AddAll([
            .. SharedOptions.Reading,
            SharedOptions.Context,
            SharedOptions.Targets,
            SharedOptions.Rows,
            SharedOptions.Seed,
            SharedOptions.Threads,
            _checkpointEvery,
            _resume,
            _out,
            SharedOptions.Force,
        ]);
    }

    protected override int Run(ParseResult parsed, Terminal terminal) =>
        parsed.GetValue(_resume) is string folder ? Resume(parsed, folder, terminal) : Start(parsed, terminal);

    private int Start(ParseResult parsed, Terminal terminal)
    {
        string address = parsed.GetValue(_data) ?? throw new InputException(ParseErrors.Missing(this, "DATA"));
        Experiment start = IsExperiment(address)
            ? RunFolder.ReadExperiment(address)
            : new Experiment { Data = address };
        SharedOptions.RequireRows(parsed, start.Data);
        Experiment experiment = _options.Apply(parsed, start);
        using RunClaim place = RunPlace.Claim(parsed.GetValue(_out), experiment, parsed.GetValue(SharedOptions.Force));
        using Interruption interruption = new(place.Dispose);

        Dataset data = experiment.Open();
        // PCA needs two rows, and validation one more.
        int fewest = experiment.Training.ValidationShare > 0 ? 3 : 2;
        if (data.Rows < fewest)
            throw new InputException(
                $"{data.Name} has {Figures.Count(data.Rows, "row")}, too few to train on; give at least {fewest}"
            );
        using Kernels kernels = SharedOptions.CreateKernels(parsed);
        using ExperimentRun run = ExperimentRun.Begin(experiment, place.Folder, data, kernels);
        Introduce(terminal, data, run.Model);
        return Train(run, parsed, interruption, terminal);
    }

    private int Resume(ParseResult parsed, string folder, Terminal terminal)
    {
        if (string.IsNullOrWhiteSpace(folder))
            throw new InputException("--resume is empty; name the folder of a run");
        using Kernels kernels = SharedOptions.CreateKernels(parsed);
        using TrainingCheckpoint checkpoint = RunFolder.OpenCheckpoint(folder, kernels);
        Experiment experiment = RunFolder.ExperimentOf(checkpoint, folder);
        if (experiment.Difference(_options.Apply(parsed, experiment)) is string difference)
            throw new InputException(
                $"{folder} was started with {difference}; a resumed run keeps its settings: leave the option out, or "
                    + "train anew"
            );
        using RunClaim place = RunFolder.Claim(folder, force: true);
        using Interruption interruption = new(place.Dispose);

        Dataset data = (experiment with { Data = Address(parsed, experiment, folder) }).Open();
        using ExperimentRun run = ExperimentRun.Resume(experiment, folder, data, checkpoint);
        Introduce(terminal, data, run.Model);
        terminal.Say(
            $"resume epoch {Math.Min(checkpoint.Epoch, checkpoint.Options.Epochs!.Value)} of "
                + $"{checkpoint.Options.Epochs}, after step {checkpoint.Steps:#,0}"
        );
        return Train(run, parsed, interruption, terminal);
    }

    // The data may have been moved since the run started.
    private string Address(ParseResult parsed, Experiment experiment, string folder)
    {
        if (parsed.GetValue(_data) is string given)
            return given;
        string address = experiment.Data;
        return BuiltInGenerators.Find(address) is not null || Path.Exists(address) || DatabaseAddress.Is(address)
            ? address
            : throw new InputException(
                $"{folder} was started with {address}, which does not exist now; write pinhole train DATA --resume "
                    + $"{folder}, with the new place of the data"
            );
    }

    private static bool IsExperiment(string address) =>
        Path.GetExtension(address).Equals(".json", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(address);

    private static void Introduce(Terminal terminal, Dataset data, Autoencoder model)
    {
        terminal.Say($"data   {data.Name}, {Figures.Count(data.Rows, "row")} × {Describe.Rows(data.Schema)}");
        foreach (
            string remark in data.Remarks.Concat(
                DataLint
                    .Check(data, model.Options.Preprocess, model.Parameters.Count)
                    .Select(finding => finding.Message)
            )
        )
            terminal.Say($"note   {remark}");
        (string chosen, string reason) = Preprocessors.Choose(data.Schema);
        if (model.Options.Preprocess == chosen && chosen != "none")
            terminal.Say($"rows   {chosen}: {reason}");
        terminal.Say($"model  {Describe.Model(model)}, {Figures.Count(model.Parameters.Count, "parameter")}");
    }

    private int Train(ExperimentRun run, ParseResult parsed, Interruption interruption, Terminal terminal)
    {
        interruption.Heed();
        CheckpointOptions checkpoints = Checkpoints.In(
            run.Folder,
            parsed.GetValue(_checkpointEvery) is > 0 and long steps ? steps : null
        );
        TrainingRecord record = TrainingProgressBar.Run(
            terminal,
            observer => run.Train(checkpoints, observer, interruption.Token),
            interruption.Token
        );
        return Finish(run, record, SharedOptions.ThreadCount(parsed), terminal);
    }

    private static int Finish(ExperimentRun run, TrainingRecord record, int threads, Terminal terminal)
    {
        string folder = run.Folder;
        Autoencoder model = run.Model;
        double rate = record.Training.Optimizer.LearningRate;
        // Without divergence, the initial weights are a valid result, such as for rows that are all the same.
        if (record is { BestEpoch: 0, StopReason: StopReason.Diverged })
        {
            run.Withdraw();
            ExitCodes.Complain(
                "training diverged in its first epoch, and nothing was kept; lower --learning-rate (it was "
                    + $"{rate:G4}), or set --clip 1"
            );
            return ExitCodes.Failure;
        }

        run.Write(record);
        Report.Write(folder, model, record, run.Data, Shell.Command("train", RunFolder.ExperimentPath(folder)));
        new TrainResult(record, folder, threads, Next(run)).Print(terminal);
        switch (record.StopReason)
        {
            case StopReason.Interrupted:
                string resume = File.Exists(RunFolder.CheckpointPath(folder))
                    ? $"; go on with {Shell.Command("train", "--resume", folder)}"
                    : "";
                string when =
                    record is { Epochs.Count: 0, Training.Pretraining: not null }
                    && record.Pretrained.Count < model.Options.Network.HiddenSizes(model.Schema).Count() + 1
                        ? $"in the pretraining of layer {record.Pretrained.Count + 1}"
                        : $"in epoch {record.Epochs.Count} of {record.Training.Epochs}";
                ExitCodes.Complain(
                    $"interrupted {when}; the best weights so far are in {RunFolder.ModelPath(folder)}, ready for "
                        + $"use{resume}"
                );
                return ExitCodes.Interrupted;
            case StopReason.Diverged:
                ExitCodes.Complain(
                    $"training diverged after epoch {record.Epochs.Count}; the best weights before are in "
                        + $"{RunFolder.ModelPath(folder)}; lower --learning-rate (it was {rate:G4}), or set --clip 1"
                );
                return ExitCodes.Failure;
            default:
                return ExitCodes.Success;
        }
    }

    private static string Next(ExperimentRun run)
    {
        string address = DatabaseAddress.WithoutPassword(run.Experiment.Data);
        if (BuiltInGenerators.Find(address) is not null)
            return Shell.Command("evaluate", run.Folder, address);
        DataOptions options = run.Experiment.DataOptions;
        string[] reading =
        [
            .. options.Id is string id ? [SharedOptions.Id.Name, id] : Array.Empty<string>(),
            .. options.Labels is string labels ? [SharedOptions.Labels.Name, labels] : Array.Empty<string>(),
            .. options.Patch is PatchSize patch
                ? [ImageOptions.Patch.Name, ImageOptions.Text(patch)]
                : Array.Empty<string>(),
        ];
        string file = options.Id is null ? "z.npy" : "z.csv";
        return Shell.Command(["encode", run.Folder, address, .. reading, SharedOptions.OutName, file]);
    }
}
