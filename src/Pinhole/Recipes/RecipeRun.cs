using Pinhole.Runs;

namespace Pinhole.Recipes;

/// <summary>One training of a recipe.</summary>
/// <param name="Variation">How it differs from the others, apart from the seed; empty if it does not.</param>
/// <param name="Experiment">The experiment. <see cref="RecipeData.Locate"/> finds its data.</param>
/// <param name="SeveralSeeds">Whether other runs differ only in their seed.</param>
/// <param name="Series">Its line in the chart; null for none.</param>
/// <param name="At">Its position on that line, such as the number of layers; null for none.</param>
public sealed record RecipeRun(
    string Variation,
    Experiment Experiment,
    bool SeveralSeeds = false,
    string? Series = null,
    double? At = null
)
{
    /// <summary>How it differs from the others; empty if it is the only one.</summary>
    public string Name =>
        !SeveralSeeds ? Variation : $"{Variation}{(Variation.Length > 0 ? ", " : "")}seed {Experiment.Seed}";

    /// <summary>The name, made valid for a folder.</summary>
    public string FolderName =>
        string.Join(
            '-',
            string.Concat(Name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'))
                .Split('-', StringSplitOptions.RemoveEmptyEntries)
        );
}
