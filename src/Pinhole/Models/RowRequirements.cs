using Pinhole.Data;
using Pinhole.Data.Preprocessing;

namespace Pinhole.Models;

/// <summary>What a model asks of the rows that it is given.</summary>
internal static class RowRequirements
{
    /// <summary>Refuses rows of another width, or with missing numbers that the preprocessing does not fill.</summary>
    /// <exception cref="InputException">They are such.</exception>
    public static void RequireWidth(this Autoencoder model, Dataset data)
    {
        if (data.Columns != model.Columns)
            throw new InputException(
                $"the model takes rows of {model.Columns} columns, but {data.Name} has {data.Columns}; give it data "
                    + "like those it was trained on"
            );
        Preprocessors.RequireFilled(model.Options.Preprocess, data);
    }

    /// <summary>
    /// Refuses rows that do not fit: of another width, with missing numbers, or without the targets or the condition
    /// that the model was trained with.
    /// </summary>
    /// <exception cref="InputException">They do not fit.</exception>
    public static void RequireFit(Autoencoder model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        _ = new ConditionRows(model, data);
        model.RequireWidth(data);
        if (data.Targets is Dataset given)
            Preprocessors.RequireFilled(model.Options.PreprocessTargets ?? model.Options.Preprocess, given);
        // Rows of the same width as targets that were forgotten would be measured against themselves.
        if (model.Schema.Targets is { IsOneHot: true } classes && data.Targets is null or { Schema.IsOneHot: true })
            RequireClasses(classes, data);
        if (data.Output.Columns == model.OutputColumns && (model.Schema.Targets is null || data.Targets is not null))
            return;
        throw new InputException(
            data.Targets is null
                ? $"the model makes {model.OutputColumns} columns of {model.Columns}, and {data.Name} does not say "
                    + "which it should make; name them with `Targets`"
                : $"the model gives rows of {model.OutputColumns} columns, but the targets of {data.Name} have "
                    + $"{data.Output.Columns}; give it data like those it was trained on"
        );
    }

    private static void RequireClasses(Schema classes, Dataset data)
    {
        IReadOnlyList<string> names = classes.ColumnNames ?? [];
        if (data.Targets is null)
            throw new InputException(
                $"the model tells classes apart, and {data.Name} does not say which its rows are of; name them with "
                    + $"`Labels`, or {nameof(Dataset.WithLabelTargets)} in a program"
            );
        if (data.Targets.Schema.ColumnNames is not { } own || !own.SequenceEqual(names))
            throw new InputException(
                $"the model tells the classes {string.Join(", ", names)} apart, but those of {data.Name} are others, "
                    + $"or in another order; give {nameof(Dataset.WithLabelTargets)} the classes of the model"
            );
    }
}
