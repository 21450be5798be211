using System.Text.Json.Serialization;

namespace Pinhole.Data;

/// <summary>What the rows of a dataset are, without the rows: a model keeps it to know what it can be given.</summary>
public sealed record Schema
{
    /// <summary>How many numbers a row has.</summary>
    public required int Columns { get; init; }

    /// <summary>One name a column, or null where the source has none.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>The columns of text that became several of <see cref="ColumnNames"/>.</summary>
    public IReadOnlyList<CategoryColumn> Categories
    {
        get;
        // Models written before there were categories have none.
        init => field = value ?? [];
    } = [];

    /// <summary>The shape of a row that is an image, or null for other rows.</summary>
    public ImageShape? Image { get; init; }

    /// <summary>What label i means; empty for rows without labels.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>What else is known of each row; null where there is nothing.</summary>
    public Schema? Context { get; init; }

    /// <summary>What each row is to become, where that is not the row itself; null otherwise.</summary>
    public Schema? Targets { get; init; }

    /// <summary>
    /// Whether the rows are classes: a column for each, by its name, which is 1 in the rows of the class and 0 in the
    /// others. See
    /// <see cref="Dataset.WithLabelTargets"/>.
    /// </summary>
    public bool IsOneHot { get; init; }

    /// <summary>What a model of these rows gives: <see cref="Targets"/>, or rows like these.</summary>
    [JsonIgnore]
    public Schema Output => Targets ?? this;

    /// <summary>The smallest value seen.</summary>
    public float Minimum { get; init; }

    /// <summary>The greatest value seen.</summary>
    public float Maximum { get; init; }

    /// <summary>The <see cref="Minimum"/> and <see cref="Maximum"/> of rows that nobody has seen.</summary>
    internal static (float Minimum, float Maximum) Unbounded => (float.MinValue, float.MaxValue);

    /// <summary>Whether it is known between which values the numbers lie; not so of an imported model's rows.</summary>
    [JsonIgnore]
    public bool IsBounded => (Minimum, Maximum) != Unbounded;

    /// <summary>How many numbers are missing: NaN, as an empty cell of a table is read.</summary>
    public long Missing { get; init; }

    /// <summary>
    /// Whether the numbers look like counts of how often something was seen, such as reads of genes in cells: whole,
    /// never negative, many of them 0 and some large.
    /// </summary>
    public bool IsCounts { get; init; }

    /// <summary>Whether only the numbers that are not 0 are kept, as there are few of them.</summary>
    public bool IsSparse { get; init; }

    /// <summary>These rows with what a look at their numbers has shown.</summary>
    internal Schema With(NumberSurvey survey) =>
        this with
        {
            Minimum = survey.Minimum,
            Maximum = survey.Maximum,
            Missing = survey.Missing,
            IsCounts = survey.AreCounts && Image is null,
        };

    /// <summary>How a column is called in a message: its name, or its position counted from 1.</summary>
    /// <param name="column">The column, counted from 0.</param>
    public string ColumnTitle(int column) =>
        ColumnNames is { } names ? $"column '{names[column]}'" : $"column {column + 1}";
}
