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
        "The kind of autoencoder",
        Presets.Names,
        "deep"
    );
    private readonly Option<int> _latent = OptionKinds.Number(
        "--latent",
        "Size of the latent; default: an eighth of the columns, 2 to 32.",
        1
    );
    private readonly Option<string> _network = OptionKinds.Choice(
        "--network",
        "The kind of layers",
        Network.Family.Names,
        otherwise: "set by --model"
    );
    private readonly PieceSettings<Network> _networkSettings = new(Network.Family, piece =>
        $"add --network {piece.OptionName}"
    );
    private readonly Option<string> _initialization = OptionKinds.Choice(
        "--initialization",
        "The size of weights before training; smaller weights (fan-in) train longer and often end up better",
        EnumNames.All<Initialization>(),
        "auto"
    );
    private readonly Option<string> _loss = OptionKinds.Choice(
        "--loss",
        "The loss of a reconstruction",
        Reconstruction.Names,
        otherwise: "categorical for --targets labels, bce for a vae of data in [0, 1], otherwise mse"
    );
    private readonly Option<string> _condition = OptionKinds.Choice(
        "--condition",
        "An additional input of encoder and decoder",
        Conditions,
        otherwise: "for conditional models context with --context, otherwise labels; for others none"
    );
    private readonly PieceOptions _pieces = new();
    private readonly RegularizerOptions _regularizers = new();
    private readonly Option<string> _preprocess = new("--preprocess")
    {
        HelpName = "NAMES",
        Description =
            $"Preprocessing of rows, one or more of {string.Join(", ", Preprocessors.Names)}, separated by commas, "
            + "such as log1p,clip=5.",
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

    /// <summary>The settings with the given options applied.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">The settings without any options.</param>
    /// <param name="context">The context, as in <see cref="DataOptions.Context"/>; null for none.</param>
    public AutoencoderOptions Apply(ParseResult parsed, AutoencoderOptions start, string? context = null)
    {
        // Naming the same preset again keeps the changes in the settings.
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

    /// <summary>Whether the user chose an activation.</summary>
    public bool IsActivationGiven(ParseResult parsed) => _networkSettings.IsGiven(parsed, "activation");

    /// <summary>The settings with another activation of the hidden layers.</summary>
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
        // A setting that only one kind of network has chooses that kind.
        return _networkSettings.Fit(parsed, network) ? network : network.Closed;
    }

    private Condition ChosenCondition(ParseResult parsed, AutoencoderOptions start, string? context)
    {
        Condition condition = parsed.GetValue(_condition) switch
        {
            "none" => Condition.None,
            "labels" => new Condition(Labels: true),
            "context" => new Condition(Context: true),
            "both" => new Condition(Labels: true, Context: true),
            // --context replaces the condition of the preset.
            _ when start.Condition != Condition.None && parsed.IsGiven(SharedOptions.Context) => new Condition(
                Context: true
            ),
            _ => start.Condition,
        };
        // Built-in data may have a context without --context; the model may ignore it.
        if (context is not null && !condition.Context)
            throw new InputException(
                $"--context is for models conditional on context, and {start.Preset} is not; add --condition context, "
                    + "or choose --model conditional"
            );
        return condition;
    }
}
