using Pinhole.Data;

namespace Pinhole.Models;

/// <summary>The conditions of the rows of a dataset; empty for a model without a condition.</summary>
internal sealed class ConditionRows
{
    private readonly Autoencoder _model;
    private readonly Dataset _data;
    private readonly int[] _classes;

    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    /// <exception cref="InputException">The rows have no labels or no context, or an unknown class or
    /// width.</exception>
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
    /// <exception cref="InputException">The model does not know the row's class.</exception>
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

    // The index of each class of the data among the model's classes; -1 for an unknown class.
    private static int[] Classes(Schema model, Dataset data)
    {
        if (!data.HasLabels)
            throw new InputException($"the model is conditional on labels, and {data.Name} has none; set `Labels`");
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
