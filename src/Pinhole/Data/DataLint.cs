using System.Globalization;

namespace Pinhole.Data;

/// <summary>
/// Looks for problems that spoil training without stopping it: missing numbers; columns that are constant, duplicated,
/// that count the rows or give the label away; raw counts; very different scales; and more parameters than numbers.
/// </summary>
public static class DataLint
{
    private const int Named = 5;

    // If the label explains more than this share of a column's variance, the column gives the label away.
    private const double Leak = 0.9999;

    private const double FarApart = 1e4;

    /// <summary>Reads the rows once, or twice if they have labels.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="preprocess">Their preprocessing, as for <see cref="Preprocessing.Preprocessors.Fit"/>; null if
    /// unknown.</param>
    /// <param name="parameters">How many parameters will be trained on them; 0 if unknown.</param>
    /// <returns>The findings, most important first; empty if there are none.</returns>
    public static IReadOnlyList<LintFinding> Check(Dataset data, string? preprocess = null, long parameters = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Check(data, ColumnStatistics.Of(data), preprocess, parameters);
    }

    /// <summary>The same, with column statistics that were computed before.</summary>
    public static IReadOnlyList<LintFinding> Check(
        Dataset data,
        ColumnStatistics statistics,
        string? preprocess = null,
        long parameters = 0
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(statistics);
        List<LintFinding> findings = [];
        // In most images the pixels at the edge are constant and neighbours are alike.
        if (data.Schema.Image is null)
        {
            int[] all = [.. Enumerable.Range(0, data.Columns)];
            AddColumns(
                findings,
                data,
                "leak",
                Leaking(data, statistics),
                "gives the label away",
                "give the label away",
                "leave it out if a model is to predict the label"
            );
            AddColumns(
                findings,
                data,
                "label",
                all.Where(column => !data.HasLabels && IsCalledLabel(data.Schema.ColumnNames?[column])),
                "is named like a label",
                "are named like labels",
                "if these are the labels, name their column with `Labels`; otherwise they are data"
            );
            AddColumns(
                findings,
                data,
                "counting",
                all.Where(statistics.IsCounting),
                "counts the rows",
                "count the rows",
                "name it with `Id`, because a model learns nothing from it"
            );
            AddColumns(
                findings,
                data,
                "constant",
                all.Where(column => statistics.IsConstant(column) && statistics.Missing(column) < data.Rows),
                "is constant",
                "are constant",
                "nothing is learned from it"
            );
            AddColumns(
                findings,
                data,
                "empty",
                all.Where(column => statistics.Missing(column) == data.Rows),
                "holds no number",
                "hold no number",
                "leave it out with `Ignore`"
            );
            AddColumns(
                findings,
                data,
                "duplicate",
                Duplicates(data, statistics),
                "repeats an earlier one",
                "repeat earlier ones",
                "repeated columns count twice in the loss"
            );
            AddMissing(findings, data, statistics, all);
            AddScales(findings, data, statistics, preprocess, all);
        }

        if (
            data.Schema.IsCounts
            && preprocess is not null
            && !preprocess.Contains("log1p", StringComparison.Ordinal)
            && !preprocess.Contains("binarize", StringComparison.Ordinal)
        )
            findings.Add(
                new(
                    "counts",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the numbers look like counts up to {data.Schema.Maximum:#,0}, and the few large ones will "
                            + $"dominate the loss; try `Preprocess` log1p,standardize"
                    ),
                    []
                )
            );
        long numbers = (long)data.Rows * data.Columns;
        if (parameters > numbers)
            findings.Add(
                new(
                    "rows",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the model has {parameters:#,0} parameters, more than the {numbers:#,0} numbers of the rows; "
                            + $"try smaller `Hidden` layers, or more rows"
                    ),
                    []
                )
            );
        return findings;
    }

    private static void AddColumns(
        List<LintFinding> findings,
        Dataset data,
        string kind,
        IEnumerable<int> found,
        string one,
        string many,
        string advice
    )
    {
        int[] columns = [.. found];
        if (columns.Length == 0)
            return;
        string what =
            columns.Length == 1
                ? $"{data.Schema.ColumnTitle(columns[0])} {one}"
                : Invariant($"{columns.Length:#,0} columns {many}: {Names(data, columns)}");
        findings.Add(new(kind, $"{what}; {(columns.Length == 1 ? advice : Plural(advice))}", columns));
    }

    private static string Plural(string advice) =>
        advice
            .Replace(" it ", " them ", StringComparison.Ordinal)
            .Replace("from it", "from them", StringComparison.Ordinal);

    private static void AddMissing(List<LintFinding> findings, Dataset data, ColumnStatistics statistics, int[] all)
    {
        int[] columns =
        [
            .. all.Where(column => statistics.Missing(column) > 0)
                .OrderByDescending(statistics.Missing)
                .ThenBy(column => column),
        ];
        if (columns.Length == 0)
            return;
        double share = (double)data.Schema.Missing / ((long)data.Rows * data.Columns);
        findings.Add(
            new(
                "missing",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{share:0.## %} of the numbers are missing, most of {data.Schema.ColumnTitle(columns[0])} "
                        + $"({(double)statistics.Missing(columns[0]) / data.Rows:0.# %}); they are filled with the "
                        + $"means of their columns"
                ),
                columns
            )
        );
    }

    private static void AddScales(
        List<LintFinding> findings,
        Dataset data,
        ColumnStatistics statistics,
        string? preprocess,
        int[] all
    )
    {
        if (preprocess is not "none")
            return;
        int[] varied = [.. all.Where(column => !statistics.IsConstant(column)).OrderBy(statistics.Deviation)];
        if (varied.Length > 1 && statistics.Deviation(varied[^1]) > FarApart * statistics.Deviation(varied[0]))
            findings.Add(
                new(
                    "scales",
                    $"{data.Schema.ColumnTitle(varied[^1])} varies more than {FarApart:#,0} times as much as "
                        + $"{data.Schema.ColumnTitle(varied[0])}, and will dominate the loss; "
                        + "try `Preprocess` standardize",
                    [varied[0], varied[^1]]
                )
            );
    }

    private static IEnumerable<int> Duplicates(Dataset data, ColumnStatistics statistics)
    {
        HashSet<ulong> seen = [];
        for (int column = 0; column < data.Columns; column++)
        {
            if (!statistics.IsConstant(column) && !seen.Add(statistics.Hash(column)))
                yield return column;
        }
    }

    // The share of a column's variance that the label explains is the variance between the means of the classes.
    private static IEnumerable<int> Leaking(Dataset data, ColumnStatistics statistics)
    {
        const long maximumSums = 1 << 24;
        int classes = data.Schema.ClassNames.Count;
        if (!data.HasLabels || classes < 2 || (long)classes * data.Columns > maximumSums)
            return [];
        double[] sums = new double[classes * data.Columns];
        int[] missing = new int[sums.Length],
            labelled = new int[classes];
        data.ForEachNumber(
            (row, column, value) =>
            {
                int place = (data.Label(row) * data.Columns) + column;
                if (float.IsNaN(value))
                    missing[place]++;
                else
                    sums[place] += value;
            }
        );
        for (int row = 0; row < data.Rows; row++)
            labelled[data.Label(row)]++;
        return Enumerable
            .Range(0, data.Columns)
            .Where(column =>
            {
                int there = data.Rows - statistics.Missing(column);
                double between = Enumerable.Range(0, classes).Sum(label => Between(label, column));
                return !statistics.IsConstant(column)
                    && there >= 4L * classes
                    && between >= Leak * Math.Pow(statistics.Deviation(column), 2) * there;
            });

        double Between(int label, int column)
        {
            int place = (label * data.Columns) + column,
                count = labelled[label] - missing[place];
            return count == 0 ? 0 : Math.Pow(sums[place] - (count * statistics.Mean[column]), 2) / count;
        }
    }

    // A text column has become the columns NAME=VALUE.
    private static bool IsCalledLabel(string? name) =>
        name is not null
        && Array.Exists(DataOptions.LabelColumns, label =>
            name.Split('=')[0].Equals(label, StringComparison.OrdinalIgnoreCase)
        );

    private static string Names(Dataset data, int[] columns)
    {
        string names = string.Join(
            ", ",
            columns
                .Take(Named)
                .Select(column =>
                    data.Schema.ColumnNames?[column] ?? (column + 1).ToString(CultureInfo.InvariantCulture)
                )
        );
        return columns.Length > Named ? $"{names}, …" : names;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
