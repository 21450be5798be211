using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// The loss of a reconstruction. The loss of a row is a sum over its features, so that likelihoods are in nats per row,
/// as in the literature. Most losses are a <see cref="Likelihood"/>; others, such as the structural similarity, are
/// not.
/// </summary>
/// <remarks>
/// Each method sees the whole <see cref="Batch"/>, rows and condition too, and the weights of the model, by the names
/// that <see cref="Extend"/> declared: a dispersion for each feature can be one parameter, and a library size is a sum
/// over a row. Sparse targets stay sparse if the operation takes sparse rows.
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

    /// <summary>The names for <see cref="Create"/>.</summary>
    public static IReadOnlyList<string> Names => Family.Names;

    /// <inheritdoc/>
    public virtual PieceDescription<Reconstruction> Describe() => UndescribedPiece.Describe(this);

    /// <summary>
    /// The function that turns the decoder's output into a reconstruction in <see cref="Mean"/>, such as sigmoid or
    /// exp: the inverse of a link function. Null if the output is the reconstruction.
    /// </summary>
    [JsonIgnore]
    public virtual string? MeanFunction => null;

    /// <summary>
    /// Whether numbers of a row may have different weights: see <see cref="Batch.Weights"/>. False if the loss is not a
    /// sum over them.
    /// </summary>
    [JsonIgnore]
    public virtual bool TakesWeights => false;

    /// <summary>The numbers of this loss that a model has learned; none for most losses.</summary>
    /// <param name="model">A model with this loss.</param>
    public virtual IReadOnlyList<LearnedFigure> Learned(Autoencoder model) => [];

    /// <summary>
    /// Whether the decoder gives logits, which <see cref="Mean"/> turns into probabilities; targets must then be in [0,
    /// 1].
    /// </summary>
    public virtual bool OnLogits => false;

    /// <summary>
    /// The name of the required preprocessing of targets; null if it can be chosen. If the rows are their own targets,
    /// auto means this one too.
    /// </summary>
    public virtual string? PreprocessTargets => null;

    /// <summary>
    /// The decoder's output for a mean, if there is a <see cref="MeanFunction"/>: the link function, kept away from
    /// infinite values.
    /// </summary>
    /// <param name="mean">A value of a prepared row.</param>
    public virtual double Link(double mean) => mean;

    /// <summary>A reconstruction loss with default settings.</summary>
    /// <exception cref="InputException">There is no such loss.</exception>
    public static Reconstruction Create(string name) => Family.Create(name);

    /// <summary>This loss, adapted to the data.</summary>
    /// <param name="schema">The schema of the rows.</param>
    /// <param name="preprocess">The name of the preprocessing.</param>
    /// <exception cref="InputException">The loss does not fit such rows.</exception>
    public virtual Reconstruction Resolve(Schema schema, string preprocess) => this;

    /// <summary>Checks that targets fit this loss.</summary>
    /// <param name="targets">The targets of the model.</param>
    /// <param name="preprocessor">The preprocessing.</param>
    /// <exception cref="InputException">A row does not fit the loss; the message names it.</exception>
    public virtual void RequireFit(Dataset targets, Preprocessor preprocessor)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(preprocessor);
        RequireRange(preprocessor.OutputRange(targets.Schema), $"those of {targets.Name}");
    }

    /// <summary>
    /// Declares the parameters of the loss, and adapts the decoder: unchanged, with more features after those of a
    /// reconstruction, or with another last layer.
    /// </summary>
    /// <param name="decoder">[batch, latent and condition] to [batch, features].</param>
    /// <param name="condition">The size of a row's condition, the last part of the decoder's input.</param>
    /// <param name="plan">Collects the parameters of the loss, under names that start with
    /// <c>reconstruction</c>.</param>
    public virtual Layer Extend(Layer decoder, int condition, ParameterPlan plan) => decoder;

    /// <summary>
    /// The encoder's input for prepared rows, if layers learn badly from the units that the loss needs: such as the
    /// logarithms of counts.
    /// </summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    /// <returns>[batch, columns].</returns>
    public virtual Tensor EncoderInput(Tensor rows) => rows;

    /// <summary>The reconstruction for an output of the decoder.</summary>
    /// <param name="output">The decoder's output, [batch, features] or as changed by <see cref="Extend"/>.</param>
    /// <param name="pass">The pass, with the weights.</param>
    /// <param name="batch">
    /// The rows of the latents, without targets; null for latents that do not come from rows.
    /// </param>
    /// <returns>[batch, features].</returns>
    public virtual Tensor Mean(Tensor output, Pass pass, Batch? batch = null) => output;

    /// <summary>The cost of each row.</summary>
    /// <param name="output">
    /// The decoder's output, [batch, features] or as changed by <see cref="Extend"/>. It may have several rows for each
    /// row of the batch, one after another: see <see cref="Batch.For"/>.
    /// </param>
    /// <param name="batch">The batch, with targets and weights.</param>
    /// <param name="pass">The pass, with the weights.</param>
    /// <returns>One number for each row of the output.</returns>
    public abstract Tensor Loss(Tensor output, Batch batch, Pass pass);

    /// <summary>Checks that targets are in [0, 1], if this loss is <see cref="OnLogits"/>.</summary>
    /// <param name="range">The range of prepared targets; null if there is none.</param>
    /// <param name="data">The name of the targets in messages.</param>
    /// <exception cref="InputException">The targets go beyond [0, 1].</exception>
    internal virtual void RequireRange((float Low, float High)? range, string data = "these")
    {
        if (OnLogits && range is not (0f, 1f))
            throw new InputException(
                $"the bce loss needs data in [0, 1], but {data} are not; use `Preprocess` minmax, or another loss"
            );
    }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);
}
