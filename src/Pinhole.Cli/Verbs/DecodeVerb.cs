using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Runs;

namespace Pinhole.Cli.Verbs;

/// <summary><c>decode MODEL LATENTS</c>: latents to rows.</summary>
internal sealed class DecodeVerb()
    : RowsVerb(
        "decode",
        "Decode latents to rows.",
        "pinhole decode runs/digits-deep z.npy --out x.npy",
        "LATENTS",
        "A file of latents, as encode writes it: [rows, latent].",
        "x.npy",
        new ConditionOptions()
    )
{
    protected override Dataset Accept(Autoencoder model, Dataset source) =>
        source.Columns == model.Latent
            ? source
            : throw new InputException(
                $"{source.Name} has rows of {source.Columns} columns, but the latents of this model have "
                    + $"{model.Latent}; give a file that encode wrote with the same model"
            );

    protected override Schema Result(StoredRun run) => run.Model.Schema.Output;

    // A file of latents rarely has labels, so the user usually chooses the condition.
    protected override bool NeedsConditions => false;

    protected override bool TakesData => false;

    protected override void Transform(StoredRun run, in Part part, Span<float> results) =>
        run.Model.Decode(part.Rows, results, part.Chosen);
}
