using Pinhole.Data;
using Pinhole.Models;

namespace Pinhole.Cli.Verbs;

/// <summary><c>encode MODEL DATA</c>: rows to latents.</summary>
internal sealed class EncodeVerb() : RowsVerb(
    "encode",
    "Write each row of data as its latent: [rows, latent].",
    "pinhole encode runs/digits-deep digits --rows 500 --out z.npy",
    "DATA",
    DataDescription,
    "z.npy")
{
    protected override Schema Result(Autoencoder model) =>
        new() { Columns = model.Latent, ColumnNames = [.. Enumerable.Range(1, model.Latent).Select(i => $"z{i}")] };

    protected override void Transform(Autoencoder model, in Part part, Span<float> results) => model.Encode(part.Rows, results, part.Conditions);
}
