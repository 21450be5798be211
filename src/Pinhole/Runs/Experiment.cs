using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Runs;

/// <summary>
/// A description of a run: the data and how to read them, the model's pieces, the training, and the seed. The same
/// experiment gives the same bits. What it leaves open (the size of the latent, the loss, the epochs) is decided by the
/// data.
/// </summary>
public sealed record Experiment
{
    /// <summary>
    /// A path, the name of a generator, or the address of a database: see <see cref="Dataset.Open"/>.
    /// </summary>
    public required string Data { get; init; }

    /// <summary>
    /// How to read the data. If <see cref="DataOptions.Seed"/> is null, the experiment's seed is used.
    /// </summary>
    public DataOptions DataOptions { get; init; } = new();

    /// <summary>The number of rows to use, from the first one; null for all.</summary>
    public int? FirstRows { get; init; }

    /// <summary>
    /// Whether each number, in [0, 1], is drawn as 0 or 1 once, when the data are opened: see <see
    /// cref="Dataset.Binarize"/>.
    /// </summary>
    public bool Binarize { get; init; }

    /// <summary>The pieces of the model.</summary>
    public AutoencoderOptions Model { get; init; } = Presets.Create(StandardPreset);

    /// <summary>How to train it. Its seed is the experiment's.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>
    /// The seed of generated rows, initial weights, the split into training and validation rows, their order and all
    /// noise.
    /// </summary>
    public ulong Seed { get; init; } = new TrainingOptions().Seed;

    /// <summary>The default preset.</summary>
    internal const string StandardPreset = "deep";

    /// <summary>Refuses settings that cannot work, as far as that is known without the data.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public void Validate()
    {
        if (string.IsNullOrWhiteSpace(Data))
            throw new InputException("the experiment has no data; name a file, a folder, a generator or a database");
        if (FirstRows < 1)
            throw new InputException($"the first {FirstRows} rows are too few; choose at least 1");
        if (DataOptions.Like is not null)
            throw new InputException("an experiment cannot use Like; leave it out of its DataOptions");
        if (Training.Seed != Seed && Training.Seed != new TrainingOptions().Seed)
            throw new InputException(
                $"the experiment has the seed {Seed} and its training the seed {Training.Seed}; set the Seed of the "
                    + "experiment alone"
            );
        DataOptions.Validate();
        Model.Validate();
        Training.Validate();
    }

    /// <summary>The rows, training and validation rows together.</summary>
    /// <exception cref="InputException">The data do not exist or cannot be used; the message says where.</exception>
    public Dataset Open()
    {
        ulong seed = DataOptions.Seed ?? Seed;
        Dataset data = Dataset.Open(Data, DataOptions with { Seed = seed });
        if (FirstRows is int first && first != data.Rows)
            data =
                first < data.Rows
                    ? data.Take([.. Enumerable.Range(0, first)])
                    : throw new InputException(
                        $"{data.Name} has {data.Rows} rows, fewer than the first {first}; choose fewer"
                    );
        return Binarize ? data.Binarize(seed) : data;
    }

    /// <summary>Opens the data, trains, and writes the run folder: see <see cref="RunFolder"/>.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="force">Whether an existing run in the folder may be replaced.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <param name="observer">Watches training and may stop it; null for none.</param>
    /// <param name="cancellationToken">Stops after the current step; <see cref="Resume"/> continues.</param>
    /// <exception cref="InputException">A setting cannot work, the data cannot be used, the folder already holds a run,
    /// or it cannot be written.</exception>
    public TrainingRecord Run(
        string folder,
        bool force = false,
        Kernels? kernels = null,
        ITrainingObserver? observer = null,
        CancellationToken cancellationToken = default
    )
    {
        Validate();
        using RunClaim claim = RunFolder.Claim(folder, force);
        using ExperimentRun run = ExperimentRun.Begin(this, folder, Open(), kernels);
        TrainingRecord record = run.Train(observer: observer, cancellationToken: cancellationToken);
        run.Write(record);
        return record;
    }

    /// <summary>
    /// Resumes a run that was stopped, and writes its folder. The run may have been started by the command.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <param name="observer">Watches training and may stop it; null for none.</param>
    /// <param name="cancellationToken">Stops after the current step.</param>
    /// <exception cref="InputException">There is no run to resume, or its data no longer exist.</exception>
    public static TrainingRecord Resume(
        string folder,
        Kernels? kernels = null,
        ITrainingObserver? observer = null,
        CancellationToken cancellationToken = default
    )
    {
        using TrainingCheckpoint checkpoint = RunFolder.OpenCheckpoint(folder, kernels);
        Experiment experiment = RunFolder.ExperimentOf(checkpoint, folder);
        using RunClaim claim = RunFolder.Claim(folder, force: true);
        using ExperimentRun run = ExperimentRun.Resume(experiment, folder, experiment.Open(), checkpoint);
        TrainingRecord record = run.Train(observer: observer, cancellationToken: cancellationToken);
        run.Write(record);
        return record;
    }

    /// <summary>
    /// The first setting in which another experiment differs, with its two values: "training.epochs 5, not 6", or
    /// "model.latent left out, not 4"; null if they are the same.
    /// </summary>
    /// <param name="other">The other experiment.</param>
    public string? Difference(Experiment other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ExperimentJson.Difference(this, other) is { } difference
            ? $"{difference.Setting} {difference.First ?? "left out"}, not {difference.Second ?? "left out"}"
            : null;
    }

    /// <summary>
    /// The experiment as indented JSON. Passwords in the address of a database are left out. Settings that are left out
    /// have their defaults.
    /// </summary>
    /// <exception cref="NotSupportedException">A piece is not one of Pinhole's own, so JSON cannot name it.</exception>
    public string ToJson() => ExperimentJson.Write(this);

    /// <summary>Reads JSON from <see cref="ToJson"/> or from a user.</summary>
    /// <param name="json">JSON with the properties of this class; comments are allowed.</param>
    /// <param name="name">The name of the text in messages, such as its path.</param>
    /// <exception cref="InputException">It is not an experiment, or has a setting that does not exist or cannot
    /// work.</exception>
    public static Experiment Parse(string json, string name = "the experiment") => ExperimentJson.Read(json, name);
}
