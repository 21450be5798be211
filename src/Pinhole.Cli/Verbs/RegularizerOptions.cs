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

    /// <summary>The penalties that were asked for.</summary>
    /// <exception cref="InputException">A weight is out of range.</exception>
    public Regularizer[] Chosen(ParseResult parsed)
    {
        Regularizer[] all =
        [
            new L1Regularizer(parsed.GetValue(_l1)),
            new L2Regularizer(parsed.GetValue(_l2)),
            new ContractiveRegularizer(parsed.GetValue(_contractive)),
        ];
        Regularizer[] chosen = [.. all.Where(regularizer => regularizer.Weight > 0)];
        foreach (Regularizer regularizer in chosen)
            regularizer.Validate();
        return chosen;
    }
}
