using System.CommandLine;
using Pinhole.Applications;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Models;

namespace Pinhole.Cli.Verbs;

/// <summary><c>sample MODEL</c>: new rows from a variational model.</summary>
internal sealed class SampleVerb : GeneratingVerb
{
    private readonly Option<int> _count = OptionKinds.Number("--count", "The number of rows to generate.", 1, 64);

    private readonly Option<bool> _draw = OptionKinds.Flag(
        "--draw",
        "Draw numbers from the model's likelihood, such as counts or zeros and ones; default: give its means."
    );

    private readonly ConditionOptions _condition = new();

    public SampleVerb()
        : base(
            "sample",
            "Generate new rows with a variational model.",
            "pinhole sample runs/digits-vae --count 100 --out samples.png"
        ) => AddAll([_count, _draw, .. _condition.All, .. CommonOptions]);

    protected override Dataset Generate(ParseResult parsed, Autoencoder model, out int? across)
    {
        float[] conditions = _condition.ChooseOrAll(parsed, model);
        // With every class in turn, a class is a column of the picture.
        across = conditions.Length > model.ConditionSize ? conditions.Length / model.ConditionSize : null;
        return Generation.Sample(
            model,
            parsed.GetValue(_count),
            parsed.GetValue(SharedOptions.Seed),
            conditions,
            parsed.GetValue(_draw)
        );
    }
}
