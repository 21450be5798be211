using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Networks;

/// <summary>The layers of encoder and decoder.</summary>
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
    private protected const string NormalizationHelp = "The normalization of hidden layers, before their activation";
    private protected const string ActivationHelp = "The activation of hidden layers";

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
    /// The network that takes settings which this one does not have: itself, unless the choice is open.
    /// </summary>
    [JsonIgnore]
    public virtual Network Closed => this;

    /// <summary>Its linear paths, which start at the principal components; null if it has none.</summary>
    internal virtual LinearPaths? LinearPaths => null;

    /// <summary>Its convolutions; null if it has none.</summary>
    internal virtual Convolutions? Convolutions => null;

    /// <summary>Its layers, if they can be trained one by one.</summary>
    /// <exception cref="InputException">The layers depend on each other, or are not dense.</exception>
    internal virtual PlainLayers RequirePlainLayers() =>
        throw new InputException(
            $"pretraining trains dense layers one by one, and a {Describe().Name} network has others; choose "
                + "`Network` dense"
        );

    /// <summary>The activation of hidden layers.</summary>
    public abstract Activation Activation { get; init; }

    /// <summary>The required last activation of the decoder; null if it depends on the data.</summary>
    internal virtual Activation? Output => null;

    /// <summary>The network for a model and its data: itself, unless the choice is open.</summary>
    /// <param name="options">The other pieces.</param>
    /// <param name="schema">What rows the model takes.</param>
    internal virtual Network Choose(AutoencoderOptions options, Schema schema) => this;

    /// <summary>Checks that the other pieces fit this network.</summary>
    /// <param name="options">All pieces of the model.</param>
    /// <exception cref="InputException">A piece does not fit.</exception>
    internal virtual void RequireFit(AutoencoderOptions options) { }

    /// <summary>This network with resolved settings, which a model stores.</summary>
    /// <param name="columns">Features in.</param>
    /// <param name="latent">The size of the latent.</param>
    public abstract Network Resolve(int columns, int latent);

    /// <summary>
    /// Builds the encoder, [batch, columns + condition] to [batch, code]; a <see cref="LayerStack"/> with one layer for
    /// each of <see cref="HiddenSizes"/> and a last one for the code gives access to each hidden layer.
    /// </summary>
    /// <param name="plan">Collects its parameters, under the name <c>encoder</c>.</param>
    /// <param name="schema">The schema of its input rows.</param>
    /// <param name="code">The number of its outputs.</param>
    /// <param name="condition">The size of the condition, which follows the columns.</param>
    public abstract Layer BuildEncoder(ParameterPlan plan, Schema schema, int code, int condition = 0);

    /// <summary>Builds the decoder, [batch, latent] to [batch, columns].</summary>
    /// <param name="plan">Collects its parameters, under the name <c>decoder</c>.</param>
    /// <param name="schema">The schema of its output rows.</param>
    /// <param name="latent">The size of its input, with a condition.</param>
    /// <param name="output">Its last activation.</param>
    public abstract Layer BuildDecoder(ParameterPlan plan, Schema schema, int latent, Activation output);

    /// <summary>
    /// The sizes of the encoder's hidden layers for reports, input side first: 392, or 14×14×16 for an image of 16
    /// channels.
    /// </summary>
    /// <param name="schema">The schema of the model's rows.</param>
    public abstract IEnumerable<string> HiddenSizes(Schema schema);

    /// <summary>The sizes of the decoder's hidden layers for reports, latent side first.</summary>
    /// <param name="schema">The schema of the model's rows.</param>
    public virtual IEnumerable<string> DecoderSizes(Schema schema) => HiddenSizes(schema).Reverse();

    /// <summary>Checks the settings.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);

    /// <summary>Checks that a number from a file is an activation.</summary>
    internal static void RequireKnown(Activation activation)
    {
        if (!Enum.IsDefined(activation))
            throw new InputException(
                $"there is no activation {(int)activation}; choose one of "
                    + $"{string.Join(", ", Enum.GetNames<Activation>())}"
            );
    }

    /// <summary>The text for hidden layers in reports: "ELU after batch normalization".</summary>
    private protected static string Read(Activation activation, Normalization normalization, double dropout)
    {
        string text = ActivationNames.Read(activation);
        if (normalization != Normalization.None)
            text += $" after {Normalizations.Of(normalization)} normalization";
        return dropout > 0 ? $"{text} and dropout of {Reading.Number(dropout)}" : text;
    }
}
