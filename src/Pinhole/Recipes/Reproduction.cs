using System.Text.Json;
using System.Text.Json.Serialization;
using Pinhole.Reports.Html;

namespace Pinhole.Recipes;

/// <summary>What a recipe came to on somebody's machine, beside what was published.</summary>
public sealed record Reproduction
{
    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>Which form of it.</summary>
    public required RecipeVariant Variant { get; init; }

    /// <summary>The recipe's settings then: <see cref="Recipes.Recipe.Settings"/>.</summary>
    public required string Settings { get; init; }

    /// <summary>What the figure is.</summary>
    public required string Title { get; init; }

    /// <summary>Whether a higher figure is better.</summary>
    public required bool HigherIsBetter { get; init; }

    /// <summary>What was published; null for nothing.</summary>
    public PublishedFigure? Published { get; init; }

    /// <summary>The figure to reach; null for none.</summary>
    public double? Goal { get; init; }

    /// <summary>What the places of runs in a chart are; null where there is none.</summary>
    public string? Axis { get; init; }

    /// <summary>The runs that are done, in order.</summary>
    public required IReadOnlyList<ReproducedRun> Runs { get; init; }

    /// <summary>Processor, cores and runtime.</summary>
    public required string Machine { get; init; }

    /// <summary>The version of Pinhole.</summary>
    public required string Version { get; init; }

    /// <summary>The day it was done.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>
    /// The figure of the last run; null before there is one, or where nothing was published or aimed at.
    /// </summary>
    [JsonIgnore]
    public double? Ours => Runs.Count == 0 || (Published is null && Goal is null) ? null : Runs[^1].Figure;

    /// <summary>Whether ours is better than what was published; null where there is nothing to compare.</summary>
    [JsonIgnore]
    public bool? Better =>
        Ours is double ours && Published is { Figure: double published }
            ? (HigherIsBetter ? ours > published : ours < published)
            : null;

    /// <summary>Whether ours is at least as good as the goal; null without one.</summary>
    [JsonIgnore]
    public bool? Reached =>
        Ours is double ours && Goal is double goal ? (HigherIsBetter ? ours >= goal : ours <= goal) : null;

    /// <summary>The runs, those that differ by their seed alone together.</summary>
    [JsonIgnore]
    public IReadOnlyList<RunGroup> Groups =>
        [
            .. Runs.GroupBy(run => run.Variation)
                .Select(group => new RunGroup(group.Key, group.First().Series, group.First().At, [.. group])),
        ];

    /// <summary>How long all runs took, in seconds.</summary>
    [JsonIgnore]
    public double Seconds => Runs.Sum(run => run.Seconds);

    /// <summary>
    /// In a sentence, whether ours is better than what was published, and reaches the goal; empty where there is
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
                ? $"{(Variant == RecipeVariant.Quick ? "what is expected of the quick variant" : "the goal")}, {sign} "
                    + $"{Figures.Short(goal, 4)}, is {(Reached == true ? "reached" : "missed")}"
                : "";
            // A minute's training is not what was published.
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

    /// <summary>A reproduction without runs yet.</summary>
    /// <param name="recipe">What is reproduced.</param>
    /// <param name="machine">Processor, cores and runtime.</param>
    /// <param name="date">The day.</param>
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

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="text">JSON.</param>
    /// <exception cref="InputException">It is something else.</exception>
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

    /// <summary>All of it as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RecipeJson.Default.Reproduction);
}
