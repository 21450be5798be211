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

    /// <summary>The name of the preset.</summary>
    public string Preset(ParseResult parsed) => parsed.GetRequiredValue(_model);

    /// <summary>The pieces of the model, fit for the data.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="schema">What the rows are.</param>
    /// <param name="standardActivation">What hidden layers end in where nothing is said; null for the usual.</param>
    public AutoencoderOptions Create(ParseResult parsed, Schema schema, string? standardActivation = null)
    {
        int latent = parsed.GetValue(_latent);
        int[]? hidden = Sizes(parsed, _hidden);
        Activation activation = ActivationNames.Find(
            standardActivation is null || parsed.IsGiven(_activation)
                ? parsed.GetRequiredValue(_activation)
                : standardActivation
        );
        AutoencoderOptions preset = Presets.Create(
            Preset(parsed),
            latent == 0 ? Math.Clamp(schema.Columns / 8, 2, 32) : latent,
            hidden,
            activation
        );
        Network network = parsed.GetValue(_network) switch
        {
            "dense" when preset.Network is not DenseNetwork => new DenseNetwork(hidden, activation),
            "convolutional" when preset.Network is not ConvolutionalNetwork => new ConvolutionalNetwork(
                hidden,
                activation
            ),
            "residual" when preset.Network is not ResidualNetwork => new ResidualNetwork(hidden, activation),
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

    private static int[]? Sizes(ParseResult parsed, Option<int[]?> option) =>
        parsed.GetResult(option) is { Implicit: false, Tokens: not [{ Value: OptionKinds.Auto }] }
            ? parsed.GetValue(option)
            : null;

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
            throw new InputException(
                $"--context is for a model that is told of it, and {Preset(parsed)} is not; add --condition context, "
                    + "or choose --model conditional"
            );
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
                Kernel = parsed.Given(_kernel) ?? convolutional.Kernel,
                Upsampling = parsed.GetValue(_upsampling) is string name
                    ? EnumNames.Find<Upsampling>(name)
                    : convolutional.Upsampling,
            };
        }

        Refuse(parsed, Networks[1], _kernel, _upsampling);
        Option[] dense = [_norm, _dropout, _tied, _decoderHidden];
        if (network is ResidualNetwork)
            Refuse(parsed, Networks[0], dense);
        bool isDense = network is DenseNetwork || dense.Any(parsed.IsGiven);
        return isDense
            ? (network as DenseNetwork ?? new DenseNetwork(Sizes(parsed, _hidden), network.Activation)) with
            {
                Normalization = normalization,
                Dropout = dropout,
                TiedWeights = parsed.GetValue(_tied),
                DecoderHidden = Sizes(parsed, _decoderHidden),
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

    // The preset's own, unless that is for numbers in [0, 1] and these go beyond.
    private Reconstruction Loss(ParseResult parsed, AutoencoderOptions options, Schema schema)
    {
        if (parsed.GetValue(_loss) is string name)
            return Reconstruction.Create(name);
        if (schema.Targets is { IsOneHot: true })
            return new CategoricalReconstruction();
        bool fits =
            !options.Reconstruction.OnLogits
            || Preprocessors.OutputRange(options.Preprocess, schema.Output) is (0f, 1f);
        return fits ? options.Reconstruction : new SquaredErrorReconstruction();
    }
}
