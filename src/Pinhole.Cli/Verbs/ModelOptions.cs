using System.CommandLine;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;

namespace Pinhole.Cli.Verbs;

/// <summary>The options that say what a model is, wherever its weights come from.</summary>
internal sealed class ModelOptions
{
    private static readonly string[] Networks = ["dense", "convolutional", "residual"];
    private static readonly string[] Conditions = ["none", "labels", "context", "both"];

    private readonly Option<string> _model = OptionKinds.Choice(
        "--model",
        "Which kind of autoencoder",
        Presets.Names,
        "deep"
    );
    private readonly Option<int> _latent = OptionKinds.Number(
        "--latent",
        "Numbers that a row becomes; an eighth of its columns (2 to 32) without it.",
        1
    );
    private readonly Option<int[]?> _hidden = OptionKinds.Sizes(
        "--hidden",
        "Sizes of the hidden layers, input side first, such as 512,256, channels of a convolutional model; none, or "
            + "auto, as without it: the model's own, mostly halving to the latent."
    );
    private readonly Option<int[]?> _decoderHidden = OptionKinds.Sizes(
        "--decoder-hidden",
        "Sizes of the decoder's hidden layers in a dense model, latent side first; none, as for a classifier, or "
            + "auto, as without it: those of --hidden in reverse."
    );
    private readonly Option<string> _network = OptionKinds.Choice(
        "--network",
        "What its layers are; the model's own without it",
        Networks
    );
    private readonly Option<string> _activation = OptionKinds.Choice(
        "--activation",
        "What hidden layers end in",
        ActivationNames.All,
        "elu"
    );
    private readonly Option<string> _norm = OptionKinds.Choice(
        "--norm",
        "What hidden layers are normalized over, before their activation",
        EnumNames.All<Normalization>(),
        "none"
    );
    private readonly Option<string> _initialization = OptionKinds.Choice(
        "--initialization",
        "How large weights are before training; smaller ones (fan-in) train longer and often do better in the end",
        EnumNames.All<Initialization>(),
        "auto"
    );
    private readonly Option<double> _dropout = OptionKinds.Number(
        "--dropout",
        "The share of hidden units dropped at random in each step, less than 1; 0 for none.",
        0.0,
        0.0
    );
    private readonly Option<int> _kernel = OptionKinds.Number(
        "--kernel",
        "Height and width of the kernels of a convolutional model, odd; 3 without it.",
        1
    );
    private readonly Option<string> _upsampling = OptionKinds.Choice(
        "--upsampling",
        "How the decoder of a convolutional model makes images larger; transpose without it",
        EnumNames.All<Upsampling>()
    );
    private readonly Option<bool> _tied = OptionKinds.Flag(
        "--tied",
        "Let the decoder use the encoder's weights, transposed."
    );
    private readonly Option<string> _loss = OptionKinds.Choice(
        "--loss",
        "What a wrong reconstruction costs; without it categorical for --targets labels, bce for a vae of data in [0, "
            + "1], otherwise mse",
        Reconstruction.Names
    );
    private readonly Option<string> _condition = OptionKinds.Choice(
        "--condition",
        "What the model is told of each row beside the row; without it the context where --context names one, "
            + "otherwise labels, for conditional models",
        Conditions
    );
    private readonly PieceOptions _pieces = new();
    private readonly RegularizerOptions _regularizers = new();
    private readonly Option<string> _preprocess = new("--preprocess")
    {
        HelpName = "NAMES",
        Description =
            "What is done to rows first, one or more with commas between them, such as log1p,standardize: "
            + $"{string.Join(", ", Preprocessors.Names)}. Some take a number, as clip=5.",
        DefaultValueFactory = _ => "auto",
        CustomParser = OptionKinds.Checked("--preprocess", Preprocessors.Checked),
    };

    /// <summary>All of them, in the order of the help page.</summary>
    public Option[] All =>
        [
            _model,
            _latent,
            _network,
            _hidden,
            _decoderHidden,
            _activation,
            _norm,
            _initialization,
            _dropout,
            _kernel,
            _upsampling,
            _tied,
            _loss,
            _condition,
            .. _pieces.All,
            .. _regularizers.All,
            _preprocess,
        ];

    /// <summary>The model that is asked for: another one with what was given changed in it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">What it is where nothing is said.</param>
    /// <param name="context">What else is known of each row, by <see cref="DataOptions.Context"/>; null for
    /// nothing.</param>
    public AutoencoderOptions Apply(ParseResult parsed, AutoencoderOptions start, string? context = null)
    {
        // The preset that it is already has been changed on purpose.
        if (parsed.IsGiven(_model) && parsed.GetValue(_model) is string name && name != start.Preset)
            start = Presets.Create(name);
        AutoencoderOptions options = _pieces.Apply(parsed, start) with
        {
            Latent = parsed.Given(_latent) ?? start.Latent,
            Network = Refine(parsed, Sized(parsed, Kind(parsed, start.Network), start.Preset)),
            Condition = ChosenCondition(parsed, start, context),
            Regularizers = _regularizers.Apply(parsed, start.Regularizers),
        };
        if (parsed.IsGiven(_activation))
            options = WithActivation(options, ActivationNames.Find(parsed.GetRequiredValue(_activation)));
        if (parsed.IsGiven(_initialization))
            options = options with
            {
                Initialization = EnumNames.Find<Initialization>(parsed.GetRequiredValue(_initialization)),
            };
        if (parsed.IsGiven(_preprocess))
            options = options with { Preprocess = parsed.GetRequiredValue(_preprocess) };
        return parsed.GetValue(_loss) is string loss
            ? options with
            {
                Reconstruction = Reconstruction.Create(loss),
            }
            : options;
    }

    /// <summary>Whether the user said what hidden layers end in.</summary>
    public bool IsActivationGiven(ParseResult parsed) => parsed.IsGiven(_activation);

    /// <summary>A model whose hidden layers end in something else.</summary>
    public static AutoencoderOptions WithActivation(AutoencoderOptions options, Activation activation) =>
        options with
        {
            Network = options.Network with { Activation = activation },
        };

    private Network Kind(ParseResult parsed, Network network) =>
        parsed.GetValue(_network) switch
        {
            "dense" when network is not DenseNetwork => new DenseNetwork(Activation: network.Activation),
            "convolutional" when network is not ConvolutionalNetwork => new ConvolutionalNetwork(
                Activation: network.Activation
            ),
            "residual" when network is not ResidualNetwork => new ResidualNetwork(Activation: network.Activation),
            _ => network,
        };

    private Network Sized(ParseResult parsed, Network network, string preset)
    {
        if (!parsed.IsGiven(_hidden))
            return network;
        int[]? hidden = Sizes(parsed, _hidden);
        return network switch
        {
            DenseNetwork dense when hidden is null => dense with
            {
                Hidden = null,
                Depth = Presets.Names.Contains(preset) ? (Presets.Create(preset).Network as DenseNetwork)?.Depth : null,
            },
            DenseNetwork dense => dense with { Hidden = hidden, Depth = null },
            ConvolutionalNetwork convolutional => convolutional with { Channels = hidden },
            ResidualNetwork residual => residual with { Hidden = hidden },
            AutomaticNetwork open => open with { Hidden = hidden },
            _ => network,
        };
    }

    private static int[]? Sizes(ParseResult parsed, Option<int[]?> option) =>
        parsed.GetResult(option) is { Implicit: false, Tokens: not [{ Value: OptionKinds.Auto }] }
            ? parsed.GetValue(option)
            : null;

    private Condition ChosenCondition(ParseResult parsed, AutoencoderOptions start, string? context)
    {
        // Built-in data may bring a context along, which no model has to be told of.
        bool told = context is not null;
        Condition condition = parsed.GetValue(_condition) switch
        {
            "none" => Condition.None,
            "labels" => new Condition(Labels: true),
            "context" => new Condition(Context: true),
            "both" => new Condition(Labels: true, Context: true),
            // What is named now is what a conditional model is told of.
            _ when start.Condition != Condition.None && parsed.IsGiven(SharedOptions.Context) => new Condition(
                Context: true
            ),
            _ => start.Condition,
        };
        if (told && !condition.Context)
            throw new InputException(
                $"--context is for a model that is told of it, and {start.Preset} is not; add --condition context, "
                    + "or choose --model conditional"
            );
        return condition;
    }

    private Network Refine(ParseResult parsed, Network network)
    {
        Normalization? normalization = parsed.IsGiven(_norm)
            ? EnumNames.Find<Normalization>(parsed.GetRequiredValue(_norm))
            : null;
        double? dropout = parsed.Given(_dropout);
        if (network is ConvolutionalNetwork convolutional)
        {
            Refuse(parsed, Networks[0], _tied, _decoderHidden);
            return convolutional with
            {
                Normalization = normalization ?? convolutional.Normalization,
                Dropout = dropout ?? convolutional.Dropout,
                Kernel = parsed.Given(_kernel) ?? convolutional.Kernel,
                Upsampling = parsed.GetValue(_upsampling) is string name
                    ? EnumNames.Find<Upsampling>(name)
                    : convolutional.Upsampling,
            };
        }

        Refuse(parsed, Networks[1], _kernel, _upsampling);
        Option[] own = [_norm, _dropout, _tied, _decoderHidden];
        if (network is ResidualNetwork)
            Refuse(parsed, Networks[0], own);
        // What only dense layers have decides what was left open.
        if (network is AutomaticNetwork open && own.Any(parsed.IsGiven))
            network = new DenseNetwork(open.Hidden, open.Activation);
        return network is DenseNetwork dense
            ? dense with
            {
                Normalization = normalization ?? dense.Normalization,
                Dropout = dropout ?? dense.Dropout,
                TiedWeights = parsed.Given(_tied) ?? dense.TiedWeights,
                DecoderHidden = parsed.IsGiven(_decoderHidden) ? Sizes(parsed, _decoderHidden) : dense.DecoderHidden,
            }
            : network;
    }

    private void Refuse(ParseResult parsed, string kind, params Option[] options)
    {
        if (options.FirstOrDefault(parsed.IsGiven) is Option given)
            throw new InputException(
                $"{given.Name} is for {kind} networks, and these layers are others; leave it out, or add "
                    + $"{_network.Name} {kind}"
            );
    }
}
