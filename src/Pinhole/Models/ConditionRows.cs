using Pinhole.Data;

namespace Pinhole.Models;

/// <summary>
/// The conditions of the rows of a dataset, as a model takes them; nothing for a model that takes none.
/// </summary>
internal sealed class ConditionRows
{
    private readonly Autoencoder _model;
    private readonly Dataset _data;
    private readonly int[] _classes;

    /// <param name="model">Says what its condition is.</param>
    /// <param name="data">The rows.</param>
    /// <exception cref="InputException">The rows lack labels or context, or have a class or a width that the model does
    /// not know.</exception>
    public ConditionRows(Autoencoder model, Dataset data)
    {
        _model = model;
        _data = data;
        _classes = model.Options.Condition.Labels ? Classes(model.Schema, data) : [];
        if (model.Options.Condition.Context)
            RequireContext(model.Schema.Context!, data);
    }

    /// <summary>Writes the condition of a row; allocates nothing.</summary>
    /// <param name="row">The row, counted from 0.</param>
    /// <param name="condition">Receives [condition].</param>
    /// <exception cref="InputException">The row has a class that the model does not know.</exception>
    public void Write(int row, Span<float> condition)
    {
        if (condition.IsEmpty)
            return;
        condition.Clear();
        if (_model.Options.Condition.Labels)
        {
            int label = _data.Label(row),
                known = _classes[label];
            if (known < 0)
                throw new InputException(
                    $"row {row + 1} of {_data.Name} is of the class '{_data.Schema.ClassNames[label]}', which the "
                        + $"model was not trained with; it knows {string.Join(", ", _model.Schema.ClassNames)}"
                );
            condition[known] = 1;
        }

        if (_model.Options.Condition.Context)
        {
            Span<float> context = condition[^_model.Schema.Context!.Columns..];
            _data.Context!.Row(row).CopyTo(context);
            _model.ContextPreprocessor.ApplyInPlace(context);
        }
    }

    // Where each class of the data stands among those of the model; -1 where it does not.
    private static int[] Classes(Schema model, Dataset data)
    {
        if (!data.HasLabels)
            throw new InputException(
                $"the model is conditional on labels, and {data.Name} has none; name them with `Labels`"
            );
        Dictionary<string, int> known = [];
        for (int i = 0; i < model.ClassNames.Count; i++)
            known.TryAdd(model.ClassNames[i], i);
        return [.. data.Schema.ClassNames.Select(name => known.GetValueOrDefault(name, -1))];
    }

    private static void RequireContext(Schema model, Dataset data)
    {
        if (data.Context is null)
            throw new InputException(
                $"the model is conditional on context, and {data.Name} has none; name its columns or its file with "
                    + "`Context`"
            );
        if (data.Context.Columns != model.Columns)
            throw new InputException(
                $"the model takes a context of {model.Columns} columns, but that of {data.Name} has "
                    + $"{data.Context.Columns}; give context like that it was trained with"
            );
    }
}
