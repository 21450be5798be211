using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Regularizers;

/// <summary>
/// λ ‖∂z/∂x‖², the squared Frobenius norm of the Jacobian of the latent with respect to the encoder's input, mean over
/// the batch, the term <c>contractive</c>: similar rows should have similar latents (Rifai, Vincent, Muller, Glorot and
/// Bengio 2011).
/// </summary>
/// <remarks>
/// The latent is that of a trained model: the mean of a Gaussian. With a single dense layer as encoder the norm is
/// exact. Otherwise it is estimated in each step by ‖z(x + ε v) − z(x)‖² / ε² with one v ~ N(0, I) for each row, whose
/// mean is the norm for small ε (after Rifai et al. 2011b, who do the same for the Hessian); this needs a second pass
/// through the encoder.
/// </remarks>
/// <param name="Weight">λ, 0 or more.</param>
public sealed record ContractiveRegularizer(double Weight) : Regularizer(Weight)
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Regularizer> Description { get; } =
        new PieceDescription<Regularizer, ContractiveRegularizer>(
            "contractive",
            "A penalty on the squared norm of the latent's Jacobian",
            new(0),
            penalty => $"{Reading.Number(penalty.Weight)} · squared norm of the latent's Jacobian"
        ).Number(
            nameof(Weight),
            "contractive",
            "The weight of the squared norm of the latent's Jacobian, such as 0.1",
            "a contractive penalty with the weight {0} is",
            NumberRange.NotNegative,
            penalty => penalty.Weight,
            (penalty, weight) => penalty with { Weight = weight },
            example: 0.1
        );

    /// <inheritdoc/>
    public override PieceDescription<Regularizer> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool LimitsLatent => true;

    // Small enough for a linear approximation, large enough for single precision.
    private const float Distance = 0.01f;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Term => "contractive";

    /// <inheritdoc/>
    public override Tensor Penalty(Autoencoder model, Batch batch, Tensor code, Pass pass) =>
        model.Options
            is {
                Network.IsSingleLayer: true,
                Bottleneck.LatentActivation: Activation.Identity or Activation.Sigmoid or Activation.Tanh
            }
            ? Exact(model, code, pass)
            : Estimate(model, batch, code, pass);

    // The squared norm of a unit: the sum of its squared weights, times its squared slope for each row.
    private static Tensor Exact(Autoencoder model, Tensor code, Pass pass)
    {
        Tape tape = code.Tape;
        // A condition follows the columns; the penalty does not include it.
        Tensor weight = tape.Parameter(EncoderWeight(pass.Parameters));
        Tensor sums = (model.ConditionSize == 0 ? weight : weight.Columns(0, model.Columns)).Square().SumFeatures();
        // The variances of a Gaussian code, after the means, are not part of the latent.
        Tensor squares = tape.View(sums, new Shape(1, sums.Shape.Rows)).Columns(0, model.Latent);
        if (model.Options.Bottleneck.LatentActivation == Activation.Identity)
            return squares.Sum();
        Tensor latent = model.Options.Bottleneck.Latent(code);
        Tensor slope =
            model.Options.Bottleneck.LatentActivation == Activation.Tanh
                ? 1f - latent.Square()
                : latent - latent.Square();
        return slope.Square().MatMul(squares, transposeRight: true).Mean();
    }

    private static Parameter EncoderWeight(ParameterSet parameters)
    {
        int place = 0;
        while (parameters.Parameters[place].Name != "encoder.0.weight")
            place++;
        return parameters.Parameters[place];
    }

    private static Tensor Estimate(Autoencoder model, Batch batch, Tensor code, Pass pass)
    {
        NoiseSource noise = pass.Noise(NoiseUsers.Regularizer);
        Tensor nearby = model.Code(batch.Rows.AddNormal(Distance, noise.Seed, noise.Stream), batch.Condition, pass);
        Tensor moved = model.Options.Bottleneck.Latent(nearby) - model.Options.Bottleneck.Latent(code);
        return moved.Square().SumFeatures().Mean() / (Distance * Distance);
    }
}
