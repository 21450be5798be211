using System.CommandLine;
using Pinhole.Cli.Parsing;
using Pinhole.Models.Regularizers;

namespace Pinhole.Cli.Verbs;

/// <summary>The options of <c>train</c> that make large weights, or a latent that jumps, cost something.</summary>
internal sealed class RegularizerOptions
{
    private readonly Option<double> _l1 = OptionKinds.Number(
        "--l1",
        "What the sum of the weights' absolute values costs, such as 1e-4; 0 for nothing.",
        0.0,
        0.0
    );
    private readonly Option<double> _l2 = OptionKinds.Number(
        "--l2",
        "What the sum of their squares costs, such as 1e-3; 0 for nothing.",
        0.0,
        0.0
    );
    private readonly Option<double> _contractive = OptionKinds.Number(
        "--contractive",
        "What it costs when the latent follows small changes of a row (the squared norm of its Jacobian), such as "
            + "0.1; 0 for nothing.",
        0.0,
        0.0
    );

    /// <summary>All of them, in the order of the help page.</summary>
    public Option[] All => [_l1, _l2, _contractive];

    /// <summary>Some penalties with those that were given in their place; a weight of 0 takes one away.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">What they are where nothing is said.</param>
    /// <exception cref="InputException">A weight is out of range.</exception>
    public IReadOnlyList<Regularizer> Apply(ParseResult parsed, IReadOnlyList<Regularizer> start)
    {
        Regularizer[] given =
        [
            .. parsed.Given(_l1) is double l1 ? [new L1Regularizer(l1)] : Array.Empty<Regularizer>(),
            .. parsed.Given(_l2) is double l2 ? [new L2Regularizer(l2)] : Array.Empty<Regularizer>(),
            .. parsed.Given(_contractive) is double contractive
                ? [new ContractiveRegularizer(contractive)]
                : Array.Empty<Regularizer>(),
        ];
        Regularizer[] all =
        [
            .. start.Where(regularizer => given.All(other => other.Term != regularizer.Term)),
            .. given.Where(regularizer => regularizer.Weight > 0),
        ];
        foreach (Regularizer regularizer in all)
            regularizer.Validate();
        return all;
    }
}
