using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Bottlenecks;

/// <summary>What happens between encoder and decoder: from the encoder's code to the latent the decoder gets.</summary>
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
    private protected const string WeightHelp = "What the penalty costs beside the reconstruction of a row";
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
    /// (see <see cref="GaussianCode"/>), so that rows can be drawn from N(0, I) and have a likelihood.
    /// </summary>
    [JsonIgnore]
    public virtual bool HasGaussianCode => false;

    /// <summary>Whether it keeps the latent sparse.</summary>
    [JsonIgnore]
    public virtual bool IsSparse => false;

    /// <summary>Whether more than its size limits the latent, so that a wide one cannot just copy rows.</summary>
    [JsonIgnore]
    public virtual bool LimitsLatent => true;

    /// <summary>What to try where numbers of the latent are the same for all rows.</summary>
    [JsonIgnore]
    internal virtual string DeadUnitsAdvice => "lower `LearningRate`, or choose a smaller `Latent`";

    /// <summary>How many numbers the encoder must give for a latent of this size.</summary>
    /// <param name="latent">The size of the latent.</param>
    /// <exception cref="InputException">There is no code so large.</exception>
    public abstract int CodeSize(int latent);

    /// <summary>Asks for what the bottleneck keeps from step to step; most keep nothing.</summary>
    /// <param name="plan">Where to ask.</param>
    /// <param name="latent">The size of the latent.</param>
    public virtual void Declare(ParameterPlan plan, int latent) { }

    /// <summary>Begins a training: takes down what the bottleneck must know of it; most take down nothing.</summary>
    /// <param name="parameters">The weights of the model.</param>
    /// <param name="rows">How many rows it is trained on.</param>
    internal virtual void StartTraining(ParameterSet parameters, int rows) { }

    /// <summary>The latent during training, with whatever the bottleneck adds to the loss.</summary>
    /// <param name="code">[batch, code].</param>
    /// <param name="pass">What for; it has the noise.</param>
    /// <param name="terms">Where penalties go, each a mean over the batch.</param>
    /// <returns>[batch, latent].</returns>
    public abstract Tensor Forward(Tensor code, Pass pass, LossTerms terms);

    /// <summary>
    /// What a batch costs but for penalties: the term <c>reconstruction</c>, and what the bottleneck adds to it.
    /// </summary>
    /// <param name="model">Reads latents back: see <see cref="Autoencoder.Cost"/>.</param>
    /// <param name="code">What the encoder gave, [batch, code].</param>
    /// <param name="batch">Has the targets and the condition.</param>
    /// <param name="pass">What for; it has the noise.</param>
    /// <param name="terms">Where the terms go, each a mean over the batch.</param>
    public virtual void Loss(Autoencoder model, Tensor code, Batch batch, Pass pass, LossTerms terms)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(terms);
        Tensor latent = Forward(code, pass, terms);
        terms.Add("reconstruction", model.Cost(latent, batch, pass).Mean());
    }

    /// <summary>The latent that stands for a row once training is over, without noise.</summary>
    /// <param name="code">[batch, code].</param>
    /// <returns>[batch, latent].</returns>
    public abstract Tensor Latent(Tensor code);

    /// <summary>
    /// What makes each number of <see cref="Latent"/> of the code's number in the same place; null where it is more
    /// than that.
    /// </summary>
    internal virtual Activation? LatentActivation => null;

    /// <summary>
    /// How many numbers of a latent are not zero, at most: as many components has the PCA that a model is compared
    /// with.
    /// </summary>
    /// <param name="latent">The size of the latent.</param>
    public virtual int Active(int latent) => latent;

    /// <summary>How many units have not been active for long; null where that is not counted.</summary>
    /// <param name="parameters">The weights of the model.</param>
    public virtual int? DeadUnits(ParameterSet parameters) => null;

    /// <summary>Refuses other pieces that it cannot work with.</summary>
    /// <param name="options">All pieces; a loss that is left to the data is a likelihood.</param>
    /// <exception cref="InputException">There is such a piece.</exception>
    public virtual void RequireFit(AutoencoderOptions options) { }

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);
}
