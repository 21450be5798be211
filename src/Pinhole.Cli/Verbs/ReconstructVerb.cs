using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Runs;

namespace Pinhole.Cli.Verbs;

/// <summary><c>reconstruct MODEL DATA</c>: rows to latents and back.</summary>
internal sealed class ReconstructVerb()
    : RowsVerb(
        "reconstruct",
        "Encode rows and decode them again.",
        "pinhole reconstruct runs/digits-deep digits --rows 500 --out r.npy",
        "DATA",
        DataDescription,
        "r.npy",
        new ConditionOptions()
    )
{
    protected override Schema Result(StoredRun run) => run.Model.Schema.Output;

    protected override void Transform(StoredRun run, in Part part, Span<float> results)
    {
        Autoencoder model = run.Model;
        float[] latents = new float[part.Count * model.Latent];
        model.Encode(part.Rows, latents, part.Conditions);
        model.Decode(latents, results, part.Chosen);
    }
}
