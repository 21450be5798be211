using System.CommandLine;
using Pinhole.Data;

namespace Pinhole.Cli.Parsing;

/// <summary>The option that draws zeros and ones from numbers in [0, 1].</summary>
internal static class Binarization
{
    /// <summary>Anew in each training step.</summary>
    public const string Dynamic = "dynamic";

    /// <summary>Once, before anything else.</summary>
    public const string Fixed = "fixed";

    /// <summary>For training.</summary>
    public static Option<string> Train { get; } =
        OptionKinds.Choice(
            "--binarize",
            "Draw zeros and ones, with the numbers of rows in [0, 1] as probabilities, in each step or once",
            [Dynamic, Fixed]
        );

    /// <summary>For evaluation; for <c>dynamic</c> the model itself knows.</summary>
    public static Option<string> Evaluate { get; } =
        OptionKinds.Choice(
            Train.Name,
            "First draw zeros and ones from the rows, for a model trained with --binarize fixed",
            [Fixed]
        );

    /// <summary>The data; with <c>fixed</c>, as zeros and ones.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The rows.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <exception cref="InputException">They are not in [0, 1].</exception>
    public static Dataset Apply(ParseResult parsed, Dataset data, ulong seed) =>
        parsed.GetValue<string>(Train.Name) == Fixed ? data.Binarize(seed) : data;
}
