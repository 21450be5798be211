namespace Pinhole.Data.Preprocessing;

/// <summary>The preprocessing there is, by name.</summary>
public static class Preprocessors
{
    /// <summary>The names that <see cref="Fit"/> takes.</summary>
    public static IReadOnlyList<string> Names { get; } = ["none", "minmax", "standardize", "auto"];

    /// <summary>Fits a preprocessing on training rows.</summary>
    /// <param name="name">
    /// One of <see cref="Names"/>; "auto" leaves rows that lie within [0, 1] or [−1, 1] and standardizes others.
    /// </param>
    /// <param name="train">The training rows, and no others: what is learned here must not know the rest.</param>
    /// <exception cref="InputException">There is no such preprocessing.</exception>
    public static Preprocessor Fit(string name, Dataset train) => name switch
    {
        "none" => new NoPreprocessing(),
        "minmax" => MinMax.Fit(train),
        "standardize" => Standardize.Fit(train),
        "auto" => Fit(Resolve(name, train.Schema), train),
        _ => throw new InputException(Suggestion.Unknown("preprocessing", name, Names)),
    };

    /// <summary>What a name comes to for given rows: "auto" becomes "none" or "standardize", other names stay.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="schema">What the training rows are.</param>
    public static string Resolve(string name, Schema schema)
    {
        if (name != "auto")
            return name;
        return new NoPreprocessing().OutputRange(schema) is null ? "standardize" : "none";
    }

    /// <summary>The bounds that prepared training rows will keep; see <see cref="Preprocessor.OutputRange"/>.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="schema">What the training rows are.</param>
    public static (float Minimum, float Maximum)? OutputRange(string name, Schema schema) => Resolve(name, schema) switch
    {
        "minmax" => MinMax.Bounds,
        "standardize" => null,
        _ => new NoPreprocessing().OutputRange(schema),
    };

    /// <summary>Puts a fitted column scaling together again from what a model file kept.</summary>
    /// <param name="name">The name of the preprocessing.</param>
    /// <param name="offset">What is taken from each column, [columns].</param>
    /// <param name="scale">What each column is divided by, [columns].</param>
    /// <exception cref="InputException">There is no such column scaling, or the numbers cannot be one.</exception>
    public static ColumnScaling Restore(string name, float[] offset, float[] scale) => name switch
    {
        "minmax" => new MinMax(offset, scale),
        "standardize" => new Standardize(offset, scale),
        _ => throw new InputException(Suggestion.Unknown("column scaling", name, ["minmax", "standardize"])),
    };
}
