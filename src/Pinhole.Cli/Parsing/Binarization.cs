using System.CommandLine;
using Pinhole.Data;

namespace Pinhole.Cli.Parsing;

/// <summary>The option that says when numbers in [0, 1] are drawn as zeros and ones.</summary>
internal static class Binarization
{
    /// <summary>Afresh in each step.</summary>
    public const string Dynamic = "dynamic";

    /// <summary>Once, before anything else.</summary>
    public const string Fixed = "fixed";

    /// <summary>For training.</summary>
    public static Option<string> Train { get; } =
        OptionKinds.Choice(
            "--binarize",
            "Take the numbers of rows in [0, 1] as probabilities and draw zeros and ones: afresh in each step, or "
                + "once for all",
            [Dynamic, Fixed]
        );

    /// <summary>For measuring: models know whether they draw in each step.</summary>
    public static Option<string> Evaluate { get; } =
        OptionKinds.Choice(
            Train.Name,
            "Draw zeros and ones of the rows first, as the seed says, for a model that was trained so",
            [Fixed]
        );

    /// <summary>The data, drawn where that is to happen once.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The rows.</param>
    /// <param name="seed">Where the draws come from.</param>
    /// <exception cref="InputException">They are not in [0, 1].</exception>
    public static Dataset Apply(ParseResult parsed, Dataset data, ulong seed) =>
        parsed.GetValue<string>(Train.Name) == Fixed ? data.Binarize(seed) : data;
}
