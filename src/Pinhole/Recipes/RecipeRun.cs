using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Recipes;

/// <summary>One training of a recipe.</summary>
/// <param name="Name">What tells it from the others; empty where there is one alone.</param>
/// <param name="Model">What is trained.</param>
/// <param name="Training">How; its seed is also that of the weights.</param>
public sealed record RecipeRun(string Name, AutoencoderOptions Model, TrainingOptions Training)
{
    /// <summary>The name as a folder may have it.</summary>
    public string FolderName =>
        string.Join('-', string.Concat(Name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Split('-', StringSplitOptions.RemoveEmptyEntries));
}
