using Pinhole.Engine.Kernels;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;

namespace Pinhole.Models;

/// <summary>The standard models, each a choice of pieces.</summary>
public static class Presets
{
    /// <summary>The names for <see cref="Create"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "vanilla",
        "deep",
        "residual",
        "sparse",
        "denoising",
        "convolutional",
        "vae",
        "beta-vae",
        "beta-tcvae",
        "conditional",
        "conditional-vae",
    ];

    /// <summary>A preset by name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="latent">The size of the latent; null for an eighth of the columns, 2 to 32.</param>
    /// <param name="hidden">Sizes of the hidden layers, input side first; channels for convolutions; null for the
    /// preset's default.</param>
    /// <param name="activation">The activation of hidden layers.</param>
    /// <exception cref="InputException">There is no such preset.</exception>
    public static AutoencoderOptions Create(
        string name,
        int? latent = null,
        IReadOnlyList<int>? hidden = null,
        Activation activation = Activation.Elu
    ) =>
        name switch
        {
            "vanilla" => new()
            {
                Preset = name,
                Latent = latent,
                Network = new DenseNetwork(hidden, activation, hidden is null ? 1 : null),
            },
            "deep" => new()
            {
                Preset = name,
                Latent = latent,
                Network = new AutomaticNetwork(hidden, activation),
            },
            "residual" => new()
            {
                Preset = name,
                Latent = latent,
                Network = new ResidualNetwork(hidden, activation),
            },
            "sparse" => Create("deep", latent, hidden, activation) with
            {
                Preset = name,
                Bottleneck = new SparseBottleneck(),
            },
            "denoising" => Create("deep", latent, hidden, activation) with
            {
                Preset = name,
                Corruption = new MaskingCorruption(),
            },
            "vae" or "beta-vae" => Create("deep", latent, hidden, activation) with
            {
                Preset = name,
                Bottleneck = new GaussianBottleneck(Beta: name == "vae" ? 1 : 4),
            },
            "beta-tcvae" => Create("deep", latent, hidden, activation) with
            {
                Preset = name,
                Bottleneck = new TotalCorrelationBottleneck(),
            },
            "conditional" => Create("deep", latent, hidden, activation) with
            {
                Preset = name,
                Condition = new Condition(Labels: true),
            },
            "conditional-vae" => Create("vae", latent, hidden, activation) with
            {
                Preset = name,
                Condition = new Condition(Labels: true),
            },
            "convolutional" => new()
            {
                Preset = name,
                Latent = latent,
                Network = new ConvolutionalNetwork(hidden, activation),
            },
            _ => throw new InputException(Suggestion.Unknown("model", name, Names)),
        };

    /// <summary>
    /// One hidden layer each side, as wide as the geometric mean of input and latent, and at least 64.
    /// </summary>
    /// <param name="latent">The size of the latent; null for an eighth of the columns, 2 to 32.</param>
    public static AutoencoderOptions Vanilla(int? latent = null) => Create("vanilla", latent);

    /// <summary>
    /// Hidden layers that halve from the input down to the latent (after Hinton and Salakhutdinov 2006); for tables
    /// also linear paths, as in <see cref="Residual"/>: see <see cref="AutomaticNetwork"/>.
    /// </summary>
    /// <param name="latent">The size of the latent; null for an eighth of the columns, 2 to 32.</param>
    public static AutoencoderOptions Deep(int? latent = null) => Create("deep", latent);

    /// <summary>PCA, and hidden layers that learn what it misses; never worse than PCA by squared error.</summary>
    /// <param name="latent">The size of the latent.</param>
    public static AutoencoderOptions Residual(int latent) => Create("residual", latent);

    /// <summary>
    /// The layers of <see cref="Deep"/> with sigmoid units in the latent, each active in few rows (Ng 2011).
    /// </summary>
    /// <param name="latent">The size of the latent, which may be larger than a row.</param>
    public static AutoencoderOptions Sparse(int? latent = null) => Create("sparse", latent);

    /// <summary>
    /// The layers of <see cref="Deep"/>, trained to reconstruct rows with 30 % of their numbers masked (Vincent et al.
    /// 2008).
    /// </summary>
    /// <param name="latent">The size of the latent; null for an eighth of the columns, 2 to 32.</param>
    public static AutoencoderOptions Denoising(int? latent = null) => Create("denoising", latent);

    /// <summary>
    /// The layers of <see cref="Deep"/> with a Gaussian bottleneck, β = 1 (Kingma and Welling 2014). Its loss is
    /// Bernoulli for data in [0, 1], otherwise the squared error.
    /// </summary>
    /// <param name="latent">The size of the latent; null for an eighth of the columns, 2 to 32.</param>
    public static AutoencoderOptions Vae(int? latent = null) => Create("vae", latent);

    /// <summary>
    /// <see cref="Vae"/> with β = 4: more independent latents, worse reconstructions (Higgins et al. 2017). If latents
    /// collapse to the prior, lower β or anneal it; a higher β makes this worse.
    /// </summary>
    /// <param name="latent">The size of the latent; null for an eighth of the columns, 2 to 32.</param>
    public static AutoencoderOptions BetaVae(int? latent = null) => Create("beta-vae", latent);

    /// <summary>
    /// <see cref="Vae"/> with a weight of 6 for the total correlation of the latents alone (Chen et al. 2018): more
    /// independent latents at less cost to reconstructions than with <see cref="BetaVae"/>.
    /// </summary>
    /// <param name="latent">The size of the latent; null for an eighth of the columns, 2 to 32.</param>
    public static AutoencoderOptions BetaTcVae(int? latent = null) => Create("beta-tcvae", latent);

    /// <summary>
    /// The layers of <see cref="Deep"/>, with the class of each row as a condition, so that the latent holds what
    /// differs within a class.
    /// </summary>
    /// <param name="latent">The size of the latent; null for an eighth of the columns, 2 to 32.</param>
    public static AutoencoderOptions Conditional(int? latent = null) => Create("conditional", latent);

    /// <summary>
    /// <see cref="Vae"/> with the class of each row as a condition; samples have a chosen class (Sohn et al. 2015).
    /// </summary>
    /// <param name="latent">The size of the latent; null for an eighth of the columns, 2 to 32.</param>
    public static AutoencoderOptions ConditionalVae(int? latent = null) => Create("conditional-vae", latent);

    /// <summary>
    /// Convolutions that halve height and width and double the channels, and their mirror (after Masci et al. 2011).
    /// </summary>
    /// <param name="latent">The size of the latent; null for an eighth of the columns, 2 to 32.</param>
    public static AutoencoderOptions Convolutional(int? latent = null) => Create("convolutional", latent);
}
