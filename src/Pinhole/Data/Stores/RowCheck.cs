using System.Globalization;

namespace Pinhole.Data.Stores;

/// <summary>Checks numbers before they are used as rows.</summary>
internal static class RowCheck
{
    public static void Sizes(long values, int[]? labels, Schema schema, string name)
    {
        if (schema.Columns < 1)
            throw new InputException($"{name} has no columns; give rows with at least one number");
        if (values == 0)
            throw new InputException($"{name} has no rows; give at least one");
        if (values % schema.Columns != 0)
            throw new InputException(
                $"{name}: {values} numbers are no whole rows of {schema.Columns}; give [rows, columns]"
            );

        long rows = values / schema.Columns;
        if (schema.ColumnNames is { } names && names.Count != schema.Columns)
            throw new InputException($"{name}: {names.Count} names for {schema.Columns} columns; give one a column");
        if (schema.Image is { } image && (long)image.Channels * image.Height * image.Width != schema.Columns)
            throw new InputException(
                $"{name}: {image.Channels}×{image.Height}×{image.Width} pixels do not fill {schema.Columns} columns; "
                    + "give the shape of a row"
            );
        if (labels is null)
            return;

        if (labels.Length != rows)
            throw new InputException($"{name}: {labels.Length} labels for {rows} rows; give one a row");
        int wrong = Array.FindIndex(labels, label => (uint)label >= (uint)schema.ClassNames.Count);
        if (wrong >= 0)
            throw new InputException(
                $"{name}: the label {labels[wrong]} of row {wrong + 1} is none of the {schema.ClassNames.Count} "
                    + "classes; labels count from 0"
            );
    }

    /// <summary>Checks compressed sparse rows.</summary>
    public static void Sparse(int[] starts, int[] places, int values, int columns, string name)
    {
        if (starts.Length < 2)
            throw new InputException($"{name} has no rows; give at least one");
        if (starts[0] != 0 || starts[^1] != values || places.Length != values)
            throw new InputException(
                $"{name}: {values} numbers need as many columns, not {places.Length}, and starts from 0 to {values}, "
                    + $"not {starts[0]} to {starts[^1]}"
            );
        for (int row = 0; row + 1 < starts.Length; row++)
        {
            if (starts[row + 1] < starts[row] || starts[row + 1] > values)
                throw new InputException(
                    $"{name}: row {row + 1} ends at {starts[row + 1]}, before it begins or beyond the {values} numbers"
                );
            for (int i = starts[row], before = -1; i < starts[row + 1]; before = places[i], i++)
            {
                if (places[i] <= before || places[i] >= columns)
                    throw new InputException(
                        $"{name}: column {places[i]} of row {row + 1} does not follow {before} within {columns} "
                            + "columns; columns count from 0 and rise within a row"
                    );
            }
        }
    }

    /// <summary>
    /// Looks at every number: infinity is refused, and so is NaN if the rows are images; otherwise NaN is a missing
    /// number.
    /// </summary>
    /// <exception cref="InputException">There is such a number, or all numbers are missing.</exception>
    public static NumberSurvey Numbers(RowStore store, Schema schema, string name)
    {
        NumberSurvey survey = store.Survey(null);
        if (survey.Missing == survey.Count)
            throw new InputException($"{name} has no numbers: all of them are missing (NaN); give rows with numbers");
        return survey.AreFinite && (survey.Missing == 0 || schema.Image is null)
            ? survey
            : throw NotFinite(store, schema, name);
    }

    private static InputException NotFinite(RowStore store, Schema schema, string name)
    {
        float[] values = new float[store.Columns];
        for (int row = 0; row < store.Rows; row++)
        {
            store.Read([row], values);
            int column = Array.FindIndex(values, value =>
                schema.Image is null ? float.IsInfinity(value) : !float.IsFinite(value)
            );
            if (column < 0)
                continue;
            string shown = float.IsNaN(values[column]) ? "NaN" : values[column].ToString(CultureInfo.InvariantCulture);
            return new InputException(
                $"{name}: {shown} in row {row + 1}, {schema.ColumnTitle(column)} (rows count from 1); every value "
                    + "must be a finite number"
            );
        }

        return new InputException($"{name} was changed while it was read; leave it alone while it is in use");
    }
}
