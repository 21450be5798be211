using Pinhole.Data.Stores;

namespace Pinhole.Data;

/// <summary>
/// Labels as numbers, among classes that may be others or stand in another order than those of the rows.
/// </summary>
internal static class LabelTargets
{
    /// <summary>A column for each class, by its name, 1 in the rows of the class and 0 in the others.</summary>
    /// <exception cref="InputException">The rows have no labels, or one is of none of the classes.</exception>
    public static Dataset Of(Dataset data, IReadOnlyList<string> classes)
    {
        int[] labels = Among(data, classes);
        float[] values = new float[checked(data.Rows * classes.Count)];
        for (int row = 0; row < data.Rows; row++)
            values[(row * classes.Count) + labels[row]] = 1;
        Schema schema = new()
        {
            Columns = classes.Count,
            ColumnNames = classes,
            IsOneHot = true,
        };
        return Dataset.Of(StoredRows.OfArray(values, schema, $"the classes of {data.Name}"));
    }

    /// <summary>The label of each row as its place among the classes: [rows].</summary>
    /// <exception cref="InputException">The rows have no labels, or one is of none of the classes.</exception>
    public static int[] Among(Dataset data, IReadOnlyList<string> classes)
    {
        if (!data.HasLabels)
            throw new InputException($"{data.Name} has no labels; name them with --labels");
        int[] places = [.. data.Schema.ClassNames.Select(name => classes.ToList().IndexOf(name))],
            labels = new int[data.Rows];
        for (int row = 0; row < data.Rows; row++)
        {
            labels[row] = places[data.Label(row)];
            if (labels[row] < 0)
                throw new InputException(
                    $"row {row + 1} of {data.Name} is of the class '{data.Schema.ClassNames[data.Label(row)]}', which "
                        + $"is none of {string.Join(", ", classes)}; leave such rows out"
                );
        }

        return labels;
    }
}
