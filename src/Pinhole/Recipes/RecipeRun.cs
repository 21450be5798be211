using Pinhole.Runs;

namespace Pinhole.Recipes;

/// <summary>One training of a recipe.</summary>
/// <param name="Variation">What tells it from the others, but for the seed; empty where there is none.</param>
/// <param name="Experiment">What is trained, how, and on what: see <see cref="RecipeData.Locate"/> for where that
/// is.</param>
/// <param name="SeveralSeeds">Whether others differ from it by their seed alone.</param>
/// <param name="Series">The line of the chart that it is a point of; null for none.</param>
/// <param name="At">Its place on that line, such as the number of layers; null for none.</param>
public sealed record RecipeRun(
    string Variation,
    Experiment Experiment,
    bool SeveralSeeds = false,
    string? Series = null,
    double? At = null
)
{
    /// <summary>What tells it from the others; empty where there is one alone.</summary>
    public string Name =>
        !SeveralSeeds ? Variation : $"{Variation}{(Variation.Length > 0 ? ", " : "")}seed {Experiment.Seed}";

    /// <summary>The name as a folder may have it.</summary>
    public string FolderName =>
        string.Join(
            '-',
            string.Concat(Name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'))
                .Split('-', StringSplitOptions.RemoveEmptyEntries)
        );
}
