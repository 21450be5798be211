using System.CommandLine;
using Pinhole.Cli.Parsing;
using Pinhole.Data.Preprocessing;
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
        "What its layers are; default: the model's own",
        Network.Family.Names
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

    /// <summary>The name of the preset.</summary>
    public string Preset(ParseResult parsed) => parsed.GetRequiredValue(_model);

    /// <summary>The pieces of the model; what is not said is left to the data.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="standardActivation">What hidden layers end in where nothing is said; null for the usual.</param>
    public AutoencoderOptions Create(ParseResult parsed, string? standardActivation = null)
    {
        int latent = parsed.GetValue(_latent);
        AutoencoderOptions preset = Presets.Create(Preset(parsed), latent == 0 ? null : latent);
        Network network = Network.Family.Choose(parsed.GetValue(_network), preset.Network) with
        {
            Activation = standardActivation is null
                ? preset.Network.Activation
                : ActivationNames.Find(standardActivation),
        };
        return _pieces.Apply(parsed, preset) with
        {
            Network = _networkSettings.Apply(parsed, network),
            Initialization = EnumNames.Find<Initialization>(parsed.GetRequiredValue(_initialization)),
            Condition = ChosenCondition(parsed, preset.Condition),
            Regularizers = _regularizers.Apply(parsed, preset.Regularizers),
            Preprocess = parsed.GetRequiredValue(_preprocess),
            Reconstruction = parsed.GetValue(_loss) is string loss ? Reconstruction.Create(loss) : null,
        };
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
            throw new InputException(
                $"--context is for a model that is told of it, and {Preset(parsed)} is not; add --condition context, "
                    + "or choose --model conditional"
            );
        return condition;
    }
}
