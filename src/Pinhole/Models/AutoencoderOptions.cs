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

    /// <summary>What the combination is called, in reports and model files.</summary>
    public string Preset { get; init; } = "custom";

    /// <summary>
    /// The size of the latent: how many numbers stand for a row. Null for an eighth of the columns, at least 2 and at
    /// most 32, which is decided when the model is built.
    /// </summary>
    public int? Latent { get; init; }

    /// <summary>What is done to rows before they are encoded, in training alone.</summary>
    public Corruption Corruption { get; init; } = new NoCorruption();

    /// <summary>What the model is told of each row beside the row itself.</summary>
    public Condition Condition { get; init; } = Condition.None;

    /// <summary>The shape of encoder and decoder.</summary>
    public required Network Network { get; init; }

    /// <summary>What their weights start from.</summary>
    public Initialization Initialization { get; init; }

    /// <summary>What happens between them.</summary>
    public Bottleneck Bottleneck { get; init; } = new DeterministicBottleneck();

    /// <summary>
    /// What a reconstruction costs. Null for what suits model and data, which is decided when the model is built:
    /// categorical where targets are classes, Bernoulli for a Gaussian bottleneck on prepared rows in [0, 1], otherwise
    /// the squared error.
    /// </summary>
    public Reconstruction? Reconstruction { get; init; }

    /// <summary>What it pays for besides, each another term of the loss; none at first.</summary>
    public IReadOnlyList<Regularizer> Regularizers
    {
        get => _regularizers.Items;
        // A file of an older program has none.
        init => _regularizers = new RegularizerList(value ?? []);
    }

    /// <summary>What is done to rows first, by name; see <see cref="Preprocessors"/>.</summary>
    public string Preprocess { get; init; } = "auto";

    /// <summary>What is done to targets that are not the rows themselves; null for the same as to the rows.</summary>
    public string? PreprocessTargets { get; init; }

    /// <summary>
    /// What the decoder ends in; null follows the prepared targets: sigmoid in [0, 1], tanh in [−1, 1], linear
    /// otherwise.
    /// </summary>
    public Activation? OutputActivation { get; init; }

    /// <summary>
    /// Whether prepared rows, in [0, 1], are probabilities of which each step draws zeros and ones afresh, for the
    /// encoder's input and the target alike (as Burda, Grosse and Salakhutdinov 2016 and others train on MNIST).
    /// Likelihoods are then those of draws, too. To draw once, see <see cref="Data.Dataset.Binarize"/>.
    /// </summary>
    public bool DynamicBinarization { get; init; }

    /// <summary>Refuses settings that cannot work.</summary>
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
                ?? throw new InputException("a penalty of the list is missing; leave it out, or name it");
            regularizer.Validate();
            if (Regularizers.Take(i).Any(other => other.Term == regularizer.Term))
                throw new InputException(
                    $"the penalty {regularizer.Term} is there twice; give it once, with the sum of both weights"
                );
        }
    }

    /// <summary>A list that equals another when its items do, so that options do too.</summary>
    private readonly record struct RegularizerList(IReadOnlyList<Regularizer> Items)
    {
        public bool Equals(RegularizerList other) => Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Count;
    }
}
