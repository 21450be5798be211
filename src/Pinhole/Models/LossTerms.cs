using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Models;

/// <summary>The terms whose sum is the loss, by name: <c>reconstruction</c> and those of the other pieces.</summary>
public sealed class LossTerms
{
    private readonly List<(string Name, Tensor Value)> _terms = [];

    /// <summary>The number of terms.</summary>
    public int Count => _terms.Count;

    /// <summary>The sum, a scalar.</summary>
    public Tensor Total { get; private set; }

    /// <summary>The name of a term.</summary>
    public string Name(int index) => _terms[index].Name;

    /// <summary>The tensor of a term, a scalar.</summary>
    public Tensor Value(int index) => _terms[index].Value;

    /// <summary>Adds a term.</summary>
    /// <param name="name">Its name, also in reports.</param>
    /// <param name="value">A scalar: the mean over the batch.</param>
    public void Add(string name, Tensor value)
    {
        Total = _terms.Count == 0 ? value : Total + value;
        _terms.Add((name, value));
    }

    /// <summary>Removes the terms, for the next step.</summary>
    public void Clear() => _terms.Clear();
}
