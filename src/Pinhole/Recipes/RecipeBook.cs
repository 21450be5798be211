using System.Reflection;

namespace Pinhole.Recipes;

/// <summary>The recipes that come with Pinhole.</summary>
public static class RecipeBook
{
    private const string Prefix = "Recipes.";
    private const string Suffix = ".json";

    private static readonly Assembly Own = typeof(RecipeBook).Assembly;

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Own.GetManifestResourceNames()
            .Where(name =>
                name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
            )
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads a recipe.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="seed">The seed of training instead of the recipe's, or the first one if it has several; null for
    /// the recipe's own.</param>
    /// <exception cref="InputException">The recipe or the variant does not exist.</exception>
    public static Recipe Read(string name, RecipeVariant variant = RecipeVariant.Standard, ulong? seed = null)
    {
        using Stream stream = Own.GetManifestResourceStream($"{Prefix}{name}{Suffix}")
            ?? throw new InputException(Suggestion.Unknown("recipe", name, [.. Names]));
        using StreamReader reader = new(stream);
        return Recipe.Parse(name, reader.ReadToEnd(), variant, seed);
    }
}
