using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;

namespace Pinhole.Models.Networks;

/// <summary>The shape of encoder and decoder: how features become a code and a code becomes features.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AutomaticNetwork), "auto")]
[JsonDerivedType(typeof(DenseNetwork), "dense")]
[JsonDerivedType(typeof(ConvolutionalNetwork), "convolutional")]
[JsonDerivedType(typeof(ResidualNetwork), "residual")]
public abstract record Network
{
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

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public abstract void Validate();

    /// <summary>Refuses a number that stands for no activation, as a file may hold.</summary>
    internal static void RequireKnown(Activation activation)
    {
        if (!Enum.IsDefined(activation))
            throw new InputException(
                $"there is no activation {(int)activation}; choose one of "
                    + $"{string.Join(", ", Enum.GetNames<Activation>())}"
            );
    }

    /// <summary>Refuses what cannot be done to hidden layers.</summary>
    private protected static void RequirePossible(Normalization normalization, double dropout)
    {
        if (!Enum.IsDefined(normalization))
            throw new InputException(
                $"there is no normalization {(int)normalization}; choose one of "
                    + $"{string.Join(", ", Enum.GetNames<Normalization>())}"
            );
        if (!(dropout >= 0 && (float)dropout < 1))
            throw new InputException(
                $"a dropout rate of {dropout} is not possible; choose at least 0 and less than 1, such as 0.1"
            );
    }
}
