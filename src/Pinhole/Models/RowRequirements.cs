using Pinhole.Data;
using Pinhole.Data.Preprocessing;

namespace Pinhole.Models;

/// <summary>Checks that rows fit a model.</summary>
internal static class RowRequirements
{
    /// <summary>
    /// Checks that rows have the model's width, and no missing numbers that the preprocessing does not fill.
    /// </summary>
    /// <exception cref="InputException">The rows do not fit.</exception>
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
    /// Checks that rows fit the model: the same width, no missing numbers, and the targets or condition that it needs.
    /// </summary>
    /// <exception cref="InputException">The rows do not fit.</exception>
    public static void RequireFit(Autoencoder model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        _ = new ConditionRows(model, data);
        model.RequireWidth(data);
        if (data.Targets is Dataset given)
            Preprocessors.RequireFilled(model.Options.PreprocessTargets ?? model.Options.Preprocess, given);
        // Without this check, rows as wide as forgotten targets would be compared with themselves.
        if (model.Schema.Targets is { IsOneHot: true } classes && data.Targets is null or { Schema.IsOneHot: true })
            RequireClasses(classes, data);
        if (data.Output.Columns == model.OutputColumns && (model.Schema.Targets is null || data.Targets is not null))
            return;
        throw new InputException(
            data.Targets is null
                ? $"the model turns {model.Columns} columns into {model.OutputColumns}, and {data.Name} has no "
                    + "targets; set `Targets`"
                : $"the model gives rows of {model.OutputColumns} columns, but the targets of {data.Name} have "
                    + $"{data.Output.Columns}; give it data like those it was trained on"
        );
    }

    private static void RequireClasses(Schema classes, Dataset data)
    {
        IReadOnlyList<string> names = classes.ColumnNames ?? [];
        if (data.Targets is null)
            throw new InputException(
                $"the model is a classifier, and {data.Name} has no classes; set "
                    + $"`Labels`, or {nameof(Dataset.WithLabelTargets)} in a program"
            );
        if (data.Targets.Schema.ColumnNames is not { } own || !own.SequenceEqual(names))
            throw new InputException(
                $"the model knows the classes {string.Join(", ", names)}, but {data.Name} has others, "
                    + $"or in another order; give {nameof(Dataset.WithLabelTargets)} the classes of the model"
            );
    }
}
