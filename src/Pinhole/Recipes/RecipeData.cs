using Pinhole.Data;
using Pinhole.Data.Generators;
using Pinhole.Models;
using Pinhole.Runs;
using Pinhole.Training;

namespace Pinhole.Recipes;

/// <summary>The rows of a recipe: a known data set in a folder, or a built-in generator.</summary>
/// <param name="Name">One of <see cref="KnownData.Names"/>, or of <see cref="BuiltInGenerators.Names"/>.</param>
/// <param name="TrainRows">The number of training rows, validation rows included; null for all rows of a known data
/// set.</param>
/// <param name="TestRows">The number of test rows; null for all rows of a known data set.</param>
/// <param name="Resplit">Whether training and test rows of a known data set are pooled and split again, by the
/// seed.</param>
/// <param name="Binarize">Whether each number is drawn once as 0 or 1, by the seed: see <see
/// cref="Dataset.Binarize"/>.</param>
/// <param name="LabelTargets">Whether the targets are the labels: see <see cref="Dataset.WithLabelTargets"/>.</param>
/// <param name="Seed">The seed of generating, splitting and drawing rows.</param>
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
    /// <summary>Whether the rows come from files that the user must have.</summary>
    public bool IsKnown => KnownData.Names.Contains(Name);

    /// <summary>Reads or generates the rows.</summary>
    /// <param name="folder">The folder with the files of a known data set; null for generated rows.</param>
    /// <returns>Training rows, validation rows included, and test rows.</returns>
    /// <exception cref="InputException">The files do not exist or have too few rows.</exception>
    public (Dataset Train, Dataset Test) Open(string? folder)
    {
        (Dataset train, Dataset test) = Read(folder);
        if (Binarize)
            (train, test) = (train.Binarize(Seed), test.Binarize(unchecked(Seed + 1)));
        return LabelTargets
            ? (train.WithLabelTargets(), test.WithLabelTargets(train.Schema.ClassNames))
            : (train, test);
    }

    /// <summary>Creates an experiment on these rows; its files are not located yet.</summary>
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
    /// Adds the paths of a recipe's files to its experiment, so that it can open the training rows. Rows that are split
    /// again have no file, and keep their name.
    /// </summary>
    /// <param name="experiment">One of a <see cref="RecipeRun"/>.</param>
    /// <param name="folder">The folder with the files of a known data set; null for the folder of <c>data
    /// get</c>.</param>
    /// <exception cref="InputException">The files do not exist.</exception>
    public Experiment Locate(Experiment experiment, string? folder)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        if (!IsKnown || Resplit)
            return experiment;
        string[] paths = KnownData.Paths(Name, Place(folder));
        return experiment with { Data = paths[0], DataOptions = experiment.DataOptions with { Labels = paths[1] } };
    }

    /// <summary>Refuses data that cannot be opened.</summary>
    /// <exception cref="InputException">The data are unknown, or sizes are missing or impossible.</exception>
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
                "generated rows need numbers of training and test rows, and cannot be split again; give "
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
                $"{rows.Name} has {rows.Rows} rows, fewer than the {first + count} needed; choose fewer"
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
