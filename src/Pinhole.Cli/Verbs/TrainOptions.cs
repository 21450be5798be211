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

/// <summary>The options of <c>train</c>, and what they say of the model and of its training.</summary>
internal sealed class TrainOptions
{
    private static readonly TrainingOptions Standard = new();

    private readonly ModelOptions _model = new();
    private readonly Option<string> _optimizer = OptionKinds.Choice(
        "--optimizer",
        "What moves the weights",
        OptimizerNames.All,
        "adam"
    );
    private readonly Option<double> _learningRate = OptionKinds.Number(
        "--learning-rate",
        "Its step size; the optimizer's own without it.",
        0.0
    );
    private readonly Option<double> _weightDecay = OptionKinds.Number(
        "--weight-decay",
        "The share of a step by which all numbers shrink in it, for adamw and sgd; 0.01 for adamw without it.",
        0.0
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
    private readonly Option<int> _pretrainEpochs = OptionKinds.Number(
        "--pretrain-epochs",
        "How often each layer sees each row then; 10 without it.",
        1
    );
    private readonly Option<string> _pretrainCorruption = OptionKinds.Choice(
        "--pretrain-corruption",
        "Noise on the input of each layer then, with --pretrain stacked; that of --corruption without it",
        Corruption.Names
    );
    private readonly Option<double> _pretrainCorruptionLevel = OptionKinds.Number(
        "--pretrain-corruption-level",
        "Its standard deviation, or the share of numbers it replaces; 0.3 without it.",
        0.0
    );
    private readonly Option<string> _baseline = OptionKinds.Choice(
        "--baseline",
        "What the model is compared with; auto is PCA, on some of very many rows, and nothing where it costs much",
        EnumNames.All<BaselineChoice>(),
        EnumNames.Of(Standard.Baseline)
    );
    private readonly Option<int> _batch = OptionKinds.Number(
        "--batch",
        "Rows a step; default: 128, or fewer where rows are very wide.",
        1
    );
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
            _learningRate,
            _weightDecay,
            .. _schedule.All,
            _clip,
            _pretrain,
            _pretrainEpochs,
            _pretrainCorruption,
            _pretrainCorruptionLevel,
            _batch,
            _epochs,
            _patience,
            _validation,
            _baseline,
        ];

    /// <summary>The experiment that is asked for: another one with what was given changed in it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">What it is where nothing is said.</param>
    /// <exception cref="InputException">A number is out of range, or an option is for something else.</exception>
    public Experiment Apply(ParseResult parsed, Experiment start)
    {
        DataOptions data = SharedOptions.Apply(parsed, start.DataOptions);
        AutoencoderOptions model = _model.Apply(parsed, start.Model, data.Context);
        // Boltzmann machines have logistic units.
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

    private OptimizerOptions Optimizer(ParseResult parsed, OptimizerOptions start)
    {
        OptimizerOptions optimizer = parsed.IsGiven(_optimizer)
            ? OptimizerNames.Create(parsed.GetRequiredValue(_optimizer))
            : start;
        // The optimizer that it is already has been changed on purpose.
        if (optimizer.GetType() == start.GetType())
            optimizer = start;
        if (parsed.IsGiven(_learningRate))
            optimizer = optimizer with { LearningRate = parsed.GetValue(_learningRate) };
        if (!parsed.IsGiven(_weightDecay))
            return optimizer;
        return optimizer switch
        {
            AdamWOptions adam => adam with { WeightDecay = parsed.GetValue(_weightDecay) },
            SgdOptions sgd => sgd with { WeightDecay = parsed.GetValue(_weightDecay) },
            _ => throw new InputException(
                $"{_weightDecay.Name} is for adamw and sgd; add --optimizer adamw, or use --l2"
            ),
        };
    }

    private PretrainingOptions? Pretraining(ParseResult parsed, PretrainingOptions? start)
    {
        PretrainingOptions? pretraining = parsed.GetValue(_pretrain) is string name
            ? PretrainingOptions.Create(name)
            : start;
        if (pretraining?.GetType() == start?.GetType())
            pretraining = start;
        if (pretraining is null)
        {
            Option? lost = new Option[]
            {
                _pretrainEpochs,
                _pretrainCorruption,
                _pretrainCorruptionLevel,
            }.FirstOrDefault(parsed.IsGiven);
            return lost is null
                ? null
                : throw new InputException($"{lost.Name} is for pretraining; add --pretrain stacked, or rbm");
        }

        pretraining = pretraining with { Epochs = parsed.Given(_pretrainEpochs) ?? pretraining.Epochs };
        if (!parsed.IsGiven(_pretrainCorruption))
            return parsed.IsGiven(_pretrainCorruptionLevel)
                ? throw new InputException(
                    $"{_pretrainCorruptionLevel.Name} is for a corruption of its own; add --pretrain-corruption "
                        + "masking, or gaussian"
                )
                : pretraining;
        if (pretraining is not StackedPretraining stacked)
            throw new InputException(
                $"{_pretrainCorruption.Name} is for layers that are autoencoders; leave it out, or choose "
                    + "--pretrain stacked"
            );
        return stacked with
        {
            Corruption = Corruption.Create(
                parsed.GetRequiredValue(_pretrainCorruption),
                parsed.Given(_pretrainCorruptionLevel)
            ),
        };
    }
}
