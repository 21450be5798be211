using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;

namespace Pinhole.Models.Networks;

/// <summary>Fully connected layers: the hidden ones on the way in, the same in reverse on the way out.</summary>
/// <param name="Hidden">Sizes of the encoder's hidden layers, input side first; may be empty.</param>
/// <param name="Activation">What each hidden layer ends in.</param>
public sealed record DenseNetwork(IReadOnlyList<int> Hidden, Activation Activation = Activation.Elu) : Network
{
    // Far beyond what trains, and few enough that a hostile model file cannot ask for millions.
    private const int MostHidden = 100;

    /// <summary>Sizes that halve from the input down to the code, largest first: 784 to 32 gives 392, 196, 98.</summary>
    /// <param name="columns">Features in.</param>
    /// <param name="latent">Size of the code.</param>
    public static IReadOnlyList<int> Halving(int columns, int latent)
    {
        List<int> hidden = [];
        for (int size = Math.Min(columns / 2, 2048); size >= 2L * latent && size >= 2; size /= 2)
            hidden.Add(size);
        return hidden;
    }

    /// <inheritdoc/>
    public override Layer BuildEncoder(ParameterPlan plan, Schema schema, int code) =>
        Build(plan, "encoder", [schema.Columns, .. Hidden, code], Activation.Identity);

    /// <inheritdoc/>
    public override Layer BuildDecoder(ParameterPlan plan, Schema schema, int latent, Activation output) =>
        Build(plan, "decoder", [latent, .. Hidden.Reverse(), schema.Columns], output);

    /// <inheritdoc/>
    public override void Validate()
    {
        RequireKnown(Activation);
        if (Hidden.Count > MostHidden)
            throw new InputException($"{Hidden.Count} hidden layers are not possible; choose at most {MostHidden}");
        foreach (int size in Hidden)
        {
            if (size < 1)
                throw new InputException($"a hidden layer of {size} units is not possible; choose sizes of at least 1, such as 256,64");
        }
    }

    /// <summary>Two networks are equal when their layers are.</summary>
    public bool Equals(DenseNetwork? other) => other is not null && Activation == other.Activation && Hidden.SequenceEqual(other.Hidden);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Activation, Hidden.Count, Hidden.Count > 0 ? Hidden[0] : 0);

    private LayerStack Build(ParameterPlan plan, string name, int[] sizes, Activation last)
    {
        Layer[] layers = new Layer[sizes.Length - 1];
        for (int i = 0; i < layers.Length; i++)
            layers[i] = new LinearLayer(plan, $"{name}.{i}", sizes[i], sizes[i + 1], i == layers.Length - 1 ? last : Activation);
        return new LayerStack(layers);
    }
}
