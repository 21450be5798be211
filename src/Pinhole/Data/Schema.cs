using System.Text.Json.Serialization;

namespace Pinhole.Data;

/// <summary>
/// Describes the rows of a dataset. A model stores the schema of its training rows to check its input.
/// </summary>
public sealed record Schema
{
    /// <summary>How many numbers a row has.</summary>
    public required int Columns { get; init; }

    /// <summary>One name a column, or null if the source has none.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>The text columns, each of which became several of <see cref="ColumnNames"/>.</summary>
    public IReadOnlyList<CategoryColumn> Categories
    {
        get;
        // Models that were written before categories existed have none.
        init => field = value ?? [];
    } = [];

    /// <summary>The shape of the images, or null if rows are not images.</summary>
    public ImageShape? Image { get; init; }

    /// <summary>The name of class i; empty for rows without labels.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>The schema of the context; null if there is none.</summary>
    public Schema? Context { get; init; }

    /// <summary>The schema of the targets; null if the rows are their own targets.</summary>
    public Schema? Targets { get; init; }

    /// <summary>
    /// Whether the rows are one-hot classes: a column for each class, named after it. See <see
    /// cref="Dataset.WithLabelTargets"/>.
    /// </summary>
    public bool IsOneHot { get; init; }

    /// <summary>The output of a model of these rows: <see cref="Targets"/>, or rows like these.</summary>
    [JsonIgnore]
    public Schema Output => Targets ?? this;

    /// <summary>The smallest value.</summary>
    public float Minimum { get; init; }

    /// <summary>The largest value.</summary>
    public float Maximum { get; init; }

    /// <summary>The <see cref="Minimum"/> and <see cref="Maximum"/> if the range is unknown.</summary>
    internal static (float Minimum, float Maximum) Unbounded => (float.MinValue, float.MaxValue);

    /// <summary>Whether the range of the numbers is known; for an imported model it is not.</summary>
    [JsonIgnore]
    public bool IsBounded => (Minimum, Maximum) != Unbounded;

    /// <summary>How many numbers are missing: NaN, such as the empty cells of a table.</summary>
    public long Missing { get; init; }

    /// <summary>
    /// Whether the numbers look like counts of how often something was seen, such as reads of genes in cells: whole,
    /// never negative, many of them 0 and some large.
    /// </summary>
    public bool IsCounts { get; init; }

    /// <summary>Whether the rows are sparse: only numbers other than 0 are stored.</summary>
    public bool IsSparse { get; init; }

    /// <summary>This schema with the results of a survey.</summary>
    internal Schema With(NumberSurvey survey) =>
        this with
        {
            Minimum = survey.Minimum,
            Maximum = survey.Maximum,
            Missing = survey.Missing,
            IsCounts = survey.AreCounts && Image is null,
        };

    /// <summary>The name of a column in messages: its name, or its position counted from 1.</summary>
    /// <param name="column">The column, counted from 0.</param>
    public string ColumnTitle(int column) =>
        ColumnNames is { } names ? $"column '{names[column]}'" : $"column {column + 1}";
}
