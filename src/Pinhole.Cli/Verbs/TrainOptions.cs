using System.CommandLine;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Optimizers;
using Pinhole.Training;
using Pinhole.Training.Pretraining;

namespace Pinhole.Cli.Verbs;

/// <summary>The options of <c>train</c>, and what they say of the model and of its training.</summary>
internal sealed class TrainOptions
{
    private static readonly string[] Networks = ["dense", "convolutional"];
    private static readonly string[] Conditions = ["none", "labels", "context", "both"];
    private static readonly TrainingOptions Standard = new();

    private readonly Option<string> _model = OptionKinds.Choice("--model", "Which kind of autoencoder", Presets.Names, "deep");
    private readonly Option<int> _latent = OptionKinds.Number("--latent", "Numbers that a row becomes; an eighth of its columns (2 to 32) without it.", 1);
    private readonly Option<int[]?> _hidden = OptionKinds.Sizes("--hidden", "Sizes of the hidden layers, input side first, such as 512,256, channels of a convolutional model; none, or auto, as without it: the model's own, mostly halving to the latent.");
    private readonly Option<int[]?> _decoderHidden = OptionKinds.Sizes("--decoder-hidden", "Sizes of the decoder's hidden layers in a dense model, latent side first; none, as for a classifier, or auto, as without it: those of --hidden in reverse.");
    private readonly Option<string> _network = OptionKinds.Choice("--network", "What its layers are; the model's own without it", Networks);
    private readonly Option<string> _activation = OptionKinds.Choice("--activation", "What hidden layers end in", ActivationNames.All, "elu");
    private readonly Option<string> _norm = OptionKinds.Choice("--norm", "What hidden layers are normalized over, before their activation", EnumNames.All<Normalization>(), "none");
    private readonly Option<string> _initialization = OptionKinds.Choice("--initialization", "How large weights are before training; smaller ones (fan-in) train longer and often do better in the end", EnumNames.All<Initialization>(), "auto");
    private readonly Option<double> _dropout = OptionKinds.Number("--dropout", "The share of hidden units dropped at random in each step, less than 1; 0 for none.", 0.0, 0.0);
    private readonly Option<int> _kernel = OptionKinds.Number("--kernel", "Height and width of the kernels of a convolutional model, odd; 3 without it.", 1);
    private readonly Option<string> _upsampling = OptionKinds.Choice("--upsampling", "How the decoder of a convolutional model makes images larger; transpose without it", EnumNames.All<Upsampling>());
    private readonly Option<bool> _tied = OptionKinds.Flag("--tied", "Let the decoder use the encoder's weights, transposed.");
    private readonly Option<string> _loss = OptionKinds.Choice("--loss", "What a wrong reconstruction costs; without it categorical for --targets labels, bce for a vae of data in [0, 1], otherwise mse", Reconstruction.Names);
    private readonly Option<string> _condition = OptionKinds.Choice("--condition", "What the model is told of each row beside the row; without it the context where --context names one, otherwise labels, for conditional models", Conditions);
    private readonly PieceOptions _pieces = new();
    private readonly RegularizerOptions _regularizers = new();
    private readonly Option<string> _preprocess = new("--preprocess")
    {
        HelpName = "NAMES",
        Description = $"What is done to rows first, one or more with commas between them, such as log1p,standardize: {string.Join(", ", Preprocessors.Names)}. Some take a number, as clip=5.",
        DefaultValueFactory = _ => "auto",
        CustomParser = OptionKinds.Checked("--preprocess", Preprocessors.Checked),
    };
    private readonly Option<string> _optimizer = OptionKinds.Choice("--optimizer", "What moves the weights", OptimizerNames.All, "adam");
    private readonly Option<double> _learningRate = OptionKinds.Number("--learning-rate", "Its step size; the optimizer's own without it.", 0.0);
    private readonly Option<double> _weightDecay = OptionKinds.Number("--weight-decay", "The share of a step by which all numbers shrink in it, for adamw and sgd; 0.01 for adamw without it.", 0.0);
    private readonly ScheduleOptions _schedule = new();
    private readonly Option<double> _clip = OptionKinds.Number("--clip", "The greatest length of a gradient; 0 leaves gradients alone.", 0.0, Standard.ClipNorm);
    private readonly Option<string> _pretrain = OptionKinds.Choice("--pretrain", "Train the layers of a dense model one by one first, as autoencoders or as restricted Boltzmann machines", PretrainingOptions.Names);
    private readonly Option<int> _pretrainEpochs = OptionKinds.Number("--pretrain-epochs", "How often each layer sees each row then; 10 without it.", 1);
    private readonly Option<string> _pretrainCorruption = OptionKinds.Choice("--pretrain-corruption", "Noise on the input of each layer then, with --pretrain stacked; that of --corruption without it", Corruption.Names);
    private readonly Option<double> _pretrainCorruptionLevel = OptionKinds.Number("--pretrain-corruption-level", "Its standard deviation, or the share of numbers it replaces; 0.3 without it.", 0.0);
    private readonly Option<int> _batch = OptionKinds.Number("--batch", "Rows a step.", 1, Standard.BatchSize);
    private readonly Option<int> _epochs = OptionKinds.Number("--epochs", "How often each row is seen, at most; 50, or more for few rows, without it.", 1);
    private readonly Option<int> _patience = OptionKinds.Number("--patience", "Epochs without improvement before training stops, 0 for never; a fifth of the epochs, and at least 10, without it.", 0);
    private readonly Option<double> _validation = OptionKinds.Number("--validation", "The share of rows kept to measure on; 0 for none.", 0.0, Standard.ValidationShare);

    /// <summary>All of them, in the order of the help page.</summary>
    public Option[] All =>
    [
        _model, _latent, _network, _hidden, _decoderHidden, _activation, _norm, _initialization, _dropout, _kernel, _upsampling, _tied, _loss, _condition, .. _pieces.All, .. _regularizers.All,
        _preprocess, _optimizer, _learningRate, _weightDecay, .. _schedule.All, _clip, _pretrain, _pretrainEpochs, _pretrainCorruption, _pretrainCorruptionLevel, _batch, _epochs, _patience, _validation,
    ];

    /// <summary>The name of the preset.</summary>
    public string Preset(ParseResult parsed) => parsed.GetRequiredValue(_model);

    /// <summary>How the model is trained.</summary>
    /// <exception cref="InputException">A number is out of range.</exception>
    public TrainingOptions Training(ParseResult parsed)
    {
        TrainingOptions options = new()
        {
            Optimizer = Optimizer(parsed),
            Schedule = _schedule.Schedule(parsed),
            ClipNorm = parsed.GetValue(_clip),
            Pretraining = Pretraining(parsed),
            BatchSize = parsed.GetValue(_batch),
            Epochs = Given(parsed, _epochs),
            Patience = Given(parsed, _patience),
            ValidationShare = parsed.GetValue(_validation),
            Seed = parsed.GetValue(SharedOptions.Seed),
        };
        options.Validate();
        return options;
    }

    private OptimizerOptions Optimizer(ParseResult parsed)
    {
        OptimizerOptions optimizer = OptimizerNames.Create(parsed.GetRequiredValue(_optimizer));
        if (parsed.GetResult(_learningRate) is { Implicit: false })
            optimizer = optimizer with { LearningRate = parsed.GetValue(_learningRate) };
        if (parsed.GetResult(_weightDecay) is not { Implicit: false })
            return optimizer;
        return optimizer switch
        {
            AdamWOptions adam => adam with { WeightDecay = parsed.GetValue(_weightDecay) },
            SgdOptions sgd => sgd with { WeightDecay = parsed.GetValue(_weightDecay) },
            _ => throw new InputException($"{_weightDecay.Name} is for adamw and sgd; add --optimizer adamw, or use --l2"),
        };
    }

    private PretrainingOptions? Pretraining(ParseResult parsed)
    {
        if (parsed.GetValue(_pretrain) is not string name)
        {
            Option? lost = new Option[] { _pretrainEpochs, _pretrainCorruption, _pretrainCorruptionLevel }.FirstOrDefault(option => IsGiven(parsed, option));
            return lost is null ? null : throw new InputException($"{lost.Name} is for pretraining; add --pretrain stacked, or rbm");
        }

        PretrainingOptions pretraining = PretrainingOptions.Create(name);
        pretraining = pretraining with { Epochs = Given(parsed, _pretrainEpochs) ?? pretraining.Epochs };
        if (!IsGiven(parsed, _pretrainCorruption))
            return IsGiven(parsed, _pretrainCorruptionLevel) ? throw new InputException($"{_pretrainCorruptionLevel.Name} is for a corruption of its own; add --pretrain-corruption masking, or gaussian") : pretraining;
        if (pretraining is not StackedPretraining stacked)
            throw new InputException($"{_pretrainCorruption.Name} is for layers that are autoencoders; leave it out, or choose --pretrain stacked");
        return stacked with { Corruption = Corruption.Create(parsed.GetRequiredValue(_pretrainCorruption), IsGiven(parsed, _pretrainCorruptionLevel) ? parsed.GetValue(_pretrainCorruptionLevel) : null) };
    }

    // Boltzmann machines have logistic units.
    private string HiddenActivation(ParseResult parsed) =>
        parsed.GetValue(_pretrain) == "rbm" && parsed.GetResult(_activation) is not { Implicit: false } ? "sigmoid" : parsed.GetRequiredValue(_activation);

    private static int? Given(ParseResult parsed, Option<int> option) => IsGiven(parsed, option) ? parsed.GetValue(option) : null;

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static int[]? Given(ParseResult parsed, Option<int[]?> option) =>
        parsed.GetResult(option) is { Implicit: false, Tokens: not [{ Value: OptionKinds.Auto }] } ? parsed.GetValue(option) : null;

    /// <summary>The pieces of the model, fit for the data.</summary>
    public AutoencoderOptions Model(ParseResult parsed, Schema schema)
    {
        int latent = parsed.GetValue(_latent);
        int[]? hidden = Given(parsed, _hidden);
        Activation activation = ActivationNames.Find(HiddenActivation(parsed));
        AutoencoderOptions preset = Presets.Create(
            Preset(parsed), latent == 0 ? Math.Clamp(schema.Columns / 8, 2, 32) : latent, hidden, activation);
        Network network = parsed.GetValue(_network) switch
        {
            "dense" when preset.Network is not DenseNetwork => new DenseNetwork(hidden, activation),
            "convolutional" when preset.Network is not ConvolutionalNetwork => new ConvolutionalNetwork(hidden, activation),
            _ => preset.Network,
        };
        AutoencoderOptions options = _pieces.Apply(parsed, preset) with
        {
            Network = Refine(parsed, network),
            Initialization = EnumNames.Find<Initialization>(parsed.GetRequiredValue(_initialization)),
            Condition = ChosenCondition(parsed, preset.Condition),
            Regularizers = _regularizers.Chosen(parsed),
            Preprocess = parsed.GetRequiredValue(_preprocess),
        };
        return options with { Reconstruction = Loss(parsed, options, schema) };
    }

    private Condition ChosenCondition(ParseResult parsed, Condition preset)
    {
        // Built-in data may bring a context along, which no model has to be told of.
        bool told = parsed.GetValue(SharedOptions.Context) is not null;
        Condition condition = parsed.GetValue(_condition) switch
        {
            "none" => Condition.None,
            "labels" => new Condition(Labels: true),
            "context" => new Condition(Context: true),
            "both" => new Condition(Labels: true, Context: true),
            _ when preset == Condition.None => preset,
            _ => new Condition(Labels: !told, Context: told),
        };
        if (told && !condition.Context)
            throw new InputException($"--context is for a model that is told of it, and {Preset(parsed)} is not; add --condition context, or choose --model conditional");
        return condition;
    }

    private Network Refine(ParseResult parsed, Network network)
    {
        Normalization normalization = EnumNames.Find<Normalization>(parsed.GetRequiredValue(_norm));
        double dropout = parsed.GetValue(_dropout);
        if (network is ConvolutionalNetwork convolutional)
        {
            Refuse(parsed, Networks[0], _tied, _decoderHidden);
            return convolutional with
            {
                Normalization = normalization,
                Dropout = dropout,
                Kernel = Given(parsed, _kernel) ?? convolutional.Kernel,
                Upsampling = parsed.GetValue(_upsampling) is string name ? EnumNames.Find<Upsampling>(name) : convolutional.Upsampling,
            };
        }

        Refuse(parsed, Networks[1], _kernel, _upsampling);
        return (DenseNetwork)network with { Normalization = normalization, Dropout = dropout, TiedWeights = parsed.GetValue(_tied), DecoderHidden = Given(parsed, _decoderHidden) };
    }

    private void Refuse(ParseResult parsed, string kind, params Option[] options)
    {
        if (options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is Option given)
            throw new InputException($"{given.Name} is for {kind} networks, and these layers are others; leave it out, or add {_network.Name} {kind}");
    }

    // The preset's own, unless that is for numbers in [0, 1] and these go beyond.
    private Reconstruction Loss(ParseResult parsed, AutoencoderOptions options, Schema schema)
    {
        if (parsed.GetValue(_loss) is string name)
            return Reconstruction.Create(name);
        if (schema.Targets is { IsOneHot: true })
            return new CategoricalReconstruction();
        bool fits = !options.Reconstruction.OnLogits || Preprocessors.OutputRange(options.Preprocess, schema.Output) is (0f, 1f);
        return fits ? options.Reconstruction : new SquaredErrorReconstruction();
    }
}
