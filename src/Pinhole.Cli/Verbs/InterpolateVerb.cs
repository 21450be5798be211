using System.CommandLine;
using Pinhole.Applications;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Models;

namespace Pinhole.Cli.Verbs;

/// <summary><c>interpolate MODEL DATA</c>: rows between two rows.</summary>
internal sealed class InterpolateVerb : GeneratingVerb
{
    private readonly Argument<string> _data;
    private readonly Option<int> _from = OptionKinds.Number("--from", "The first row, counted from 0; default: 0.", 0);
    private readonly Option<int> _to = OptionKinds.Number("--to", "The last row, counted from 0.", 0, 1);
    private readonly Option<int> _count = OptionKinds.Number(
        "--count",
        "The number of rows, both ends included.",
        2,
        9
    );
    private readonly Option<bool> _spherical = OptionKinds.Flag(
        "--spherical",
        "Follow a great circle instead of a straight line; better for a vae with many latents."
    );

    public InterpolateVerb()
        : base(
            "interpolate",
            "Generate rows between two rows.",
            "pinhole interpolate runs/digits-vae digits --from 3 --to 8 --out way.png"
        )
    {
        _data = RequiredData();
        AddAll([
            _from,
            _to,
            _count,
            _spherical,
            .. SharedOptions.Reading,
            SharedOptions.Context,
            SharedOptions.Rows,
            .. CommonOptions,
        ]);
    }

    protected override Dataset Generate(ParseResult parsed, Autoencoder model, out int? across)
    {
        Dataset data = SharedOptions.OpenData(
            parsed,
            parsed.GetRequiredValue(_data),
            parsed.GetValue(SharedOptions.Seed),
            model
        );
        RequireWidth(model, data);
        across = parsed.GetValue(_count);
        Dataset from = Row(data, parsed, _from),
            to = Row(data, parsed, _to);
        return Generation.Interpolate(
            model,
            from.Row(0),
            to.Row(0),
            across.Value,
            parsed.GetValue(_spherical),
            model.Conditions(from),
            model.Conditions(to)
        );
    }

    private static Dataset Row(Dataset data, ParseResult parsed, Option<int> option)
    {
        int row = parsed.GetValue(option);
        return row < data.Rows
            ? data.Take([row])
            : throw new InputException(
                $"{option.Name} {row} is beyond the {data.Rows} rows of {data.Name}; choose from 0 to {data.Rows - 1}"
            );
    }
}
