using Pinhole.Data.Stores;

namespace Pinhole.Data;

/// <summary>Labels as indices into given classes, which may differ from those of the rows.</summary>
internal static class LabelTargets
{
    /// <summary>One-hot rows: a column for each class, named after it, 1 in its rows and 0 in the others.</summary>
    /// <exception cref="InputException">The rows have no labels, or a label is none of the classes.</exception>
    public static Dataset Of(Dataset data, IReadOnlyList<string> classes)
    {
        int[] labels = Among(data, classes);
        float[] values = RowArray.Allocate(data.Rows, classes.Count);
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

    /// <summary>The label of each row as an index into the classes: [rows].</summary>
    /// <exception cref="InputException">The rows have no labels, or a label is none of the classes.</exception>
    public static int[] Among(Dataset data, IReadOnlyList<string> classes)
    {
        if (!data.HasLabels)
            throw new InputException($"{data.Name} has no labels; name them with `Labels`");
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
