using Pinhole.Models;

namespace Pinhole.Training;

/// <summary>The sums of the loss and its terms over the rows of an epoch so far.</summary>
internal sealed class EpochSums
{
    private readonly List<string> _names = [];
    private readonly List<double> _terms = [];

    /// <summary>The rows trained on.</summary>
    public int Rows { get; private set; }

    /// <summary>The sum of their losses.</summary>
    public double Loss { get; private set; }

    /// <summary>The mean of their losses.</summary>
    public double MeanLoss => Loss / Rows;

    /// <summary>The names of the terms, the same in all epochs.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The sum of each term.</summary>
    public IReadOnlyList<double> Terms => _terms;

    /// <summary>The mean of each term.</summary>
    public Dictionary<string, double> MeanTerms =>
        _names.Zip(_terms).ToDictionary(term => term.First, term => term.Second / Rows);

    /// <summary>Adds a batch; allocates only at the first call.</summary>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="loss">Their mean loss.</param>
    /// <param name="step">Has the terms of that loss.</param>
    public void Add(int rows, double loss, TrainingStep step)
    {
        Rows += rows;
        Loss += loss * rows;
        LossTerms terms = step.Terms;
        for (int term = 0; term < terms.Count; term++)
        {
            if (term == _names.Count)
            {
                _names.Add(terms.Name(term));
                _terms.Add(0);
            }

            _terms[term] += step.ReadTerm(term) * rows;
        }
    }

    /// <summary>Restores stored sums.</summary>
    public void ResumeFrom(int rows, double loss, IEnumerable<string> names, IEnumerable<double> terms)
    {
        Rows = rows;
        Loss = loss;
        _names.AddRange(names);
        _terms.AddRange(terms);
    }

    /// <summary>Starts an epoch.</summary>
    public void Clear()
    {
        Rows = 0;
        Loss = 0;
        for (int term = 0; term < _terms.Count; term++)
            _terms[term] = 0;
    }
}
