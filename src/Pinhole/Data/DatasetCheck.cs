using System.Globalization;

namespace Pinhole.Data;

/// <summary>What must hold of numbers before they become a <see cref="Dataset"/>.</summary>
internal static class DatasetCheck
{
    public static void Sizes(float[] values, int[]? labels, Schema schema, string name)
    {
        if (schema.Columns < 1)
            throw new InputException($"{name} has no columns; give rows with at least one number");
        if (values.Length == 0)
            throw new InputException($"{name} has no rows; give at least one");
        if (values.Length % schema.Columns != 0)
            throw new InputException($"{name}: {values.Length} numbers are no whole rows of {schema.Columns}; give [rows, columns]");

        int rows = values.Length / schema.Columns;
        if (schema.ColumnNames is { } names && names.Count != schema.Columns)
            throw new InputException($"{name}: {names.Count} names for {schema.Columns} columns; give one a column");
        if (schema.Image is { } image && (long)image.Channels * image.Height * image.Width != schema.Columns)
            throw new InputException($"{name}: {image.Channels}×{image.Height}×{image.Width} pixels do not fill {schema.Columns} columns; give the shape of a row");
        if (labels is null)
            return;

        if (labels.Length != rows)
            throw new InputException($"{name}: {labels.Length} labels for {rows} rows; give one a row");
        int wrong = Array.FindIndex(labels, label => (uint)label >= (uint)schema.ClassNames.Count);
        if (wrong >= 0)
            throw new InputException($"{name}: the label {labels[wrong]} of row {wrong + 1} is none of the {schema.ClassNames.Count} classes; labels count from 0");
    }

    public static (float Minimum, float Maximum) FiniteRange(float[] values, Schema schema, string name)
    {
        float minimum = float.PositiveInfinity, maximum = float.NegativeInfinity;
        for (int i = 0; i < values.Length; i++)
        {
            float value = values[i];
            if (!float.IsFinite(value))
            {
                string shown = float.IsNaN(value) ? "NaN" : value.ToString(CultureInfo.InvariantCulture);
                throw new InputException(
                    $"{name}: {shown} in row {i / schema.Columns + 1}, {schema.ColumnTitle(i % schema.Columns)} (rows count from 1); every value must be a finite number");
            }

            minimum = value < minimum ? value : minimum;
            maximum = value > maximum ? value : maximum;
        }

        return (minimum, maximum);
    }
}
