using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Models.Regularizers;

namespace Pinhole.Models;

/// <summary>The exchangeable pieces of an autoencoder; <see cref="Presets"/> has the usual combinations.</summary>
public sealed record AutoencoderOptions
{
    private readonly RegularizerList _regularizers = new([]);

    /// <summary>The name of the combination, in reports and model files.</summary>
    public string Preset { get; init; } = "custom";

    /// <summary>
    /// The size of the latent: the number of values that represent a row. Null for an eighth of the columns, 2 to 32,
    /// resolved when the model is built.
    /// </summary>
    public int? Latent { get; init; }

    /// <summary>The corruption of rows before the encoder, only in training.</summary>
    public Corruption Corruption { get; init; } = new NoCorruption();

    /// <summary>An additional input for each row.</summary>
    public Condition Condition { get; init; } = Condition.None;

    /// <summary>The shape of encoder and decoder.</summary>
    public required Network Network { get; init; }

    /// <summary>How weights are initialized.</summary>
    public Initialization Initialization { get; init; }

    /// <summary>The bottleneck between encoder and decoder.</summary>
    public Bottleneck Bottleneck { get; init; } = new DeterministicBottleneck();

    /// <summary>
    /// The reconstruction loss. Null to choose it when the model is built: categorical if targets are classes,
    /// Bernoulli for a Gaussian bottleneck on prepared rows in [0, 1], otherwise the squared error.
    /// </summary>
    public Reconstruction? Reconstruction { get; init; }

    /// <summary>The penalties, each one more term of the loss; default: none.</summary>
    public IReadOnlyList<Regularizer> Regularizers
    {
        get => _regularizers.Items;
        // Files of older versions have none.
        init => _regularizers = new RegularizerList(value ?? []);
    }

    /// <summary>The name of the preprocessing of rows; see <see cref="Preprocessors"/>.</summary>
    public string Preprocess { get; init; } = "auto";

    /// <summary>
    /// The name of the preprocessing of targets, if they are not the rows themselves; null for that of the rows.
    /// </summary>
    public string? PreprocessTargets { get; init; }

    /// <summary>
    /// The last activation of the decoder; null chooses it by the prepared targets: sigmoid in [0, 1], tanh in [−1, 1],
    /// linear otherwise.
    /// </summary>
    public Activation? OutputActivation { get; init; }

    /// <summary>
    /// Whether prepared rows, in [0, 1], are probabilities: each step draws new zeros and ones from them, for both the
    /// encoder's input and the target (as Burda, Grosse and Salakhutdinov 2016 and others train on MNIST). Likelihoods
    /// are then also of drawn rows. To draw only once, see <see cref="Data.Dataset.Binarize"/>.
    /// </summary>
    public bool DynamicBinarization { get; init; }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public void Validate()
    {
        if (Latent < 1)
            throw new InputException($"a latent of {Latent} numbers is not possible; choose at least 1");
        _ = Preprocessors.Checked(Preprocess);
        _ = Preprocessors.Checked(PreprocessTargets ?? Preprocess);
        if (OutputActivation is Activation output)
            Network.RequireKnown(output);
        if (!Enum.IsDefined(Initialization))
            throw new InputException(
                $"there is no initialization {(int)Initialization}; choose one of "
                    + $"{string.Join(", ", Enum.GetNames<Initialization>())}"
            );
        Corruption.Validate();
        Network.Validate();
        Network.RequireFit(this);
        Bottleneck.Validate();
        Reconstruction?.Validate();
        Bottleneck.RequireFit(this);
        for (int i = 0; i < Regularizers.Count; i++)
        {
            Regularizer regularizer = Regularizers[i]
                ?? throw new InputException("a penalty in the list is null; remove it, or set it");
            regularizer.Validate();
            if (Regularizers.Take(i).Any(other => other.Term == regularizer.Term))
                throw new InputException(
                    $"the penalty {regularizer.Term} is given twice; give it once, with the sum of both weights"
                );
        }
    }

    /// <summary>A list that compares by its items, so that options do too.</summary>
    private readonly record struct RegularizerList(IReadOnlyList<Regularizer> Items)
    {
        public bool Equals(RegularizerList other) => Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Count;
    }
}
