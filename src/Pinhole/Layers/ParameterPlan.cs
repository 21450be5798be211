using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;

namespace Pinhole.Layers;

/// <summary>Collects the parameters that the layers of a model declare, before they are allocated.</summary>
public sealed class ParameterPlan
{
    private readonly List<Entry> _entries = [];

    /// <summary>The declarations so far, in order.</summary>
    public IEnumerable<(string Name, Shape Shape)> Declarations => _entries.Select(entry => (entry.Name, entry.Shape));

    /// <summary>Declares a weight, which starts at random.</summary>
    /// <param name="name">Its name in the model file.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="inputs">Features in.</param>
    /// <param name="activation">The activation after it; see <see cref="Initialization.Auto"/>.</param>
    /// <param name="fans">Its fan-in and fan-out, if they differ from inputs and outputs, as in convolutions.</param>
    /// <returns>Its index in the <see cref="ParameterSet"/>.</returns>
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

    /// <summary>Declares a bias, which starts at zero.</summary>
    /// <param name="name">Its name in the model file.</param>
    /// <param name="outputs">Features out.</param>
    /// <returns>Its index in the <see cref="ParameterSet"/>.</returns>
    public int AddBias(string name, int outputs) => Add(new Entry(name, new Shape(outputs)));

    /// <summary>Declares a scale for each feature, which starts at one.</summary>
    /// <param name="name">Their name in the model file.</param>
    /// <param name="features">How many.</param>
    /// <returns>Their index in the <see cref="ParameterSet"/>.</returns>
    public int AddScale(string name, int features) => Add(new Entry(name, new Shape(features), Start: 1f));

    /// <summary>Declares a statistic for each feature: see <see cref="Parameter.IsStatistic"/>.</summary>
    /// <param name="name">Its name in the model file.</param>
    /// <param name="features">How many.</param>
    /// <param name="start">The initial value.</param>
    /// <returns>Its index in the <see cref="ParameterSet"/>.</returns>
    public int AddStatistic(string name, int features, float start) =>
        Add(new Entry(name, new Shape(features), Start: start, IsStatistic: true));

    /// <summary>The index of a declared weight; null if there is none with this name and these sizes.</summary>
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
    /// <param name="seed">The seed of the weights; each has its own stream.</param>
    /// <param name="initialization">How large weights are.</param>
    public ParameterSet Create(Kernels kernels, ulong seed, Initialization initialization = Initialization.Auto)
    {
        const int MaximumAtOnce = 1 << 16;
        ParameterSet set = Allocate(kernels);
        float[]? numbers = null;
        for (int i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Feeds is not Activation activation)
            {
                kernels.Fill(set.Parameters[i].Value, _entries[i].Start);
                continue;
            }

            Block weight = set.Parameters[i].Value;
            Rng rng = new(seed, RandomStreams.Initialization + (ulong)i);
            numbers ??= new float[MaximumAtOnce];
            // A weight may be more than an array holds; its numbers come one after another all the same.
            for (long done = 0; done < weight.Length; done += numbers.Length)
            {
                Span<float> part = numbers.AsSpan(0, (int)Math.Min(numbers.Length, weight.Length - done));
                InitialWeights.Fill(part, _entries[i].Fans, activation, initialization, rng);
                kernels.Write(part, weight.Slice(done, part.Length));
            }
        }

        return set;
    }

    private int Add(Entry entry)
    {
        _entries.Add(entry);
        return _entries.Count - 1;
    }

    /// <summary>The initial value of a parameter: random numbers that suit the activation, or a constant.</summary>
    private readonly record struct Entry(
        string Name,
        Shape Shape,
        Activation? Feeds = null,
        float Start = 0,
        bool IsStatistic = false,
        FanSizes Fans = default
    );
}
