using System.Globalization;

namespace Pinhole.Data.Preprocessing;

/// <summary>All preprocessing, by name: a step, such as "standardize", or several steps, separated by commas.</summary>
public static class Preprocessors
{
    /// <summary>The name that lets the rows decide.</summary>
    internal const string Auto = "auto";

    private static readonly (float, float) Unit = (0f, 1f);

    private static readonly PreprocessingStep[] Steps =
    [
        new("none", _ => new NoPreprocessing(), range => range, takesNumber: false),
        new("impute", (rows, _) => Impute.Fit(rows), (_, learned) => new Impute(learned("mean")), range => range),
        new("library-size", sum => new LibrarySize(sum ?? LibrarySize.StandardSum), _ => null, takesNumber: true),
        new("log1p", _ => new Log1p(), range => range == Unit ? Unit : null, takesNumber: false),
        new(
            "minmax",
            (rows, _) => MinMax.Fit(rows),
            (_, learned) => new MinMax(learned("offset"), learned("scale")),
            _ => Unit
        ),
        new(
            "standardize",
            (rows, _) => Standardize.Fit(rows),
            (_, learned) => new Standardize(learned("offset"), learned("scale")),
            _ => null
        ),
        new(
            "robust",
            (rows, _) => Robust.Fit(rows),
            (_, learned) => new Robust(learned("offset"), learned("scale")),
            _ => null
        ),
        new("clip", limit => new Clip(limit ?? Clip.StandardLimit), range => range, takesNumber: true),
        new(
            "binarize",
            threshold => new Binarize(threshold ?? Binarize.StandardThreshold),
            _ => Unit,
            takesNumber: true
        ),
    ];

    /// <summary>The names of the steps, and "auto".</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Steps.Select(step => step.Name), Auto];

    /// <summary>Fits a preprocessing on training rows, step by step.</summary>
    /// <param name="name">
    /// "auto", or steps of <see cref="Names"/> with commas between them; some take a number: "library-size=10000",
    /// "clip=10", "binarize=0".
    /// </param>
    /// <param name="train">The training rows only: nothing may be learned from validation or test rows.</param>
    /// <exception cref="InputException">There is no such preprocessing, or numbers are missing and no step fills
    /// them.</exception>
    public static Preprocessor Fit(string name, IRows train)
    {
        ArgumentNullException.ThrowIfNull(train);
        name = Resolve(name, train.Schema);
        RequireFilled(name, train);
        List<Preprocessor> fitted = [];
        foreach ((PreprocessingStep step, float? number) in Parse(name))
            fitted.Add(step.Fit(fitted.Count == 0 ? train : new PreparedRows(train, Together(fitted)), number));
        return Together(fitted);
    }

    /// <summary>Resolves "auto" for given rows; other names stay.</summary>
    /// <param name="name">As for <see cref="Fit"/>.</param>
    /// <param name="schema">What the training rows are.</param>
    /// <exception cref="InputException">There is no such preprocessing.</exception>
    public static string Resolve(string name, Schema schema) => name == Auto ? Choose(schema).Name : Checked(name);

    /// <summary>
    /// What "auto" chooses, and why: missing numbers are filled, rows within [0, 1] or [−1, 1] stay, counts get log1p,
    /// and all others are standardized.
    /// </summary>
    /// <param name="schema">What the training rows are.</param>
    /// <returns>The name, and the reason in a few words.</returns>
    public static (string Name, string Reason) Choose(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        (string name, string reason) = schema switch
        {
            { Minimum: >= 0, Maximum: <= 1 } => ("none", "the numbers lie in [0, 1]"),
            { Minimum: >= -1, Maximum: <= 1 } => ("none", "the numbers lie in [-1, 1]"),
            { IsSparse: true, IsCounts: true } => (
                "log1p",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the numbers are counts as large as {schema.Maximum:#,0}, and log1p keeps the many zeros"
                )
            ),
            { IsSparse: true, Minimum: >= 0 } => (
                "minmax",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the numbers go up to {schema.Maximum:#,0.####}, and minmax keeps the many zeros"
                )
            ),
            { IsSparse: true } => (
                "none",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the numbers lie between {schema.Minimum:#,0.####} and {schema.Maximum:#,0.####}, and "
                        + $"the many zeros should stay 0"
                )
            ),
            { IsCounts: true } => (
                "log1p,standardize",
                FormattableString.Invariant(
                    $"the numbers are counts, many of them 0 and some as large as {schema.Maximum:#,0}"
                )
            ),
            _ => (
                "standardize",
                FormattableString.Invariant(
                    $"the numbers lie between {schema.Minimum:#,0.####} and {schema.Maximum:#,0.####}"
                )
            ),
        };
        if (schema.Missing == 0)
            return (name, reason);
        string filled = FormattableString.Invariant(
            $"{schema.Missing:N0} of them {(schema.Missing == 1 ? "is" : "are")} missing"
        );
        return (name == "none" ? "impute" : $"impute,{name}", $"{reason}, and {filled}");
    }

    /// <summary>The bounds that prepared training rows will keep; see <see cref="Preprocessor.OutputRange"/>.</summary>
    /// <param name="name">As for <see cref="Fit"/>.</param>
    /// <param name="schema">What the training rows are.</param>
    /// <exception cref="InputException">There is no such preprocessing.</exception>
    public static (float Minimum, float Maximum)? OutputRange(string name, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        (float, float)? range = schema switch
        {
            { Minimum: >= 0, Maximum: <= 1 } => Unit,
            { Minimum: >= -1, Maximum: <= 1 } => (-1, 1),
            _ => null,
        };
        foreach ((PreprocessingStep step, _) in Parse(Resolve(name, schema)))
            range = step.Range(range);
        return range;
    }

    /// <summary>The name of the last step, which decides the scale of prepared rows.</summary>
    internal static string LastStep(string name) => Parse(name)[^1].Step.Name;

    /// <summary>Refuses rows with missing numbers if no step fills them.</summary>
    /// <param name="name">The name of a preprocessing, such as that of a model.</param>
    /// <param name="data">The rows.</param>
    /// <exception cref="InputException">There are such rows.</exception>
    public static void RequireFilled(string name, IRows data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Schema.Missing > 0 && !Parse(name).Exists(part => part.Step.Name == "impute"))
            throw new InputException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{data.Name} lacks {data.Schema.Missing:N0} of its numbers (NaN, or empty cells); train with "
                        + $"`Preprocess` {(name == "none" ? "impute" : $"impute,{name}")}, or fill them"
                )
            );
    }

    /// <summary>Restores a fitted preprocessing from a model file.</summary>
    /// <param name="name">The name of the preprocessing.</param>
    /// <param name="learned">Gives the learned arrays, [columns], by name; see <see
    /// cref="Preprocessor.Learned"/>.</param>
    /// <exception cref="InputException">There is no such preprocessing, or the arrays do not fit it.</exception>
    internal static Preprocessor Restore(string name, Func<string, float[]> learned)
    {
        List<(PreprocessingStep Step, float? Number)> parts = Parse(name);
        return Together([
            .. parts.Select(
                (part, i) => part.Step.Restore(part.Number, key => learned(parts.Count == 1 ? key : $"{i + 1}.{key}"))
            ),
        ]);
    }

    /// <summary>A step's name, with its number unless that is the default.</summary>
    internal static string NameOf(string step, float number, float standard) =>
        number == standard ? step : string.Create(CultureInfo.InvariantCulture, $"{step}={number}");

    /// <summary>Checks a name, which may be <c>auto</c>, and returns it.</summary>
    /// <param name="name">Names of steps, with commas between them.</param>
    /// <exception cref="InputException">There is none.</exception>
    public static string Checked(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name != Auto)
            _ = Parse(name);
        return name;
    }

    private static Preprocessor Together(List<Preprocessor> steps) => steps.Count == 1 ? steps[0] : new Pipeline(steps);

    private static List<(PreprocessingStep Step, float? Number)> Parse(string name) =>
        [.. name.Split(',', StringSplitOptions.TrimEntries).Select(ParseStep)];

    private static (PreprocessingStep Step, float? Number) ParseStep(string text)
    {
        string[] parts = text.Split('=', 2);
        PreprocessingStep step = Array.Find(Steps, step => step.Name == parts[0])
            ?? throw new InputException(
                parts[0] switch
                {
                    Auto => "'auto' chooses every step; leave out the other steps, or name all of them",
                    "one-hot" => "'one-hot' is no step: text becomes columns of zeros and ones when a table is read; "
                        + "leave it out",
                    string other => Suggestion.Unknown("preprocessing", other, Names),
                }
            );
        if (parts.Length == 1)
            return (step, null);
        if (!step.TakesNumber)
            throw new InputException($"the preprocessing '{step.Name}' takes no number; write {step.Name} alone");
        return float.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out float number)
            ? (step, number)
            : throw new InputException(
                $"'{parts[1]}' of the preprocessing '{text}' is not a number; write one such as {step.Name}=10"
            );
    }
}
