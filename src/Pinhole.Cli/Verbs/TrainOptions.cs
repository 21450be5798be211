using System.CommandLine;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Optimizers;
using Pinhole.Runs;
using Pinhole.Training;
using Pinhole.Training.Pretraining;

namespace Pinhole.Cli.Verbs;

/// <summary>The options of <c>train</c> for the model and its training.</summary>
internal sealed class TrainOptions
{
    private static readonly TrainingOptions Standard = new();

    private readonly ModelOptions _model = new();
    private readonly Option<string> _optimizer = OptionKinds.Choice(
        "--optimizer",
        "The optimizer",
        OptimizerOptions.Family.Names,
        otherwise: "adam"
    );
    private readonly PieceSettings<OptimizerOptions> _optimizerSettings = new(OptimizerOptions.Family, piece =>
        $"add --optimizer {piece.OptionName}"
    );
    private readonly ScheduleOptions _schedule = new();
    private readonly Option<double> _clip = OptionKinds.Number(
        "--clip",
        "The maximum norm of the gradient; 0 for no clipping.",
        0.0,
        Standard.ClipNorm
    );
    private readonly Option<string> _pretrain = OptionKinds.Choice(
        "--pretrain",
        "First train the layers of a dense model one by one, as autoencoders or as restricted Boltzmann machines",
        PretrainingOptions.Names
    );
    private readonly PieceSettings<PretrainingOptions> _pretrainSettings = new(PretrainingOptions.Family, piece =>
        $"add --pretrain {piece.OptionName}"
    );
    private readonly Option<string> _pretrainCorruption = OptionKinds.Choice(
        "--pretrain-corruption",
        "Noise on the input of each layer, for --pretrain stacked",
        Corruption.Names,
        otherwise: "as --corruption"
    );
    private readonly PieceSettings<Corruption> _pretrainCorruptionSettings = new(
        Corruption.Family,
        piece => $"add --pretrain-corruption {piece.OptionName}",
        prefix: "pretrain-",
        only: "corruption-level"
    );
    private readonly Option<string> _baseline = OptionKinds.Choice(
        "--baseline",
        "The method to compare with; auto is PCA, on a sample of very many rows, or none where PCA would be slow",
        EnumNames.All<BaselineChoice>(),
        EnumNames.Of(Standard.Baseline)
    );
    private readonly Option<int> _batch = OptionKinds.Number(
        "--batch",
        "Rows per training step; default: 128, or fewer for very wide rows.",
        1
    );
    private readonly Option<int> _epochs = OptionKinds.Number(
        "--epochs",
        "Maximum passes over the rows; default: 50, or more for few rows.",
        1
    );
    private readonly Option<int> _patience = OptionKinds.Number(
        "--patience",
        "Epochs without improvement before training stops, 0 for never; default: a fifth of the epochs, at least 10.",
        0
    );
    private readonly Option<double> _validation = OptionKinds.Number(
        "--validation",
        "The share of rows used for validation; 0 for none.",
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
            _baseline,
        ];

    /// <summary>The experiment with the given options applied.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">The experiment without any options.</param>
    /// <exception cref="InputException">A number is out of range, or an option is for something else.</exception>
    public Experiment Apply(ParseResult parsed, Experiment start)
    {
        DataOptions data = SharedOptions.Apply(parsed, start.DataOptions);
        AutoencoderOptions model = _model.Apply(parsed, start.Model, data.Context);
        // Restricted Boltzmann machines have sigmoid units.
        if (parsed.GetValue(_pretrain) == "rbm" && !_model.IsActivationGiven(parsed))
            model = ModelOptions.WithActivation(model, Activation.Sigmoid);
        ulong seed = parsed.Given(SharedOptions.Seed) ?? start.Seed;
        Experiment experiment = start with
        {
            DataOptions = data,
            Binarize = parsed.IsGiven(Binarization.Train)
                ? parsed.GetValue(Binarization.Train) == Binarization.Fixed
                : start.Binarize,
            Model = model,
            Training = Training(parsed, start.Training) with { Seed = seed },
            Seed = seed,
        };
        experiment.Validate();
        return experiment;
    }

    private TrainingOptions Training(ParseResult parsed, TrainingOptions start) =>
        start with
        {
            Optimizer = Optimizer(parsed, start.Optimizer),
            Schedule = _schedule.Apply(parsed, start.Schedule),
            ClipNorm = parsed.Given(_clip) ?? start.ClipNorm,
            Pretraining = Pretraining(parsed, start.Pretraining),
            BatchSize = parsed.Given(_batch) ?? start.BatchSize,
            Baseline = parsed.IsGiven(_baseline)
                ? EnumNames.Find<BaselineChoice>(parsed.GetRequiredValue(_baseline))
                : start.Baseline,
            Epochs = parsed.Given(_epochs) ?? start.Epochs,
            Patience = parsed.Given(_patience) ?? start.Patience,
            ValidationShare = parsed.Given(_validation) ?? start.ValidationShare,
        };

    private OptimizerOptions Optimizer(ParseResult parsed, OptimizerOptions start) =>
        _optimizerSettings.Apply(parsed, OptimizerOptions.Family.Choose(parsed.GetValue(_optimizer), start));

    private PretrainingOptions? Pretraining(ParseResult parsed, PretrainingOptions? start)
    {
        PretrainingOptions? pretraining = parsed.GetValue(_pretrain) is string name
            ? PretrainingOptions.Create(name)
            : start;
        if (pretraining?.GetType() == start?.GetType())
            pretraining = start;
        if (pretraining is null)
        {
            Option? lost = _pretrainSettings
                .All.Append(_pretrainCorruption)
                .Concat(_pretrainCorruptionSettings.All)
                .FirstOrDefault(parsed.IsGiven);
            return lost is null
                ? null
                : throw new InputException($"{lost.Name} is for pretraining; add --pretrain stacked, or rbm");
        }

        pretraining = _pretrainSettings.Apply(parsed, pretraining);
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
