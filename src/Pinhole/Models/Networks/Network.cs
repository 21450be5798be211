using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Networks;

/// <summary>The shape of encoder and decoder: how features become a code and a code becomes features.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AutomaticNetwork), "auto")]
[JsonDerivedType(typeof(DenseNetwork), "dense")]
[JsonDerivedType(typeof(ConvolutionalNetwork), "convolutional")]
[JsonDerivedType(typeof(ResidualNetwork), "residual")]
public abstract record Network : IPiece<Network>
{
    private protected const string HiddenOption = "hidden";
    private protected const string DropoutHelp = "The share of hidden units dropped at random in each step";
    private protected const string DropoutRefusal = "a dropout rate of {0} is";
    private protected const string NormalizationHelp =
        "What hidden layers are normalized over, before their activation";
    private protected const string ActivationHelp = "What hidden layers end in";

    private protected static readonly ChoiceNames<Normalization> Normalizations = new("normalization");

    /// <summary>All networks.</summary>
    public static PieceFamily<Network> Family { get; } =
        new("network", () =>
            [
                AutomaticNetwork.Description,
                DenseNetwork.Description,
                ConvolutionalNetwork.Description,
                ResidualNetwork.Description,
            ]
        );

    /// <inheritdoc/>
    public virtual PieceDescription<Network> Describe() => UndescribedPiece.Describe(this);

    /// <summary>Whether the encoder is one dense layer, <c>encoder.0</c>, and nothing else.</summary>
    [JsonIgnore]
    public virtual bool IsSingleLayer => false;

    /// <summary>
    /// The network that it is where settings of others than its own are asked for: itself, unless that was left open.
    /// </summary>
    [JsonIgnore]
    public virtual Network Closed => this;

    /// <summary>Its linear paths, which training starts at principal components; null where it has none.</summary>
    internal virtual LinearPaths? LinearPaths => null;

    /// <summary>Its convolutions; null where it has none.</summary>
    internal virtual Convolutions? Convolutions => null;

    /// <summary>
    /// Its layers where these can be trained one by one; otherwise throws a message that says why not.
    /// </summary>
    /// <exception cref="InputException">They depend on each other, or are not dense.</exception>
    internal virtual PlainLayers RequirePlainLayers() =>
        throw new InputException(
            $"pretraining is for dense layers one by one, and a {Describe().Name} network has others; choose "
                + "the network dense"
        );

    /// <summary>What each hidden layer ends in.</summary>
    public abstract Activation Activation { get; init; }

    /// <summary>What its decoder must end in; null where that follows the data.</summary>
    internal virtual Activation? Output => null;

    /// <summary>The network for a model and its data: itself, unless that was left open.</summary>
    /// <param name="options">The other pieces.</param>
    /// <param name="schema">What rows the model takes.</param>
    internal virtual Network Choose(AutoencoderOptions options, Schema schema) => this;

    /// <summary>Refuses pieces that this network cannot work with.</summary>
    /// <param name="options">All pieces of the model.</param>
    /// <exception cref="InputException">One of them is such.</exception>
    internal virtual void RequireFit(AutoencoderOptions options) { }

    /// <summary>This network with all that was left open decided; a model keeps it like that.</summary>
    /// <param name="columns">Features in.</param>
    /// <param name="latent">The size of the latent.</param>
    public abstract Network Resolve(int columns, int latent);

    /// <summary>
    /// Builds the encoder, [batch, columns + condition] to [batch, code]; a <see cref="LayerStack"/> with one layer for
    /// each of <see cref="HiddenSizes"/> and a last one for the code lets each hidden layer be looked at.
    /// </summary>
    /// <param name="plan">Where its parameters are asked for, under the name <c>encoder</c>.</param>
    /// <param name="schema">What it is given.</param>
    /// <param name="code">How many numbers it gives.</param>
    /// <param name="condition">How many numbers of condition follow the columns.</param>
    public abstract Layer BuildEncoder(ParameterPlan plan, Schema schema, int code, int condition = 0);

    /// <summary>Builds the decoder, [batch, latent] to [batch, columns].</summary>
    /// <param name="plan">Where its parameters are asked for, under the name <c>decoder</c>.</param>
    /// <param name="schema">What it must give.</param>
    /// <param name="latent">How many numbers it is given, those of a condition among them.</param>
    /// <param name="output">The activation it ends in.</param>
    public abstract Layer BuildDecoder(ParameterPlan plan, Schema schema, int latent, Activation output);

    /// <summary>
    /// The encoder's hidden layers as people are shown them, input side first: 392, or 14×14×16 for an image of 16
    /// channels.
    /// </summary>
    /// <param name="schema">What the network was built for.</param>
    public abstract IEnumerable<string> HiddenSizes(Schema schema);

    /// <summary>The decoder's hidden layers as people are shown them, latent side first.</summary>
    /// <param name="schema">What the network was built for.</param>
    public virtual IEnumerable<string> DecoderSizes(Schema schema) => HiddenSizes(schema).Reverse();

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);

    /// <summary>Refuses a number that stands for no activation, as a file may hold.</summary>
    internal static void RequireKnown(Activation activation)
    {
        if (!Enum.IsDefined(activation))
            throw new InputException(
                $"there is no activation {(int)activation}; choose one of "
                    + $"{string.Join(", ", Enum.GetNames<Activation>())}"
            );
    }

    /// <summary>How a person reads what hidden layers end in: "ELU after batch normalization".</summary>
    private protected static string Read(Activation activation, Normalization normalization, double dropout)
    {
        string text = ActivationNames.Read(activation);
        if (normalization != Normalization.None)
            text += $" after {Normalizations.Of(normalization)} normalization";
        return dropout > 0 ? $"{text} and dropout of {Reading.Number(dropout)}" : text;
    }
}
