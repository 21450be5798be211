using Pinhole.Data;
using Pinhole.Data.Generators;
using Pinhole.Models;
using Pinhole.Runs;
using Pinhole.Training;

namespace Pinhole.Recipes;

/// <summary>The rows of a recipe: a known data set in a folder of the user's, or a built-in generator.</summary>
/// <param name="Name">One of <see cref="KnownData.Names"/>, or of <see cref="BuiltInGenerators.Names"/>.</param>
/// <param name="TrainRows">How many rows to train on, validation included; of a known data set null for all.</param>
/// <param name="TestRows">How many rows to measure on at the end; of a known data set null for all.</param>
/// <param name="Resplit">Whether training and test rows of a known data set are pooled and dealt anew, by the
/// seed.</param>
/// <param name="Binarize">Whether each number is drawn as 0 or 1 once, by the seed: see <see
/// cref="Dataset.Binarize"/>.</param>
/// <param name="LabelTargets">Whether rows are to become their labels: see <see
/// cref="Dataset.WithLabelTargets"/>.</param>
/// <param name="Seed">Where generated, dealt or drawn rows come from.</param>
public sealed record RecipeData(
    string Name,
    int? TrainRows = null,
    int? TestRows = null,
    bool Resplit = false,
    bool Binarize = false,
    bool LabelTargets = false,
    ulong Seed = 1
)
{
    /// <summary>Whether the rows are files that the user must have.</summary>
    public bool IsKnown => KnownData.Names.Contains(Name);

    /// <summary>Reads or makes the rows.</summary>
    /// <param name="folder">Where the files of a known data set are; null where it is none.</param>
    /// <returns>Rows to train on and choose by, and rows to measure on once.</returns>
    /// <exception cref="InputException">The files are not there, or have too few rows.</exception>
    public (Dataset Train, Dataset Test) Open(string? folder)
    {
        (Dataset train, Dataset test) = Read(folder);
        if (Binarize)
            (train, test) = (train.Binarize(Seed), test.Binarize(unchecked(Seed + 1)));
        return LabelTargets
            ? (train.WithLabelTargets(), test.WithLabelTargets(train.Schema.ClassNames))
            : (train, test);
    }

    /// <summary>A training on these rows, as an experiment; files are still to be found.</summary>
    internal Experiment Describe(AutoencoderOptions model, TrainingOptions training, ulong seed) =>
        new()
        {
            Data = Name,
            DataOptions = new DataOptions
            {
                Rows = IsKnown ? new DataOptions().Rows : (long)(TrainRows ?? 0) + (TestRows ?? 0),
                Targets = LabelTargets ? DataOptions.LabelsAsTargets : null,
                Seed = Seed,
            },
            FirstRows = TrainRows,
            Binarize = Binarize,
            Model = model,
            Training = training with { Seed = seed },
            Seed = seed,
        };

    /// <summary>
    /// An experiment of a recipe with the place of its files, so that it opens the rows to train on by itself. Rows
    /// that are dealt anew have no place, and keep their name.
    /// </summary>
    /// <param name="experiment">One of a <see cref="RecipeRun"/>.</param>
    /// <param name="folder">Where the files of a known data set are; null for where <c>data get</c> puts
    /// them.</param>
    /// <exception cref="InputException">The files are not there.</exception>
    public Experiment Locate(Experiment experiment, string? folder)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        if (!IsKnown || Resplit)
            return experiment;
        string[] paths = KnownData.Paths(Name, Place(folder));
        return experiment with { Data = paths[0], DataOptions = experiment.DataOptions with { Labels = paths[1] } };
    }

    /// <summary>Refuses what cannot be opened.</summary>
    /// <exception cref="InputException">There is no such data, or sizes are missing or impossible.</exception>
    public void Validate()
    {
        if (!IsKnown && BuiltInGenerators.Find(Name) is null)
            throw new InputException(
                Suggestion.Unknown("data", Name, [.. KnownData.Names, .. BuiltInGenerators.Names])
            );
        if (TrainRows < 3 || TestRows < 1)
            throw new InputException(
                $"{TrainRows} rows to train on and {TestRows} to measure on are not possible; give at least 3 and 1"
            );
        if (!IsKnown && (TrainRows is null || TestRows is null || Resplit))
            throw new InputException(
                "generated rows need numbers of rows to train and to measure on, and nothing to deal anew; give "
                    + $"{Name} both"
            );
    }

    private (Dataset Train, Dataset Test) Read(string? folder)
    {
        if (!IsKnown)
        {
            Dataset made = Dataset.Open(
                Name,
                new DataOptions { Rows = checked((long)TrainRows!.Value + TestRows!.Value), Seed = Seed }
            );
            return (Part(made, 0, TrainRows.Value), Part(made, TrainRows.Value, TestRows.Value));
        }

        (Dataset train, Dataset test) = KnownData.Open(Name, Place(folder));
        if (Resplit)
            (train, test) = Join(train, test).Split((double)(TrainRows ?? train.Rows) / (train.Rows + test.Rows), Seed);
        return (Part(train, 0, TrainRows ?? train.Rows), Part(test, 0, TestRows ?? test.Rows));
    }

    private string Place(string? folder) =>
        folder
        ?? KnownDataDownload.Find(Name)
        ?? throw new InputException(
            $"{Name} is not part of this program; fetch it with 'pinhole data get {Name}', or name the folder "
                + $"where {string.Join(", ", KnownData.Files(Name))} are"
        );

    private static Dataset Part(Dataset rows, int first, int count)
    {
        if (first + count > rows.Rows)
            throw new InputException(
                $"{rows.Name} has {rows.Rows} rows, and {first + count} are asked for; ask for fewer"
            );
        return count == rows.Rows ? rows : rows.Take([.. Enumerable.Range(first, count)]);
    }

    private static Dataset Join(Dataset first, Dataset second)
    {
        float[] values = new float[checked((first.Rows + second.Rows) * first.Columns)];
        int[] labels = new int[first.Rows + second.Rows];
        for (int row = 0; row < labels.Length; row++)
        {
            (Dataset source, int index) = row < first.Rows ? (first, row) : (second, row - first.Rows);
            source.Row(index).CopyTo(values.AsSpan(row * first.Columns));
            labels[row] = source.Label(index);
        }

        return Dataset.FromRows(values, first.Columns, first.Name, labels, first.Schema.ClassNames, first.Schema.Image);
    }
}
