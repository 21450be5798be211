using Pinhole.Data;
using Pinhole.Runs;

namespace Pinhole.Cli.Verbs;

/// <summary><c>encode MODEL DATA</c>: rows to latents.</summary>
internal sealed class EncodeVerb()
    : RowsVerb(
        "encode",
        "Encode rows to latents.",
        "pinhole encode runs/digits-deep digits --rows 500 --out z.npy",
        "DATA",
        DataDescription,
        "z.npy"
    )
{
    protected override Schema Result(StoredRun run) =>
        new()
        {
            Columns = run.Model.Latent,
            ColumnNames = [.. Enumerable.Range(1, run.Model.Latent).Select(i => $"z{i}")],
        };

    protected override void Transform(StoredRun run, in Part part, Span<float> results) =>
        run.Model.Encode(part.Rows, results, part.Conditions);
}
