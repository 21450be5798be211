using System.CommandLine;
using Pinhole.Cli.Parsing;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Optimizers;
using Pinhole.Training;
using Pinhole.Training.Pretraining;

namespace Pinhole.Cli.Verbs;

/// <summary>The options of <c>train</c>, and what they say of the model and of its training.</summary>
internal sealed class TrainOptions
{
    private static readonly TrainingOptions Standard = new();

    private readonly ModelOptions _model = new();
    private readonly Option<string> _optimizer = OptionKinds.Choice(
        "--optimizer",
        "What moves the weights; default: adam",
        OptimizerOptions.Family.Names
    );
    private readonly PieceSettings<OptimizerOptions> _optimizerSettings = new(OptimizerOptions.Family, piece =>
        $"add --optimizer {piece.OptionName}"
    );
    private readonly ScheduleOptions _schedule = new();
    private readonly Option<double> _clip = OptionKinds.Number(
        "--clip",
        "The greatest length of a gradient; 0 leaves gradients alone.",
        0.0,
        Standard.ClipNorm
    );
    private readonly Option<string> _pretrain = OptionKinds.Choice(
        "--pretrain",
        "Train the layers of a dense model one by one first, as autoencoders or as restricted Boltzmann machines",
        PretrainingOptions.Names
    );
    private readonly PieceSettings<PretrainingOptions> _pretrainSettings = new(PretrainingOptions.Family, piece =>
        $"add --pretrain {piece.OptionName}"
    );
    private readonly Option<string> _pretrainCorruption = OptionKinds.Choice(
        "--pretrain-corruption",
        "Noise on the input of each layer then, with --pretrain stacked; default: that of --corruption",
        Corruption.Names
    );
    private readonly PieceSettings<Corruption> _pretrainCorruptionSettings = new(
        Corruption.Family,
        piece => $"add --pretrain-corruption {piece.OptionName}",
        prefix: "pretrain-",
        only: "corruption-level"
    );
    private readonly Option<int> _batch = OptionKinds.Number("--batch", "Rows a step.", 1, Standard.BatchSize);
    private readonly Option<int> _epochs = OptionKinds.Number(
        "--epochs",
        "How often each row is seen, at most; 50, or more for few rows, without it.",
        1
    );
    private readonly Option<int> _patience = OptionKinds.Number(
        "--patience",
        "Epochs without improvement before training stops, 0 for never; a fifth of the epochs, and at least 10, "
            + "without it.",
        0
    );
    private readonly Option<double> _validation = OptionKinds.Number(
        "--validation",
        "The share of rows kept to measure on; 0 for none.",
        0.0,
        Standard.ValidationShare
    );

    /// <summary>All of them, in the order of the help page.</summary>
    public Option[] All =>
        [
            .. _model.All,
            _optimizer,
            .. _optimizerSettings.All,
            .. _schedule.All,
            _clip,
            _pretrain,
            .. _pretrainSettings.All,
            _pretrainCorruption,
            .. _pretrainCorruptionSettings.All,
            _batch,
            _epochs,
            _patience,
            _validation,
        ];

    /// <summary>The name of the preset.</summary>
    public string Preset(ParseResult parsed) => _model.Preset(parsed);

    /// <summary>The pieces of the model. Boltzmann machines have logistic units.</summary>
    public AutoencoderOptions Model(ParseResult parsed) =>
        _model.Create(parsed, parsed.GetValue(_pretrain) == "rbm" ? "sigmoid" : null);

    /// <summary>How the model is trained.</summary>
    /// <exception cref="InputException">A number is out of range.</exception>
    public TrainingOptions Training(ParseResult parsed)
    {
        TrainingOptions options = new()
        {
            Optimizer = Optimizer(parsed),
            Schedule = _schedule.Apply(parsed, Standard.Schedule),
            ClipNorm = parsed.GetValue(_clip),
            Pretraining = Pretraining(parsed),
            BatchSize = parsed.GetValue(_batch),
            Epochs = parsed.Given(_epochs),
            Patience = parsed.Given(_patience),
            ValidationShare = parsed.GetValue(_validation),
            Seed = parsed.GetValue(SharedOptions.Seed),
        };
        options.Validate();
        return options;
    }

    private OptimizerOptions Optimizer(ParseResult parsed) =>
        _optimizerSettings.Apply(
            parsed,
            OptimizerOptions.Family.Choose(parsed.GetValue(_optimizer), Standard.Optimizer)
        );

    private PretrainingOptions? Pretraining(ParseResult parsed)
    {
        if (parsed.GetValue(_pretrain) is not string name)
        {
            Option? lost = _pretrainSettings
                .All.Append(_pretrainCorruption)
                .Concat(_pretrainCorruptionSettings.All)
                .FirstOrDefault(parsed.IsGiven);
            return lost is null
                ? null
                : throw new InputException($"{lost.Name} is for pretraining; add --pretrain stacked, or rbm");
        }

        PretrainingOptions pretraining = _pretrainSettings.Apply(parsed, PretrainingOptions.Create(name));
        Corruption corruption = _pretrainCorruptionSettings.Apply(
            parsed,
            Corruption.Create(parsed.GetValue(_pretrainCorruption) ?? "none")
        );
        if (!parsed.IsGiven(_pretrainCorruption))
            return pretraining;
        return pretraining.WithCorruption(corruption)
            ?? throw new InputException(
                $"{_pretrainCorruption.Name} is for layers that are autoencoders; leave it out, or choose "
                    + "--pretrain stacked"
            );
    }
}
