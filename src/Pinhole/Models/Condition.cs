using Pinhole.Data;
using Pinhole.Data.Preprocessing;

namespace Pinhole.Models;

/// <summary>
/// What a model is told of each row beside the row itself. It is joined to the encoder's input and to the latent, so
/// that the latent need not hold it and the decoder can be given another (Kingma et al. 2014, model M2; Sohn et al.
/// 2015).
/// </summary>
/// <param name="Labels">The row's class: one number for each class, 1 for its own and 0 for the others.</param>
/// <param name="Context">The row's <see cref="Dataset.Context"/>, standardized where it goes beyond [−1, 1].</param>
public sealed record Condition(bool Labels = false, bool Context = false)
{
    /// <summary>Nothing beside the row.</summary>
    public static Condition None { get; } = new();

    /// <summary>How many numbers it comes to.</summary>
    /// <param name="schema">What the training rows are.</param>
    /// <exception cref="InputException">The rows have no labels, or no context.</exception>
    public int Size(Schema schema)
    {
        if (Labels && schema.ClassNames.Count == 0)
            throw new InputException(
                "a model conditional on labels needs data with labels, and these have none; name them with `Labels`, "
                    + "or give `Context`"
            );
        if (Context && schema.Context is null)
            throw new InputException(
                "a model conditional on context needs data with context, and these have none; name its columns or its "
                    + "file with `Context`"
            );
        return (Labels ? schema.ClassNames.Count : 0) + (Context ? schema.Context!.Columns : 0);
    }

    /// <summary>The condition of a class, or of a context.</summary>
    /// <param name="schema">What the training rows were.</param>
    /// <param name="preprocessor">Prepares context.</param>
    /// <param name="className">The class; null where there is none to give.</param>
    /// <param name="context">[context columns], in the units of the data; empty where there is none to give.</param>
    /// <exception cref="InputException">One of both is missing, not wanted, or not known.</exception>
    internal float[] Choose(Schema schema, Preprocessor preprocessor, string? className, ReadOnlySpan<float> context)
    {
        int columns = Context ? schema.Context!.Columns : 0;
        if (Labels != className is not null)
        {
            throw new InputException(
                Labels
                    ? "the model is conditional on labels; choose a class, one of "
                        + $"{string.Join(", ", schema.ClassNames)}"
                    : $"the model is not conditional on labels, so there is no class '{className}' to choose; "
                        + "leave it out"
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
