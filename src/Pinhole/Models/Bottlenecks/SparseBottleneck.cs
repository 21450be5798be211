using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Models.Bottlenecks;

/// <summary>
/// Sigmoid units that are to be active in a small share of the rows: the loss gets the term <c>sparsity</c>,
/// λ Σ KL(ρ‖ρ̂), where ρ̂ is a unit's mean over the batch and the sum is over the units (Ng 2011, Sparse autoencoder).
/// </summary>
/// <param name="Target">ρ, between 0 and 1: the share that is wanted.</param>
/// <param name="Weight">λ, 0 or more: what a nat of divergence costs beside the reconstruction of a row.</param>
/// <param name="RunningAverage">
/// m, at least 0 and below 1: ρ̂ is m times its value in the step before plus 1 − m times the mean over the batch,
/// through which alone it learns, so that small batches do not make it jump. It begins at ρ and lies in the model file,
/// as
/// <c>bottleneck.activity</c>, [latent]. With 0 it is the mean over the batch.
/// </param>
public sealed record SparseBottleneck(double Target = 0.05, double Weight = 1, double RunningAverage = 0) : Bottleneck
{
    // Keeps a mean that rounds to 0 or 1 away from the logarithm's edge.
    private const float Margin = 1e-6f;
    private const string Activity = "bottleneck.activity";

    /// <inheritdoc/>
    public override int CodeSize(int latent) => latent;

    /// <inheritdoc/>
    public override void Declare(ParameterPlan plan, int latent)
    {
        if (RunningAverage > 0)
            plan.AddStatistic(Activity, latent, (float)Target);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor code, Pass pass, LossTerms terms)
    {
        Tensor latent = Latent(code),
            mean = MeanActivity(latent, pass).Affine(1 - (2 * Margin), Margin);
        double entropy = (Target * Math.Log(Target)) + ((1 - Target) * Math.Log(1 - Target));
        Tensor crossEntropy = ((float)-Target * mean.Log()) - ((float)(1 - Target) * (1f - mean).Log());
        terms.Add("sparsity", (float)Weight * (crossEntropy + (float)entropy).Sum());
        return latent;
    }

    /// <inheritdoc/>
    public override Tensor Latent(Tensor code) => code.Activate(Activation.Sigmoid);

    internal override Activation? LatentActivation => Activation.Sigmoid;

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Target is not (> 0 and < 1))
            throw new InputException(
                $"units that are active in a share of {Target} of the rows are not possible; choose between 0 and 1, "
                    + "such as 0.05"
            );
        RequireWeight(Weight);
        if (RunningAverage is not (>= 0 and < 1))
            throw new InputException(
                $"a running average that keeps {RunningAverage} of itself is not possible; choose from 0 to less than "
                    + "1, such as 0.9"
            );
    }

    private Tensor MeanActivity(Tensor latent, Pass pass)
    {
        Tensor batch = latent.MeanRows();
        if (RunningAverage == 0)
            return batch;
        Tensor running = latent.Tape.Parameter(pass.Parameters.Find(Activity));
        Tensor mean = ((float)RunningAverage * running) + ((float)(1 - RunningAverage) * batch);
        return pass.Kind == PassKind.Training ? mean.AssignTo(running) : mean;
    }
}
