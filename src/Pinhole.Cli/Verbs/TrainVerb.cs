using System.CommandLine;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Data.Generators;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Reports;
using Pinhole.Training;

namespace Pinhole.Cli.Verbs;

/// <summary><c>train DATA</c>: data in, a run folder out.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly Argument<string?> _data = new("DATA")
    {
        HelpName = "DATA",
        Description = DataDescription,
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly TrainOptions _options = new();
    private readonly Option<string?> _out = SharedOptions.Out(
        "The run folder; a new one such as runs/digits-deep without it."
    );
    private readonly Option<long> _checkpointEvery = OptionKinds.Number(
        "--checkpoint-every",
        "Steps from one checkpoint to the next; without it the end of an epoch, once a minute. Ctrl-C writes one too.",
        1L
    );
    private readonly Option<string?> _resume = new("--resume")
    {
        HelpName = "RUN",
        Description = "Go on with the run in this folder where it was stopped, with its data and its options.",
    };

    public TrainVerb()
        : base(
            "train",
            "Train an autoencoder and write a run folder: the model, its record and a report.",
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
        TrainingOptions training = _options.Training(parsed);
        using RunPlace place = RunPlace.Claim(
            parsed.GetValue(_out),
            address,
            _options.Preset(parsed),
            parsed.GetValue(SharedOptions.Force)
        );
        using Interruption interruption = new(place.Dispose);

        Dataset data = Binarization.Apply(
            parsed,
            SharedOptions.OpenData(parsed, address, training.Seed),
            training.Seed
        );
        // PCA needs two rows, and validation another.
        int fewest = training.ValidationShare > 0 ? 3 : 2;
        if (data.Rows < fewest)
            throw new InputException(
                $"{data.Name} has {Figures.Count(data.Rows, "row")}, too few to train on; give at least {fewest}"
            );
        using Kernels kernels = SharedOptions.CreateKernels(parsed);
        using Autoencoder model = Autoencoder.Create(_options.Model(parsed), data.Schema, training.Seed, kernels);
        Introduce(terminal, data, model);

        interruption.Heed();
        // That of a run which this one replaces must not be resumed in its place.
        RunFolder.RemoveCheckpoint(place.Folder);
        string[] command = [.. Environment.GetCommandLineArgs().Skip(1).Select(DatabaseAddress.WithoutPassword)];
        training = training with { Checkpoints = CheckpointsOf(parsed, place.Folder, StoredCommand.ToNotes(command)) };
        TrainingRecord record = TrainingProgressBar.Run(
            terminal,
            observer => Trainer.Fit(model, data, training, observer, interruption.Token),
            interruption.Token
        );
        return Finish(
            new Outcome(place.Folder, model, data, record, command),
            SharedOptions.ThreadCount(parsed),
            Next(parsed, address, place.Folder),
            terminal
        );
    }

    private int Resume(ParseResult parsed, string folder, Terminal terminal)
    {
        if (string.IsNullOrWhiteSpace(folder))
            throw new InputException("--resume is empty; name the folder of a run");
        using Kernels kernels = SharedOptions.CreateKernels(parsed);
        using TrainingCheckpoint checkpoint = RunFolder.OpenCheckpoint(folder, kernels);
        string[] command = StoredCommand.Read(checkpoint, folder);
        ParseResult started = StoredCommand.Parse(command, folder);
        StoredCommand.RequireSame(
            parsed,
            started,
            [
                _resume,
                _checkpointEvery,
                SharedOptions.Threads,
                SharedOptions.Json,
                SharedOptions.Quiet,
                SharedOptions.Debug,
            ],
            folder
        );
        using RunPlace place = RunPlace.Return(folder);
        using Interruption interruption = new(place.Dispose);

        string address = parsed.GetValue(_data)
            ?? started.GetValue<string>("DATA")
            ?? throw new InputException(ParseErrors.Missing(this, "DATA"));
        if (
            parsed.GetValue(_data) is null
            && BuiltInGenerators.Find(address) is null
            && !Path.Exists(address)
            && !DatabaseAddress.Is(address)
        )
            throw new InputException(
                $"{folder} was started with {address}, which is not there; write pinhole train DATA --resume "
                    + $"{folder}, with the place of these data"
            );
        Dataset data = Binarization.Apply(
            started,
            SharedOptions.OpenData(started, address, checkpoint.Options.Seed),
            checkpoint.Options.Seed
        );
        Introduce(terminal, data, checkpoint.Model);
        terminal.Say(
            $"resume epoch {Math.Min(checkpoint.Epoch, checkpoint.Options.Epochs!.Value)} of "
                + $"{checkpoint.Options.Epochs}, after step {checkpoint.Steps:#,0}"
        );

        interruption.Heed();
        CheckpointOptions checkpoints = CheckpointsOf(
            parsed.GetValue(_checkpointEvery) > 0 ? parsed : started,
            folder,
            checkpoint.Notes
        );
        TrainingRecord record = TrainingProgressBar.Run(
            terminal,
            observer => Trainer.Resume(checkpoint, data, checkpoints, observer, interruption.Token),
            interruption.Token
        );
        return Finish(
            new Outcome(folder, checkpoint.Model, data, record, command),
            SharedOptions.ThreadCount(parsed),
            Next(started, address, folder),
            terminal
        );
    }

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

    private static CheckpointOptions CheckpointsOf(
        ParseResult parsed,
        string folder,
        IReadOnlyDictionary<string, string> notes
    ) =>
        Checkpoints.In(folder, notes, parsed.GetValue<long>("--checkpoint-every") is > 0 and long steps ? steps : null);

    private static int Finish(Outcome run, int threads, string next, Terminal terminal)
    {
        (string folder, Autoencoder model, Dataset data, TrainingRecord record, string[] command) = run;
        double rate = record.Training.Optimizer.LearningRate;
        // Without divergence the weights it started from are a model too, as where all rows are the same.
        if (record is { BestEpoch: 0, StopReason: StopReason.Diverged })
        {
            RunFolder.RemoveCheckpoint(folder);
            ExitCodes.Complain(
                "training diverged in its first epoch, and nothing was kept; lower --learning-rate (it was "
                    + $"{rate:G4}), or set --clip 1"
            );
            return ExitCodes.Failure;
        }

        RunFolder.Write(folder, model, record, data, Shell.Command(command));
        new TrainResult(record, folder, threads, next).Print(terminal);
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

    private static string Next(ParseResult parsed, string address, string folder)
    {
        address = DatabaseAddress.WithoutPassword(address);
        if (BuiltInGenerators.Find(address) is not null)
            return Shell.Command("evaluate", folder, address);
        string[] columns =
        [
            .. new[] { SharedOptions.Id, SharedOptions.Labels }.SelectMany(option =>
                parsed.GetValue(option) is string given ? new[] { option.Name, given } : []
            ),
        ];
        string[] patch = parsed.GetResult(ImageOptions.Patch) is { } cut
            ? [ImageOptions.Patch.Name, cut.Tokens[0].Value]
            : [];
        string file = parsed.GetValue(SharedOptions.Id) is null ? "z.npy" : "z.csv";
        return Shell.Command(["encode", folder, address, .. columns, .. patch, SharedOptions.OutName, file]);
    }

    /// <summary>What is written into the run folder.</summary>
    private sealed record Outcome(
        string Folder,
        Autoencoder Model,
        Dataset Data,
        TrainingRecord Record,
        string[] Command
    );
}
