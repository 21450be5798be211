using Pinhole.Data;
using Pinhole.Models;

namespace Pinhole.Cli.Verbs;

/// <summary><c>reconstruct MODEL DATA</c>: rows to latents and back.</summary>
internal sealed class ReconstructVerb() : RowsVerb(
    "reconstruct",
    "Send rows of data through the bottleneck and back.",
    "pinhole reconstruct runs/digits-deep digits --rows 500 --out r.npy",
    "DATA",
    DataDescription,
    "r.npy")
{
    protected override Schema Result(Autoencoder model) => model.Schema;

    protected override void Transform(Autoencoder model, ReadOnlySpan<float> rows, Span<float> results) => model.Reconstruct(rows, results);
}
