using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;

namespace Pinhole.Layers;

/// <summary>Collects what the layers of a model need before any of it is allocated.</summary>
public sealed class ParameterPlan
{
    private readonly List<(string Name, Shape Shape, Activation? Feeds, FanSizes Fans)> _entries = [];

    /// <summary>What has been asked for so far, in order.</summary>
    public IEnumerable<(string Name, Shape Shape)> Declarations => _entries.Select(entry => (entry.Name, entry.Shape));

    /// <summary>Asks for a weight, which starts at random.</summary>
    /// <param name="name">Its name in the model file.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="inputs">Features in.</param>
    /// <param name="activation">What it feeds; see <see cref="Initialization"/>.</param>
    /// <param name="fans">What its numbers connect where that is more or less than inputs and outputs, as in convolutions.</param>
    /// <returns>Its place in the <see cref="ParameterSet"/>.</returns>
    /// <exception cref="InputException">It is larger than an array can be.</exception>
    public int AddWeight(string name, int outputs, int inputs, Activation activation, FanSizes? fans = null)
    {
        Shape shape = new(outputs, inputs);
        return shape.Length <= Array.MaxLength
            ? Add(name, shape, activation, fans ?? new FanSizes(inputs, outputs))
            : throw new InputException($"{name} would hold {shape.Length} numbers, from {inputs} to {outputs}; choose smaller layers, or a smaller latent");
    }

    /// <summary>Asks for a bias, which starts at zero.</summary>
    /// <param name="name">Its name in the model file.</param>
    /// <param name="outputs">Features out.</param>
    /// <returns>Its place in the <see cref="ParameterSet"/>.</returns>
    public int AddBias(string name, int outputs) => Add(name, new Shape(outputs), null, default);

    /// <summary>Makes the parameters, all zero.</summary>
    /// <param name="kernels">The device.</param>
    public ParameterSet Allocate(Kernels kernels) => new(kernels, [.. Declarations]);

    /// <summary>Makes the parameters and fills them.</summary>
    /// <param name="kernels">The device.</param>
    /// <param name="seed">Where the weights start from; each has its own stream.</param>
    public ParameterSet Create(Kernels kernels, ulong seed)
    {
        ParameterSet set = Allocate(kernels);
        for (int i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Feeds is not Activation activation)
                continue;
            Shape shape = _entries[i].Shape;
            float[] weight = new float[shape.Length];
            Initialization.FillWeight(weight, _entries[i].Fans, activation, new Rng(seed, RandomStreams.Initialization + (ulong)i));
            kernels.Write(weight, set.Parameters[i].Value);
        }

        return set;
    }

    private int Add(string name, Shape shape, Activation? feeds, FanSizes fans)
    {
        _entries.Add((name, shape, feeds, fans));
        return _entries.Count - 1;
    }
}
