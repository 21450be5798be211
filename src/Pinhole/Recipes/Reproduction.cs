using System.Text.Json;
using System.Text.Json.Serialization;
using Pinhole.Reports.Html;

namespace Pinhole.Recipes;

/// <summary>The result of a recipe on one machine, beside the published figure.</summary>
public sealed record Reproduction
{
    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>The variant.</summary>
    public required RecipeVariant Variant { get; init; }

    /// <summary>The recipe's settings at the time: <see cref="Recipes.Recipe.Settings"/>.</summary>
    public required string Settings { get; init; }

    /// <summary>The name of the figure.</summary>
    public required string Title { get; init; }

    /// <summary>Whether a higher figure is better.</summary>
    public required bool HigherIsBetter { get; init; }

    /// <summary>The published figure; null for none.</summary>
    public PublishedFigure? Published { get; init; }

    /// <summary>The figure to reach; null for none.</summary>
    public double? Goal { get; init; }

    /// <summary>The title of the horizontal axis of the chart; null for no chart.</summary>
    public string? Axis { get; init; }

    /// <summary>The finished runs, in order.</summary>
    public required IReadOnlyList<ReproducedRun> Runs { get; init; }

    /// <summary>Processor, cores and runtime.</summary>
    public required string Machine { get; init; }

    /// <summary>The version of Pinhole.</summary>
    public required string Version { get; init; }

    /// <summary>The date of the runs.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>
    /// The figure of the last run; null without runs, or if there is neither a published figure nor a goal.
    /// </summary>
    [JsonIgnore]
    public double? Ours => Runs.Count == 0 || (Published is null && Goal is null) ? null : Runs[^1].Figure;

    /// <summary>Whether ours is better than the published figure; null without one.</summary>
    [JsonIgnore]
    public bool? Better =>
        Ours is double ours && Published is { Figure: double published }
            ? (HigherIsBetter ? ours > published : ours < published)
            : null;

    /// <summary>Whether ours reaches the goal; null without one.</summary>
    [JsonIgnore]
    public bool? Reached =>
        Ours is double ours && Goal is double goal ? (HigherIsBetter ? ours >= goal : ours <= goal) : null;

    /// <summary>The runs, grouped: those of a group differ only in their seed.</summary>
    [JsonIgnore]
    public IReadOnlyList<RunGroup> Groups =>
        [
            .. Runs.GroupBy(run => run.Variation)
                .Select(group => new RunGroup(group.Key, group.First().Series, group.First().At, [.. group])),
        ];

    /// <summary>The duration of all runs, in seconds.</summary>
    [JsonIgnore]
    public double Seconds => Runs.Sum(run => run.Seconds);

    /// <summary>
    /// A sentence that says whether ours is better than the published figure and reaches the goal; empty if there is
    /// nothing to compare.
    /// </summary>
    [JsonIgnore]
    public string Verdict
    {
        get
        {
            if (Ours is not double figure)
                return "";
            string ours = Figures.Short(figure, 4),
                sign = HigherIsBetter ? "at least" : "at most";
            string expected = Goal is double goal
                ? $"{(Variant == RecipeVariant.Quick ? "the expected figure of the quick run" : "the goal")}, {sign} "
                    + $"{Figures.Short(goal, 4)}, is {(Reached == true ? "reached" : "missed")}"
                : "";
            // The quick variant is not comparable with the published figure.
            if (Variant == RecipeVariant.Quick || Published is null)
                return expected.Length == 0 ? "" : $"{ours}: {expected}.";
            string beside =
                Better == true ? "better than"
                : figure == Published.Figure ? "equal to"
                : "worse than";
            return $"{ours} is {beside} the published "
                + $"{Figures.Short(Published.Figure, 4)}{(expected.Length == 0 ? "" : $"; {expected}")}.";
        }
    }

    /// <summary>Creates a reproduction without runs.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="machine">Processor, cores and runtime.</param>
    /// <param name="date">The date.</param>
    public static Reproduction Begin(Recipe recipe, string machine, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new Reproduction
        {
            Recipe = recipe.Name,
            Variant = recipe.Variant,
            Settings = recipe.Settings,
            Title = recipe.Measure.Title,
            HigherIsBetter = recipe.Measure.HigherIsBetter,
            Published = recipe.Published,
            Goal = recipe.Goal,
            Axis = recipe.Axis,
            Runs = [],
            Machine = machine,
            Version = typeof(Reproduction).Assembly.GetName().Version?.ToString(3) ?? "",
            Date = date,
        };
    }

    /// <summary>Reads JSON from <see cref="ToJson"/>.</summary>
    /// <param name="text">JSON.</param>
    /// <exception cref="InputException">It is not the result of a recipe.</exception>
    public static Reproduction Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return
                JsonSerializer.Deserialize(text, RecipeJson.Default.Reproduction) is { } read
                && read.Runs.All(run => run.Figures.Count > 0)
                ? read
                : throw new JsonException("there are no figures in it");
        }
        catch (JsonException exception)
        {
            throw new InputException($"this is not the result of a recipe: {exception.Message}", exception);
        }
    }

    /// <summary>Writes it as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RecipeJson.Default.Reproduction);
}
