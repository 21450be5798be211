using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// What a reconstruction costs. The cost of a row is a sum over its features, so that likelihoods are in nats a
/// sample and compare with the literature; figures per element are reported beside. Most are a <see
/// cref="Likelihood"/>; others, such as the structural similarity, are losses alone.
/// </summary>
/// <remarks>
/// Each method sees the whole <see cref="Batch"/>, rows and condition too, and the weights of the model, by the names
/// under which <see cref="Extend"/> asked for them: a dispersion for each feature is one parameter, and a library size
/// is a sum over the rows. Sparse targets stay sparse where the operation takes them so.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SquaredErrorReconstruction), "mse")]
[JsonDerivedType(typeof(AbsoluteErrorReconstruction), "mae")]
[JsonDerivedType(typeof(HuberReconstruction), "huber")]
[JsonDerivedType(typeof(BernoulliReconstruction), "bce")]
[JsonDerivedType(typeof(CategoricalReconstruction), "categorical")]
[JsonDerivedType(typeof(GaussianReconstruction), "gaussian")]
[JsonDerivedType(typeof(GaussianDiagonalReconstruction), "gaussian-diagonal")]
[JsonDerivedType(typeof(PoissonReconstruction), "poisson")]
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
                GaussianDiagonalReconstruction.Description,
                PoissonReconstruction.Description,
                StructuralSimilarityReconstruction.Description,
            ]
        );

    /// <summary>The names that <see cref="Create"/> takes.</summary>
    public static IReadOnlyList<string> Names => Family.Names;

    /// <inheritdoc/>
    public virtual PieceDescription<Reconstruction> Describe() => UndescribedPiece.Describe(this);

    /// <summary>
    /// The function by which <see cref="Mean"/> makes a reconstruction of what the decoder gives, such as sigmoid or
    /// exp: the inverse of a link function. Null where the decoder gives the reconstruction itself.
    /// </summary>
    [JsonIgnore]
    public virtual string? MeanFunction => null;

    /// <summary>
    /// Whether numbers of a row may count differently: see <see cref="Batch.Weights"/>. Not so where a loss does not
    /// add up over them.
    /// </summary>
    [JsonIgnore]
    public virtual bool TakesWeights => false;

    /// <summary>What a model has learned with the weights for this loss; nothing for most.</summary>
    /// <param name="model">A model with this loss.</param>
    public virtual IReadOnlyList<LearnedFigure> Learned(Autoencoder model) => [];

    /// <summary>
    /// Whether the decoder gives logits, which <see cref="Mean"/> makes probabilities of; then targets must be in [0,
    /// 1].
    /// </summary>
    public virtual bool OnLogits => false;

    /// <summary>
    /// What must be done to targets, by name; null where that may be chosen. Where the rows are their own targets, auto
    /// means it too.
    /// </summary>
    public virtual string? PreprocessTargets => null;

    /// <summary>
    /// What the decoder must give for a mean, where there is a <see cref="MeanFunction"/>: the link function, held away
    /// from infinite values.
    /// </summary>
    /// <param name="mean">A value of a prepared row.</param>
    public virtual double Link(double mean) => mean;

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
    /// Asks for the parameters of the loss, and makes the decoder as the loss wants it: itself, with more features
    /// behind those of a reconstruction, or with another last layer.
    /// </summary>
    /// <param name="decoder">[batch, latent and condition] to [batch, features].</param>
    /// <param name="condition">Numbers in the condition of a row, the last that the decoder takes.</param>
    /// <param name="plan">Where parameters of the loss are asked for, under names that begin with
    /// <c>reconstruction</c>.</param>
    public virtual Layer Extend(Layer decoder, int condition, ParameterPlan plan) => decoder;

    /// <summary>
    /// What the encoder sees of prepared rows, where these are in the units that the loss needs and not in those that
    /// layers learn well from: such as the logarithms of counts.
    /// </summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    /// <returns>[batch, columns].</returns>
    public virtual Tensor EncoderInput(Tensor rows) => rows;

    /// <summary>The reconstruction that the output of the decoder stands for.</summary>
    /// <param name="output">What the decoder gave, [batch, features] or what <see cref="Extend"/> made of it.</param>
    /// <param name="pass">Has the weights.</param>
    /// <param name="batch">
    /// The rows that the latents were written from, whose targets are not known; null where they come from elsewhere.
    /// </param>
    /// <returns>[batch, features].</returns>
    public virtual Tensor Mean(Tensor output, Pass pass, Batch? batch = null) => output;

    /// <summary>The cost of each row.</summary>
    /// <param name="output">
    /// What the decoder gave, [batch, features] or what <see cref="Extend"/> made of it. It may have several rows for
    /// each of the batch, one after another: see <see cref="Batch.For"/>.
    /// </param>
    /// <param name="batch">Has what it should have given, and what each number counts.</param>
    /// <param name="pass">Has the weights.</param>
    /// <returns>One number for each row of the output.</returns>
    public abstract Tensor Loss(Tensor output, Batch batch, Pass pass);

    /// <summary>Refuses targets beyond [0, 1], where this loss is <see cref="OnLogits"/>.</summary>
    /// <param name="range">Where prepared targets lie; null where nothing bounds them.</param>
    /// <param name="data">What they are called in the message.</param>
    /// <exception cref="InputException">They go beyond.</exception>
    internal virtual void RequireRange((float Low, float High)? range, string data = "these")
    {
        if (OnLogits && range is not (0f, 1f))
            throw new InputException(
                $"the bce loss needs data in [0, 1], but {data} go beyond; use `Preprocess` minmax, or another loss"
            );
    }

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);
}
