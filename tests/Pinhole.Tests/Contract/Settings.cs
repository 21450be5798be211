using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Models.Regularizers;

namespace Pinhole.Tests.Contract;

/// <summary>
/// Models with settings that no preset has, each by a name: what the contract asks of presets it asks of these.
/// </summary>
internal static class Settings
{
    public static IReadOnlyDictionary<string, AutoencoderOptions> All { get; } =
        new Dictionary<string, AutoencoderOptions>
        {
            ["batch"] = Deep with { Network = Dense(Normalization.Batch) },
            ["layer"] = Deep with { Network = Dense(Normalization.Layer) },
            ["dropout"] = Deep with { Network = Dense(dropout: 0.2) },
            ["tied"] = Deep with { Network = Dense(tied: true) },
            ["vae, batch, all"] = Presets.Vae(4) with { Network = Dense(Normalization.Batch, 0.2, tied: true) },
            ["layer, all"] = Deep with
            {
                Network = Dense(Normalization.Layer, 0.2, tied: true) with { Activation = Activation.Gelu },
            },
            ["convolutional, nearest"] = Convolutional(new([11, 9], Activation.Tanh, Upsampling: Upsampling.Nearest)),
            ["convolutional, batch"] = Convolutional(new([11, 9], Activation.Tanh, Normalization: Normalization.Batch)),
            ["convolutional, layer"] = Convolutional(new([11, 9], Activation.Tanh, Normalization: Normalization.Layer)),
            ["convolutional, dropout"] = Convolutional(new([11, 9], Activation.Tanh, Dropout: 0.2)),
            ["vae, convolutional, all"] = Presets.Vae(4) with
            {
                Network = new ConvolutionalNetwork(
                    [11, 9],
                    Activation.Tanh,
                    5,
                    Upsampling.Nearest,
                    Normalization.Batch,
                    0.1
                ),
            },

            ["residual"] = Residual,
            ["residual, linear paths alone"] = Residual with { Network = new ResidualNetwork([]) },
            ["residual, vae"] = Residual with { Bottleneck = new GaussianBottleneck() },
            ["residual, l1"] = Residual with { Bottleneck = new L1Bottleneck() },
            ["residual, conditional, denoising, contractive"] = Residual with
            {
                Condition = Labels,
                Corruption = new MaskingCorruption(),
                Regularizers = [new ContractiveRegularizer(0.1)],
            },

            ["decoder of its own"] = Deep with
            {
                Network = Dense(dropout: 0.2) with { DecoderHidden = [7, 23, 13] },
            },
            ["no decoder layers"] = Deep with { Network = Dense(Normalization.Layer) with { DecoderHidden = [] } },
            ["classes"] = Deep with { Reconstruction = new CategoricalReconstruction() },
            ["classes, denoising, dropout"] = Deep with
            {
                Network = Dense(dropout: 0.2) with { DecoderHidden = [] },
                Bottleneck = new DeterministicBottleneck(Activation.Sigmoid),
                Corruption = new MaskingCorruption(),
                Reconstruction = new CategoricalReconstruction(),
            },
            ["classes, vae"] = Presets.Vae(4) with
            {
                Network = Dense(Normalization.Layer),
                Reconstruction = new CategoricalReconstruction(),
            },

            ["topk"] = Deep with
            {
                Bottleneck = new TopKBottleneck(3, AuxiliaryWeight: 0),
            },
            ["topk, all units"] = Deep with { Bottleneck = new TopKBottleneck(4) },
            ["topk, revived"] = Deep with { Bottleneck = new TopKBottleneck(2, AuxiliaryUnits: 3, DeadAfter: 20) },
            ["topk, encoded"] = Deep with { Bottleneck = new TopKBottleneck(2, EncodedUnits: 3) },
            ["topk, batch"] = Deep with
            {
                Network = Dense(Normalization.Batch, 0.1),
                Bottleneck = new TopKBottleneck(2, AuxiliaryWeight: 1, DeadAfter: 20),
                Reconstruction = new BernoulliReconstruction(),
            },
            ["l1"] = Deep with { Bottleneck = new L1Bottleneck() },
            ["running average"] = Deep with { Bottleneck = new SparseBottleneck(0.2, RunningAverage: 0.9) },
            ["sigmoid latent"] = Deep with { Bottleneck = new DeterministicBottleneck(Activation.Sigmoid) },
            ["gelu latent"] = Deep with { Bottleneck = new DeterministicBottleneck(Activation.Gelu) },
            ["clipped noise"] = Deep with { Corruption = new GaussianCorruption(0.5, Clipped: true) },
            ["emphasis"] = Deep with { Corruption = new MaskingCorruption(0.3, new Emphasis(1, 0.5)) },
            ["emphasis, bce"] = Deep with
            {
                Corruption = new SaltAndPepperCorruption(0.4, Emphasis: new Emphasis(2, 0)),
                Reconstruction = new BernoulliReconstruction(),
            },
            ["emphasis, mae"] = Deep with
            {
                Corruption = new MaskingCorruption(0.3, new Emphasis(1, 0.5)),
                Reconstruction = new AbsoluteErrorReconstruction(),
            },
            ["emphasis, huber"] = Deep with
            {
                Corruption = new MaskingCorruption(0.3, new Emphasis(3)),
                Reconstruction = new HuberReconstruction(0.3),
            },
            ["emphasis, gaussian"] = Deep with
            {
                Corruption = new MaskingCorruption(0.3, new Emphasis(3)),
                Reconstruction = new GaussianReconstruction(),
            },
            ["emphasis, gaussian-diagonal"] = Deep with
            {
                Corruption = new MaskingCorruption(0.3, new Emphasis(3)),
                Reconstruction = new GaussianDiagonalReconstruction(),
            },
            ["importance-weighted, gaussian-diagonal"] = Presets.Vae(4) with
            {
                Network = Dense(),
                Bottleneck = new GaussianBottleneck(Samples: 3),
                Reconstruction = new GaussianDiagonalReconstruction(),
            },
            ["counts, emphasis, poisson"] = Deep with
            {
                Corruption = new MaskingCorruption(0.3, new Emphasis(1, 0.5)),
                Reconstruction = new PoissonReconstruction(),
            },
            ["counts, importance-weighted, poisson"] = Presets.Vae(4) with
            {
                Network = Dense(),
                Bottleneck = new GaussianBottleneck(Samples: 3),
                Reconstruction = new PoissonReconstruction(),
            },
            ["emphasis, topk, revived"] = Deep with
            {
                Corruption = new MaskingCorruption(0.3, new Emphasis(1, 0.5)),
                Bottleneck = new TopKBottleneck(2, AuxiliaryUnits: 3, DeadAfter: 20),
            },

            ["weights"] = Deep with
            {
                Regularizers = [new L1Regularizer(0.01), new L2Regularizer(0.02)],
            },
            ["contractive, one layer"] = Presets.Sparse(4) with
            {
                Network = new DenseNetwork([]),
                Regularizers = [new ContractiveRegularizer(0.5)],
            },
            ["contractive, denoising"] = Presets.Denoising(4) with
            {
                Network = Dense(),
                Regularizers = [new ContractiveRegularizer(0.1)],
            },
            ["contractive, convolutional"] = Convolutional(new([3, 5], Activation.Tanh)) with
            {
                Regularizers = [new ContractiveRegularizer(0.1)],
            },
            ["contractive, batch"] = Deep with
            {
                Network = Dense(Normalization.Batch, 0.2),
                Regularizers = [new ContractiveRegularizer(0.1)],
            },
            ["vae, all penalties"] = Presets.Vae(4) with
            {
                Network = new DenseNetwork(
                    [31, 29],
                    Activation.Tanh,
                    null,
                    Normalization.Layer,
                    0.2,
                    TiedWeights: true
                ),
                Reconstruction = new GaussianReconstruction(),
                Regularizers = [new L1Regularizer(0.01), new L2Regularizer(0.02), new ContractiveRegularizer(0.1)],
            },

            ["importance-weighted"] = Presets.Vae(4) with
            {
                Network = Dense(),
                Bottleneck = new GaussianBottleneck(Samples: 3),
            },
            ["importance-weighted, gaussian, all"] = Presets.Vae(4) with
            {
                Network = Dense(Normalization.Layer, 0.2, tied: true),
                Bottleneck = new GaussianBottleneck(Samples: 2),
                Reconstruction = new GaussianReconstruction(),
                Corruption = new MaskingCorruption(),
            },
            ["importance-weighted, convolutional, conditional"] = Presets.ConditionalVae(4) with
            {
                Network = new ConvolutionalNetwork([11, 9], Activation.Tanh),
                Bottleneck = new GaussianBottleneck(Samples: 3),
            },
            ["dynamic binarization"] = Presets.Vae(4) with { Network = Dense(), DynamicBinarization = true },
            ["dynamic binarization, importance-weighted"] = Presets.Vae(4) with
            {
                Network = Dense(),
                Bottleneck = new GaussianBottleneck(Samples: 3),
                DynamicBinarization = true,
            },

            ["conditional, topk, tied"] = Deep with
            {
                Network = Dense(tied: true),
                Bottleneck = new TopKBottleneck(2, DeadAfter: 20),
                Condition = Labels,
            },
            ["conditional, contractive, one layer"] = Deep with
            {
                Network = new DenseNetwork([]),
                Regularizers = [new ContractiveRegularizer(0.5)],
                Condition = Labels,
            },
            ["conditional, convolutional, denoising, beta-vae"] = Presets.BetaVae(4) with
            {
                Network = new ConvolutionalNetwork([11, 9], Activation.Tanh, Normalization: Normalization.Batch),
                Corruption = new MaskingCorruption(),
                Condition = Labels,
            },
        };

    /// <summary>
    /// Rows as a setting takes them: with their classes as targets where it gives classes, counts for counts.
    /// </summary>
    public static Dataset Rows(string name, Dataset rows) =>
        All[name].Reconstruction switch
        {
            CategoricalReconstruction => rows.WithLabelTargets(),
            PoissonReconstruction => SmallData.For("poisson", rows),
            _ => rows,
        };

    /// <summary>What is done to rows first, as a setting takes it: nothing to counts.</summary>
    public static string Preprocess(string name, string wanted) =>
        All[name].Reconstruction is PoissonReconstruction ? "none" : wanted;

    private static AutoencoderOptions Deep => Presets.Deep(4) with { Network = Dense() };

    private static AutoencoderOptions Residual =>
        Presets.Residual(4) with
        {
            Network = new ResidualNetwork([11, 9], Activation.Tanh),
        };

    private static Condition Labels => new(Labels: true);

    private static DenseNetwork Dense(
        Normalization normalization = Normalization.None,
        double dropout = 0,
        bool tied = false
    ) => new([11, 9], Activation.Tanh, null, normalization, dropout, tied);

    private static AutoencoderOptions Convolutional(ConvolutionalNetwork network) =>
        Presets.Convolutional(4) with
        {
            Network = network,
        };
}
