using Pinhole.Data;
using Pinhole.Data.Preprocessing;

namespace Pinhole.Models;

/// <summary>
/// An additional input for each row. It is appended to the encoder's input and to the latent, so that the latent need
/// not hold it and rows can be decoded with another one (Kingma et al. 2014, model M2; Sohn et al. 2015).
/// </summary>
/// <param name="Labels">Whether the row's class is given: one number for each class, 1 for the row's class and 0 for
/// others.</param>
/// <param name="Context">The row's <see cref="Dataset.Context"/>, standardized if it goes beyond [−1, 1].</param>
public sealed record Condition(bool Labels = false, bool Context = false)
{
    /// <summary>No condition.</summary>
    public static Condition None { get; } = new();

    /// <summary>The size of the condition.</summary>
    /// <param name="schema">The schema of the training rows.</param>
    /// <exception cref="InputException">The rows have no labels, or no context.</exception>
    public int Size(Schema schema)
    {
        if (Labels && schema.ClassNames.Count == 0)
            throw new InputException(
                "a model conditional on labels needs data with labels, and these have none; set `Labels`, "
                    + "or give `Context`"
            );
        if (Context && schema.Context is null)
            throw new InputException(
                "a model conditional on context needs data with context, and these have none; name its columns or "
                    + "file in `Context`"
            );
        return (Labels ? schema.ClassNames.Count : 0) + (Context ? schema.Context!.Columns : 0);
    }

    /// <summary>The condition of a class, or of a context.</summary>
    /// <param name="schema">The schema of the training rows.</param>
    /// <param name="preprocessor">Prepares context.</param>
    /// <param name="className">The class; null for none.</param>
    /// <param name="context">[context columns], in the units of the data; empty for none.</param>
    /// <exception cref="InputException">The class or the context is missing, not needed, or unknown.</exception>
    internal float[] Choose(Schema schema, Preprocessor preprocessor, string? className, ReadOnlySpan<float> context)
    {
        int columns = Context ? schema.Context!.Columns : 0;
        if (Labels != className is not null)
        {
            throw new InputException(
                Labels
                    ? "the model is conditional on labels; choose a class, one of "
                        + $"{string.Join(", ", schema.ClassNames)}"
                    : $"the model is not conditional on labels, so it takes no class '{className}'; " + "leave it out"
            );
        }

        if (context.Length != columns)
        {
            throw new InputException(
                Context
                    ? $"the model is conditional on a context of {columns} "
                        + $"{(columns == 1 ? "number" : "numbers")}{Names(schema)}, and {context.Length} were given; "
                        + "give as many, in the units of the data"
                    : "the model is not conditional on context; leave it out"
            );
        }

        float[] condition = new float[Size(schema)];
        context.CopyTo(condition.AsSpan(condition.Length - columns));
        if (Context)
            preprocessor.ApplyInPlace(condition.AsSpan(condition.Length - columns));
        if (!Labels)
            return condition;
        int index = schema.ClassNames.ToList().IndexOf(className!);
        if (index < 0)
            throw new InputException(Suggestion.Unknown("class", className!, schema.ClassNames));
        condition[index] = 1;
        return condition;
    }

    private static string Names(Schema schema) =>
        schema.Context!.ColumnNames is { } names ? $" ({string.Join(", ", names)})" : "";
}
