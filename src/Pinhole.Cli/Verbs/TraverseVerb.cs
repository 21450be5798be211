using System.CommandLine;
using Pinhole.Applications;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Models;

namespace Pinhole.Cli.Verbs;

/// <summary><c>traverse MODEL</c>: what each number of the latent does.</summary>
internal sealed class TraverseVerb : GeneratingVerb
{
    private readonly Option<int> _count = OptionKinds.Number(
        "--count",
        "Rows to generate for each number of the latent.",
        2,
        9
    );
    private readonly Option<double> _range = OptionKinds.Number(
        "--range",
        "Each number goes from -X to X, while the others are 0.",
        0.0,
        3.0
    );

    private readonly ConditionOptions _condition = new();

    public TraverseVerb()
        : base(
            "traverse",
            "Show what each number of the latent does.",
            "pinhole traverse runs/digits-vae --count 9 --out numbers.png"
        ) => AddAll([_count, _range, .. _condition.All, .. CommonOptions]);

    protected override Dataset Generate(ParseResult parsed, Autoencoder model, out int? across)
    {
        across = parsed.GetValue(_count);
        return Generation.Traverse(
            model,
            new float[model.Latent],
            across.Value,
            parsed.GetValue(_range),
            _condition.Choose(parsed, model)
        );
    }
}
