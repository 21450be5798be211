using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;

namespace Pinhole.Layers;

/// <summary>Collects what the layers of a model need before any of it is allocated.</summary>
public sealed class ParameterPlan
{
    private readonly List<Entry> _entries = [];

    /// <summary>What has been asked for so far, in order.</summary>
    public IEnumerable<(string Name, Shape Shape)> Declarations => _entries.Select(entry => (entry.Name, entry.Shape));

    /// <summary>Asks for a weight, which starts at random.</summary>
    /// <param name="name">Its name in the model file.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="inputs">Features in.</param>
    /// <param name="activation">What it feeds; see <see cref="Initialization.Auto"/>.</param>
    /// <param name="fans">What its numbers connect where that is more or less than inputs and outputs, as in
    /// convolutions.</param>
    /// <returns>Its place in the <see cref="ParameterSet"/>.</returns>
    /// <exception cref="InputException">It is larger than an array can be.</exception>
    public int AddWeight(string name, int outputs, int inputs, Activation activation, FanSizes? fans = null)
    {
        Shape shape = new(outputs, inputs);
        return shape.Length <= Array.MaxLength
            ? Add(new Entry(name, shape, activation, Fans: fans ?? new FanSizes(inputs, outputs)))
            : throw new InputException(
                $"{name} would hold {shape.Length} numbers, from {inputs} to {outputs}; choose smaller layers, or a "
                    + "smaller latent"
            );
    }

    /// <summary>Asks for a bias, which starts at zero.</summary>
    /// <param name="name">Its name in the model file.</param>
    /// <param name="outputs">Features out.</param>
    /// <returns>Its place in the <see cref="ParameterSet"/>.</returns>
    public int AddBias(string name, int outputs) => Add(new Entry(name, new Shape(outputs)));

    /// <summary>Asks for factors of features, which start at one.</summary>
    /// <param name="name">Their name in the model file.</param>
    /// <param name="features">How many.</param>
    /// <returns>Their place in the <see cref="ParameterSet"/>.</returns>
    public int AddScale(string name, int features) => Add(new Entry(name, new Shape(features), Start: 1f));

    /// <summary>
    /// Asks for a number for each feature that follows the data: see <see cref="Parameter.IsStatistic"/>.
    /// </summary>
    /// <param name="name">Its name in the model file.</param>
    /// <param name="features">How many.</param>
    /// <param name="start">What each is before any data.</param>
    /// <returns>Its place in the <see cref="ParameterSet"/>.</returns>
    public int AddStatistic(string name, int features, float start) =>
        Add(new Entry(name, new Shape(features), Start: start, IsStatistic: true));

    /// <summary>
    /// The place of a weight that was asked for before; null if there is none of this name and these sizes.
    /// </summary>
    /// <param name="name">Its name in the model file.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="inputs">Features in.</param>
    public int? FindWeight(string name, int outputs, int inputs)
    {
        int place = _entries.FindIndex(entry => entry.Name == name && entry.Shape == new Shape(outputs, inputs));
        return place < 0 ? null : place;
    }

    /// <summary>Makes the parameters, all zero.</summary>
    /// <param name="kernels">The device.</param>
    public ParameterSet Allocate(Kernels kernels) =>
        new(
            kernels,
            [.. Declarations],
            _entries.Where(entry => entry.IsStatistic).Select(entry => entry.Name).ToHashSet()
        );

    /// <summary>Makes the parameters and fills them.</summary>
    /// <param name="kernels">The device.</param>
    /// <param name="seed">Where the weights start from; each has its own stream.</param>
    /// <param name="initialization">How large weights are.</param>
    public ParameterSet Create(Kernels kernels, ulong seed, Initialization initialization = Initialization.Auto)
    {
        ParameterSet set = Allocate(kernels);
        for (int i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Feeds is not Activation activation)
            {
                kernels.Fill(set.Parameters[i].Value, _entries[i].Start);
                continue;
            }

            Shape shape = _entries[i].Shape;
            float[] weight = new float[shape.Length];
            InitialWeights.Fill(
                weight,
                _entries[i].Fans,
                activation,
                initialization,
                new Rng(seed, RandomStreams.Initialization + (ulong)i)
            );
            kernels.Write(weight, set.Parameters[i].Value);
        }

        return set;
    }

    private int Add(Entry entry)
    {
        _entries.Add(entry);
        return _entries.Count - 1;
    }

    /// <summary>
    /// What one parameter starts from: random numbers for the activation it feeds, or the same one everywhere.
    /// </summary>
    private readonly record struct Entry(
        string Name,
        Shape Shape,
        Activation? Feeds = null,
        float Start = 0,
        bool IsStatistic = false,
        FanSizes Fans = default
    );
}
