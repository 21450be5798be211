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
    private readonly Option<string> _network = OptionKinds.Choice(
        "--network",
        "What its layers are",
        Network.Family.Names,
        otherwise: "the model's own"
    );
    private readonly PieceSettings<Network> _networkSettings = new(Network.Family, piece =>
        $"add --network {piece.OptionName}"
    );
    private readonly Option<string> _initialization = OptionKinds.Choice(
        "--initialization",
        "How large weights are before training; smaller ones (fan-in) train longer and often do better in the end",
        EnumNames.All<Initialization>(),
        "auto"
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
            .. _networkSettings.All,
            _initialization,
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
            Network = _networkSettings.Apply(parsed, Kind(parsed, start.Network)),
            Condition = ChosenCondition(parsed, start, context),
            Regularizers = _regularizers.Apply(parsed, start.Regularizers),
        };
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
    public bool IsActivationGiven(ParseResult parsed) => _networkSettings.IsGiven(parsed, "activation");

    /// <summary>A model whose hidden layers end in something else.</summary>
    public static AutoencoderOptions WithActivation(AutoencoderOptions options, Activation activation) =>
        options with
        {
            Network = options.Network with { Activation = activation },
        };

    private Network Kind(ParseResult parsed, Network start)
    {
        Network network = Network.Family.Choose(parsed.GetValue(_network), start) with
        {
            Activation = start.Activation,
        };
        // A setting that only one kind has decides what was left open.
        return _networkSettings.Fit(parsed, network) ? network : network.Closed;
    }

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
}
