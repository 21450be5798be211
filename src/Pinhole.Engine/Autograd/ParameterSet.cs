using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Autograd;

/// <summary>
/// All parameters of a model in one flat block, and all their gradients in another, so that an optimizer makes one pass
/// over both. Each parameter begins at a cache line; the gaps stay zero. Statistics come after all trained parameters.
/// </summary>
public sealed class ParameterSet : IDisposable
{
    private const int FloatsPerCacheLine = 16;

    private readonly Storage _storage;
    private readonly Parameter[] _parameters;

    /// <summary>Allocates parameters, all zero.</summary>
    /// <param name="kernels">The device they live on.</param>
    /// <param name="declarations">Names and shapes, in the order of the model file.</param>
    /// <param name="statistics">The names of those that are statistics; null for none. See <see
    /// cref="Parameter.IsStatistic"/>.</param>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public ParameterSet(
        Kernels.Kernels kernels,
        IReadOnlyList<(string Name, Shape Shape)> declarations,
        IReadOnlySet<string>? statistics = null
    )
    {
        ArgumentNullException.ThrowIfNull(kernels);
        ArgumentNullException.ThrowIfNull(declarations);
        Kernels = kernels;
        long length = 0;
        foreach ((string name, Shape shape) in declarations)
        {
            length += Padded(shape.Length);
            if (statistics?.Contains(name) != true)
                MovedLength += Padded(shape.Length);
        }

        // Values and gradients are one request, so that a model too large for the machine is refused before it takes
        // memory.
        _storage = kernels.Allocate(2 * length);
        Values = new Block(_storage, 0, length);
        Gradients = new Block(_storage, length, length);
        _parameters = new Parameter[declarations.Count];
        HashSet<string> names = [];
        long moved = 0,
            behind = MovedLength;
        for (int i = 0; i < declarations.Count; i++)
        {
            (string name, Shape shape) = declarations[i];
            if (!names.Add(name))
                throw new ArgumentException($"Two parameters are called {name}.", nameof(declarations));
            bool isStatistic = statistics?.Contains(name) == true;
            ref long offset = ref isStatistic ? ref behind : ref moved;
            _parameters[i] = new Parameter(
                this,
                name,
                shape,
                Values.Slice(offset, shape.Length),
                Gradients.Slice(offset, shape.Length),
                isStatistic
            );
            offset += Padded(shape.Length);
            if (!isStatistic)
                Count += shape.Length;
        }
    }

    /// <summary>The device the parameters live on.</summary>
    public Kernels.Kernels Kernels { get; }

    /// <summary>The parameters, in the order they were declared.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>How many numbers are trained; statistics do not count.</summary>
    public long Count { get; }

    /// <summary>All values; the gaps between parameters are zero.</summary>
    public Block Values { get; }

    /// <summary>All gradients; the gaps between parameters are zero, and so are those of statistics.</summary>
    public Block Gradients { get; }

    /// <summary>The values before the first statistic: those that an optimizer updates.</summary>
    internal long MovedLength { get; }

    /// <summary>The parameters, for loops without an enumerator.</summary>
    internal ReadOnlySpan<Parameter> Span => _parameters;

    /// <summary>The parameter with a name.</summary>
    /// <param name="name">Its name in the model file.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Parameter Find(string name)
    {
        foreach (Parameter parameter in _parameters)
        {
            if (parameter.Name == name)
                return parameter;
        }

        throw new ArgumentException($"There is no parameter {name}.", nameof(name));
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose() => _storage.Dispose();

    /// <summary>Clears the gradients that a backward pass did not reach.</summary>
    internal void ClearUnreached(long pass)
    {
        foreach (Parameter parameter in _parameters)
        {
            if (parameter.WrittenInPass != pass)
                Kernels.Fill(parameter.Gradient, 0f);
        }
    }

    private static long Padded(long length) =>
        (length + FloatsPerCacheLine - 1) / FloatsPerCacheLine * FloatsPerCacheLine;
}
