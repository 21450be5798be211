using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Runs;

/// <summary>
/// What is to be done: the data and how they are read, the model's pieces, how it is trained, and the seed. Who has it
/// repeats the run bit for bit. What is left open in it (the size of the latent, the loss, the epochs) is decided by
/// the data.
/// </summary>
public sealed record Experiment
{
    /// <summary>
    /// A path, the name of a generator, or the address of a database: see <see cref="Dataset.Open"/>.
    /// </summary>
    public required string Data { get; init; }

    /// <summary>How the data are read. A <see cref="DataOptions.Seed"/> of null is that of the experiment.</summary>
    public DataOptions DataOptions { get; init; } = new();

    /// <summary>How many of the rows are used, from the first one on; null for all.</summary>
    public int? FirstRows { get; init; }

    /// <summary>
    /// Whether each number, in [0, 1], is drawn as 0 or 1 once, before anything else: see <see
    /// cref="Dataset.Binarize"/>.
    /// </summary>
    public bool Binarize { get; init; }

    /// <summary>The pieces of the model.</summary>
    public AutoencoderOptions Model { get; init; } = Presets.Create(StandardPreset);

    /// <summary>How it is trained. Its seed is that of the experiment.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>
    /// Where generated rows, the first weights, the split into training and validation rows, their order and all noise
    /// come from.
    /// </summary>
    public ulong Seed { get; init; } = new TrainingOptions().Seed;

    /// <summary>The preset of an experiment that names none.</summary>
    internal const string StandardPreset = "deep";

    /// <summary>Refuses what cannot work, as far as that is known before there are data.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public void Validate()
    {
        if (string.IsNullOrWhiteSpace(Data))
            throw new InputException("the experiment has no data; name a file, a folder, a generator or a database");
        if (FirstRows < 1)
            throw new InputException($"the first {FirstRows} rows are too few; choose at least 1");
        if (DataOptions.Like is not null)
            throw new InputException(
                "the rows of an experiment cannot be like others; leave Like out of its DataOptions"
            );
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
    /// <exception cref="InputException">There are no such data, or they cannot be used; the message names the
    /// place.</exception>
    public Dataset Open()
    {
        ulong seed = DataOptions.Seed ?? Seed;
        Dataset data = Dataset.Open(Data, DataOptions with { Seed = seed });
        if (FirstRows is int first && first != data.Rows)
            data =
                first < data.Rows
                    ? data.Take([.. Enumerable.Range(0, first)])
                    : throw new InputException(
                        $"{data.Name} has {data.Rows} rows, and the first {first} are asked for; ask for fewer"
                    );
        return Binarize ? data.Binarize(seed) : data;
    }

    /// <summary>Opens the data, trains, and writes the run folder: see <see cref="RunFolder"/>.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="force">Whether a run that the folder holds may be replaced.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <param name="observer">Watches, and may stop it; null for nobody.</param>
    /// <param name="cancellationToken">Stops after the current step; <see cref="Resume"/> goes on.</param>
    /// <exception cref="InputException">A setting cannot work, the data cannot be used, or the folder holds a run
    /// already or cannot be written.</exception>
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

    /// <summary>Goes on with a run that was stopped, whoever began it, and writes its folder.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <param name="observer">Watches, and may stop it; null for nobody.</param>
    /// <param name="cancellationToken">Stops after the current step.</param>
    /// <exception cref="InputException">There is no run to go on with, or its data are no longer there.</exception>
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
    /// The first setting in which another experiment differs, with its two values, for people: "training.epochs 5, not
    /// 6", or "model.latent left out, not 4"; null where they are the same.
    /// </summary>
    /// <param name="other">The other one.</param>
    public string? Difference(Experiment other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ExperimentJson.Difference(this, other) is { } difference
            ? $"{difference.Setting} {difference.First ?? "left out"}, not {difference.Second ?? "left out"}"
            : null;
    }

    /// <summary>
    /// All of it as readable JSON; passwords in the address of a database are left out. What the text leaves out is
    /// as a new experiment has it.
    /// </summary>
    /// <exception cref="NotSupportedException">A piece is not one of Pinhole's own, so no text can name it.</exception>
    public string ToJson() => ExperimentJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote, or a person.</summary>
    /// <param name="json">JSON with the properties of this class; comments are allowed.</param>
    /// <param name="name">What to call the text in messages, such as its path.</param>
    /// <exception cref="InputException">It is no experiment, has a setting that does not exist, or one that cannot
    /// work.</exception>
    public static Experiment Parse(string json, string name = "the experiment") => ExperimentJson.Read(json, name);
}
