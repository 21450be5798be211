using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// What a reconstruction costs. The cost of a row is a sum over its features, so that likelihoods are in nats a
/// sample and compare with the literature; figures per element are reported beside.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SquaredErrorReconstruction), "mse")]
[JsonDerivedType(typeof(AbsoluteErrorReconstruction), "mae")]
[JsonDerivedType(typeof(HuberReconstruction), "huber")]
[JsonDerivedType(typeof(BernoulliReconstruction), "bce")]
[JsonDerivedType(typeof(CategoricalReconstruction), "categorical")]
[JsonDerivedType(typeof(GaussianReconstruction), "gaussian")]
[JsonDerivedType(typeof(StructuralSimilarityReconstruction), "ssim")]
public abstract record Reconstruction : IPiece<Reconstruction>
{
    /// <summary>All reconstruction losses.</summary>
    public static PieceFamily<Reconstruction> Family { get; } =
        new("loss", () =>
            [
                SquaredErrorReconstruction.Description,
                AbsoluteErrorReconstruction.Description,
                HuberReconstruction.Description,
                BernoulliReconstruction.Description,
                CategoricalReconstruction.Description,
                GaussianReconstruction.Description,
                StructuralSimilarityReconstruction.Description,
            ]
        );

    /// <summary>The names that <see cref="Create"/> takes.</summary>
    public static IReadOnlyList<string> Names => Family.Names;

    /// <inheritdoc/>
    public virtual PieceDescription<Reconstruction> Describe() => UndescribedPiece.Describe(this);

    /// <summary>
    /// The function by which <see cref="Mean"/> makes probabilities of logits, such as sigmoid; null where the decoder
    /// gives no logits.
    /// </summary>
    [JsonIgnore]
    public virtual string? LogitFunction => null;

    /// <summary>Whether its likelihood is one of zeros and ones alone, and of numbers between them by custom.</summary>
    [JsonIgnore]
    public virtual bool IsOfZerosAndOnes => false;

    /// <summary>What a model has learned with the weights for this loss; nothing for most.</summary>
    /// <param name="model">A model with this loss.</param>
    public virtual IReadOnlyList<LearnedFigure> Learned(Autoencoder model) => [];

    /// <summary>
    /// Whether the decoder gives logits, which <see cref="Mean"/> makes probabilities of; then targets must be in [0,
    /// 1].
    /// </summary>
    public virtual bool OnLogits => false;

    /// <summary>
    /// What must be done to targets that are not the rows themselves, by name; null where that may be chosen.
    /// </summary>
    public virtual string? PreprocessTargets => null;

    /// <summary>
    /// The logit that stands for a mean, where the loss is <see cref="OnLogits"/>; held away from the infinite ones.
    /// </summary>
    /// <param name="mean">In [0, 1].</param>
    public virtual double Logit(double mean) => mean;

    /// <summary>
    /// What must be added to the cost of each feature to make it a negative log-likelihood, in nats: the logarithm of
    /// ∫ exp(−cost) dx. Null where the cost is no likelihood that anybody compares by.
    /// </summary>
    public virtual double? LogNormalizer() => null;

    /// <summary>A reconstruction loss with its usual settings.</summary>
    /// <exception cref="InputException">There is no such loss.</exception>
    public static Reconstruction Create(string name) => Family.Create(name);

    /// <summary>This loss, knowing the data.</summary>
    /// <param name="schema">What the rows are.</param>
    /// <param name="preprocess">What is done to them first, by name.</param>
    /// <exception cref="InputException">It cannot work with such rows.</exception>
    public virtual Reconstruction Resolve(Schema schema, string preprocess) => this;

    /// <summary>Refuses targets that this loss says nothing of.</summary>
    /// <param name="targets">The rows that the model is to give.</param>
    /// <param name="preprocessor">What is done to them first.</param>
    /// <exception cref="InputException">A row is not what the loss is for; the message names it.</exception>
    public virtual void RequireFit(Dataset targets, Preprocessor preprocessor)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(preprocessor);
        RequireRange(preprocessor.OutputRange(targets.Schema), $"those of {targets.Name}");
    }

    /// <summary>
    /// The decoder as this loss wants it: itself, or with more features behind those of a reconstruction.
    /// </summary>
    /// <param name="decoder">[batch, latent] to [batch, features].</param>
    /// <param name="plan">Where parameters of the loss are asked for, under the name <c>reconstruction</c>.</param>
    public virtual Layer Extend(Layer decoder, ParameterPlan plan) => decoder;

    /// <summary>The reconstruction that the output of the decoder stands for.</summary>
    /// <param name="output">What the decoder gave, [batch, features] and what <see cref="Extend"/> put behind
    /// them.</param>
    /// <returns>[batch, features].</returns>
    public virtual Tensor Mean(Tensor output) => output;

    /// <summary>The cost of each row.</summary>
    /// <param name="output">What the decoder gave, [batch, features] and what <see cref="Extend"/> put behind
    /// them.</param>
    /// <param name="target">What it should have given, [batch, features].</param>
    /// <returns>[batch].</returns>
    public abstract Tensor Loss(Tensor output, Tensor target);

    /// <summary>The cost of each row, where the error of each number has a weight of its own.</summary>
    /// <param name="output">What the decoder gave, [batch, features].</param>
    /// <param name="target">What it should have given, [batch, features].</param>
    /// <param name="weights">What each number counts, [batch, features]; gets no gradient.</param>
    /// <returns>[batch].</returns>
    /// <exception cref="InputException">The loss does not add up over the numbers of a row.</exception>
    public virtual Tensor WeightedLoss(Tensor output, Tensor target, Tensor weights) =>
        throw new InputException(
            "this loss cannot weigh corrupted numbers apart from others; leave --corrupted-weight and --clean-weight "
                + "out, or choose another --loss"
        );

    /// <summary>Refuses targets beyond [0, 1], where this loss is <see cref="OnLogits"/>.</summary>
    /// <param name="range">Where prepared targets lie; null where nothing bounds them.</param>
    /// <param name="data">What they are called in the message.</param>
    /// <exception cref="InputException">They go beyond.</exception>
    internal virtual void RequireRange((float Low, float High)? range, string data = "these")
    {
        if (OnLogits && range is not (0f, 1f))
            throw new InputException(
                $"the bce loss needs data in [0, 1], but {data} go beyond; use --preprocess minmax, or another loss"
            );
    }

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);
}
