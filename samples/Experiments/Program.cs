using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Runs;
using Pinhole.Training;

// What is to be done: the same record that the command line makes of its options.
Experiment experiment = new()
{
    Data = "digits",
    DataOptions = new DataOptions { Rows = 2_000 },
    Model = Presets.Vae(latent: 8),
    Training = new TrainingOptions { Epochs = 10 },
    Seed = 3,
};

// The run folder holds the experiment, the model and its record. Ctrl-C leaves a checkpoint, and whoever resumes it,
// this program or "pinhole train --resume", comes to the same bits.
string folder = args.Length > 0 ? args[0] : "runs/mine";
using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
bool stopped = File.Exists(RunFolder.CheckpointPath(folder));
TrainingRecord record = stopped
    ? Experiment.Resume(folder, cancellationToken: stop.Token)
    : experiment.Run(folder, force: true, cancellationToken: stop.Token);
Console.WriteLine($"{record.StopReason} after {record.Epochs.Count} epochs, kept epoch {record.BestEpoch}: {folder}");

// Which rows were kept for validation is known from the run, to calibrate on them or to look at them.
(Dataset trained, Dataset kept) = record.Split!.Of(experiment.Open());
Console.WriteLine($"{trained.Rows} rows were trained on, {kept.Rows} were kept for validation");
