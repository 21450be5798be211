using System.CommandLine;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Data.Generators;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Reports;
using Pinhole.Training;

namespace Pinhole.Cli.Verbs;

/// <summary><c>train DATA</c>: data in, a run folder out.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly Argument<string> _data;
    private readonly TrainOptions _options = new();
    private readonly Option<string?> _out = SharedOptions.Out("The run folder; a new one such as runs/digits-deep without it.");

    public TrainVerb()
        : base("train", "Train an autoencoder and write a run folder: the model, its record and a report.", "pinhole train digits --model deep --latent 16 --epochs 20")
    {
        _data = RequiredData();
        AddAll(_options.All);
        AddAll(SharedOptions.Labels, SharedOptions.Rows, SharedOptions.Seed, SharedOptions.Threads, _out, SharedOptions.Force);
    }

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        string address = parsed.GetRequiredValue(_data);
        TrainingOptions training = _options.Training(parsed);
        int threads = SharedOptions.ThreadCount(parsed);
        using RunPlace place = RunPlace.Claim(
            parsed.GetValue(_out), address, _options.Preset(parsed), parsed.GetValue(SharedOptions.Force));
        using Interruption interruption = new(place.Dispose);

        Dataset data = SharedOptions.OpenData(parsed, address, training.Seed);
        // PCA needs two rows, and validation another.
        int fewest = training.ValidationShare > 0 ? 3 : 2;
        if (data.Rows < fewest)
            throw new InputException($"{data.Name} has {Figures.Count(data.Rows, "row")}, too few to train on; give at least {fewest}");
        using Kernels kernels = SharedOptions.CreateKernels(parsed);
        using Autoencoder model = Autoencoder.Create(_options.Model(parsed, data.Schema), data.Schema, training.Seed, kernels);
        terminal.Say($"data   {data.Name}, {Figures.Count(data.Rows, "row")} × {Describe.Rows(data.Schema)}");
        terminal.Say($"model  {Describe.Model(model)}, {Figures.Count(model.Parameters.Count, "parameter")}");

        interruption.Heed();
        TrainingRecord record = TrainingProgressBar.Run(
            terminal, observer => Trainer.Fit(model, data, training, observer, interruption.Token), interruption.Token);
        // Without divergence the weights it started from are a model too, as where all rows are the same.
        if (record is { BestEpoch: 0, StopReason: StopReason.Diverged })
        {
            ExitCodes.Complain($"training diverged in its first epoch, and nothing was kept; lower --learning-rate (it was {training.Optimizer.LearningRate:G4}), or set --clip 1");
            return ExitCodes.Failure;
        }

        RunFolder.Write(place.Folder, model, record, data, Shell.Command(Environment.GetCommandLineArgs().Skip(1)));
        new TrainResult(record, place.Folder, threads, Next(parsed, address, place.Folder)).Print(terminal);
        return Finish(record, training, place.Folder);
    }

    private static string Next(ParseResult parsed, string address, string folder)
    {
        if (BuiltInGenerators.Find(address) is not null)
            return Shell.Command("evaluate", folder, address);
        string[] labels = parsed.GetValue(SharedOptions.Labels) is string given ? [SharedOptions.Labels.Name, given] : [];
        return Shell.Command(["encode", folder, address, .. labels, SharedOptions.OutName, "z.npy"]);
    }

    private static int Finish(TrainingRecord record, TrainingOptions training, string folder)
    {
        switch (record.StopReason)
        {
            case StopReason.Interrupted:
                ExitCodes.Complain($"interrupted in epoch {record.Epochs.Count} of {training.Epochs}; the best weights so far are in {RunFolder.ModelPath(folder)}, ready for use");
                return ExitCodes.Interrupted;
            case StopReason.Diverged:
                ExitCodes.Complain($"training diverged after epoch {record.Epochs.Count}; the best weights before are in {RunFolder.ModelPath(folder)}; lower --learning-rate (it was {training.Optimizer.LearningRate:G4}), or set --clip 1");
                return ExitCodes.Failure;
            default:
                return ExitCodes.Success;
        }
    }
}
