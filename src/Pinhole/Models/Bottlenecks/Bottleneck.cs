using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Bottlenecks;

/// <summary>
/// The bottleneck between encoder and decoder: it turns the encoder's code into the decoder's latent.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DeterministicBottleneck), "deterministic")]
[JsonDerivedType(typeof(GaussianBottleneck), "gaussian")]
[JsonDerivedType(typeof(SparseBottleneck), "sparse")]
[JsonDerivedType(typeof(L1Bottleneck), "l1")]
[JsonDerivedType(typeof(TopKBottleneck), "topk")]
[JsonDerivedType(typeof(TotalCorrelationBottleneck), "total-correlation")]
public abstract record Bottleneck : IPiece<Bottleneck>
{
    private protected const string WeightOption = "sparsity-weight";
    private protected const string WeightHelp = "The weight of the penalty in the loss";
    private protected const string WeightRefusal = "a penalty with the weight {0} is";

    /// <summary>All bottlenecks.</summary>
    public static PieceFamily<Bottleneck> Family { get; } =
        new("bottleneck", () =>
            [
                DeterministicBottleneck.Description,
                SparseBottleneck.Description,
                L1Bottleneck.Description,
                TopKBottleneck.Description,
                GaussianBottleneck.Description,
                TotalCorrelationBottleneck.Description,
            ]
        );

    /// <inheritdoc/>
    public virtual PieceDescription<Bottleneck> Describe() => UndescribedPiece.Describe(this);

    /// <summary>
    /// Whether the code is a Gaussian for each row, its means in the first half and its log-variances in the second
    /// (see <see cref="GaussianCode"/>), so that rows can be sampled and have a likelihood.
    /// </summary>
    [JsonIgnore]
    public virtual bool HasGaussianCode => false;

    /// <summary>Whether it keeps the latent sparse.</summary>
    [JsonIgnore]
    public virtual bool IsSparse => false;

    /// <summary>Whether more than its size limits the latent, so that a wide latent cannot just copy rows.</summary>
    [JsonIgnore]
    public virtual bool LimitsLatent => true;

    /// <summary>What to try if numbers of the latent are the same for all rows.</summary>
    [JsonIgnore]
    internal virtual string DeadUnitsAdvice => "lower `LearningRate`, or choose a smaller `Latent`";

    /// <summary>The size of the encoder's code for a latent of this size.</summary>
    /// <param name="latent">The size of the latent.</param>
    /// <exception cref="InputException">The code would be too large.</exception>
    public abstract int CodeSize(int latent);

    /// <summary>Declares the state that the bottleneck keeps from step to step; most have none.</summary>
    /// <param name="plan">Collects the declarations.</param>
    /// <param name="latent">The size of the latent.</param>
    public virtual void Declare(ParameterPlan plan, int latent) { }

    /// <summary>Starts a training: stores what the bottleneck must know about it; most need nothing.</summary>
    /// <param name="parameters">The weights of the model.</param>
    /// <param name="rows">The number of training rows.</param>
    internal virtual void StartTraining(ParameterSet parameters, int rows) { }

    /// <summary>The latent during training; also adds the bottleneck's penalties to the loss.</summary>
    /// <param name="code">[batch, code].</param>
    /// <param name="pass">The pass, with its noise.</param>
    /// <param name="terms">Receives penalties, each a mean over the batch.</param>
    /// <returns>[batch, latent].</returns>
    public abstract Tensor Forward(Tensor code, Pass pass, LossTerms terms);

    /// <summary>
    /// Adds the loss of a batch without regularizers: the term <c>reconstruction</c>, and the terms of the bottleneck.
    /// </summary>
    /// <param name="model">The model, which decodes latents: see <see cref="Autoencoder.Cost"/>.</param>
    /// <param name="code">The output of the encoder, [batch, code].</param>
    /// <param name="batch">The batch, with targets and condition.</param>
    /// <param name="pass">The pass, with its noise.</param>
    /// <param name="terms">Receives the terms, each a mean over the batch.</param>
    public virtual void Loss(Autoencoder model, Tensor code, Batch batch, Pass pass, LossTerms terms)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(terms);
        Tensor latent = Forward(code, pass, terms);
        terms.Add("reconstruction", model.Cost(latent, batch, pass).Mean());
    }

    /// <summary>The latent of a row in a trained model, without noise.</summary>
    /// <param name="code">[batch, code].</param>
    /// <returns>[batch, latent].</returns>
    public abstract Tensor Latent(Tensor code);

    /// <summary>
    /// The activation that turns each number of the code into the number of <see cref="Latent"/> at the same place;
    /// null if the bottleneck does more.
    /// </summary>
    internal virtual Activation? LatentActivation => null;

    /// <summary>
    /// The maximum number of non-zero numbers in a latent: PCA, which a model is compared with, has as many components.
    /// </summary>
    /// <param name="latent">The size of the latent.</param>
    public virtual int Active(int latent) => latent;

    /// <summary>The number of dead units; null if they are not counted.</summary>
    /// <param name="parameters">The weights of the model.</param>
    public virtual int? DeadUnits(ParameterSet parameters) => null;

    /// <summary>Checks that the other pieces fit.</summary>
    /// <param name="options">All pieces; a loss that is not set is a likelihood.</param>
    /// <exception cref="InputException">A piece does not fit.</exception>
    public virtual void RequireFit(AutoencoderOptions options) { }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);
}
