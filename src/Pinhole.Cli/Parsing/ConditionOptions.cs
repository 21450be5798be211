using System.CommandLine;
using System.Globalization;
using Pinhole.Models;

namespace Pinhole.Cli.Parsing;

/// <summary>The options that choose a condition for a conditional model.</summary>
internal sealed class ConditionOptions
{
    private readonly Option<string?> _class = new("--class")
    {
        HelpName = "CLASS",
        Description = "The class of the rows, for a model conditional on labels.",
    };

    private readonly Option<string?> _values = new("--context-values")
    {
        HelpName = "NUMBERS",
        Description = "The context of the rows, such as 52,1, for a model conditional on context.",
    };

    /// <summary>All of them.</summary>
    public Option[] All => [_class, _values];

    /// <summary>Whether the user chose a condition.</summary>
    public bool IsGiven(ParseResult parsed) =>
        parsed.GetValue(_class) is not null || parsed.GetValue(_values) is not null;

    /// <summary>The condition that was chosen, [condition]; empty for a model without one.</summary>
    /// <exception cref="InputException">The model needs another choice.</exception>
    public float[] Choose(ParseResult parsed, Autoencoder model) =>
        model.ConditionOf(parsed.GetValue(_class), Values(parsed));

    /// <summary>
    /// As <see cref="Choose"/>; but for a model conditional on labels alone, without a choice, every class in turn,
    /// [classes, condition].
    /// </summary>
    public float[] ChooseOrAll(ParseResult parsed, Autoencoder model)
    {
        if (IsGiven(parsed) || model.Options.Condition is not { Labels: true, Context: false })
            return Choose(parsed, model);
        return [.. model.Schema.ClassNames.SelectMany(name => model.ConditionOf(name))];
    }

    private float[] Values(ParseResult parsed)
    {
        if (parsed.GetValue(_values) is not string text)
            return [];
        return Array.ConvertAll(text.Split(',', StringSplitOptions.TrimEntries), word =>
            float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
            && float.IsFinite(value)
                ? value
                : throw new InputException(
                    $"--context-values {text} holds '{word}', which is not a number; give numbers such as 52,1"
                )
        );
    }
}
