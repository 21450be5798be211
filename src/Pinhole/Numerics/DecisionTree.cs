using Pinhole.Engine.Random;

namespace Pinhole.Numerics;

/// <summary>
/// A decision tree: each question asks whether a number is at most a threshold. It grows until the rows at a leaf are
/// of one class or would be too few (Breiman et al. 1984). Each question lowers the Gini impurity most; ties are broken
/// at random.
/// </summary>
internal sealed class DecisionTree
{
    private const double MinimumGain = 1e-12;

    private readonly List<Node> _nodes = [];
    private readonly double[] _importances;
    private readonly float[] _values;
    private readonly int[] _labels;
    private readonly int _columns;
    private readonly int _classes;
    private readonly int _minimumRows;
    private readonly Rng _random;

    /// <param name="values">[rows, columns].</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="labels">[rows], each below <paramref name="classes"/>.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="rows">The rows to grow from, which may repeat; their order is changed.</param>
    /// <param name="minimumRows">The minimum number of rows in a leaf.</param>
    /// <param name="random">Chooses the first column to examine; otherwise ties would always go to column 0.</param>
    public DecisionTree(
        float[] values,
        int columns,
        int[] labels,
        int classes,
        Span<int> rows,
        int minimumRows,
        Rng random
    )
    {
        _values = values;
        _labels = labels;
        _columns = columns;
        _classes = classes;
        _minimumRows = minimumRows;
        _random = random;
        _importances = new double[columns];
        Grow(rows);
        double all = _importances.Sum();
        for (int column = 0; column < columns && all > 0; column++)
            _importances[column] /= all;
    }

    /// <summary>
    /// The importance of each column, [columns]: its share of the total decrease of impurity. All 0 if there are no
    /// questions.
    /// </summary>
    public IReadOnlyList<double> Importances => _importances;

    /// <summary>Adds the classes' shares at the leaf of a row.</summary>
    /// <param name="row">[columns].</param>
    /// <param name="shares">[classes].</param>
    public void AddShares(ReadOnlySpan<float> row, Span<double> shares)
    {
        int at = 0;
        while (_nodes[at].Shares is null)
            at = row[_nodes[at].Column] <= _nodes[at].Threshold ? at + 1 : _nodes[at].Right;
        for (int label = 0; label < _classes; label++)
            shares[label] += _nodes[at].Shares![label];
    }

    // The left child of a question follows it directly.
    private void Grow(Span<int> rows)
    {
        int[] counts = new int[_classes];
        foreach (int row in rows)
            counts[_labels[row]]++;
        Question best = Ask(rows, counts);
        int at = _nodes.Count;
        if (best.Gain <= MinimumGain * rows.Length)
        {
            double every = rows.Length;
            _nodes.Add(new Node(0, 0, 0, Array.ConvertAll(counts, count => count / every)));
            return;
        }

        _importances[best.Column] += best.Gain;
        _nodes.Add(default);
        int left = Part(rows, best);
        Grow(rows[..left]);
        _nodes[at] = new Node(best.Column, best.Threshold, _nodes.Count, null);
        Grow(rows[left..]);
    }

    private Question Ask(ReadOnlySpan<int> rows, int[] counts)
    {
        Question best = default;
        if (rows.Length < 2 * _minimumRows)
            return best;
        float[] keys = new float[rows.Length];
        int[] labels = new int[rows.Length];
        int first = _random.NextInt(_columns);
        for (int turn = 0; turn < _columns; turn++)
        {
            int column = (first + turn) % _columns;
            for (int i = 0; i < keys.Length; i++)
                (keys[i], labels[i]) = (_values[(rows[i] * _columns) + column], _labels[rows[i]]);
            Array.Sort(keys, labels);
            (double gain, float threshold) = Cut(keys, labels, counts);
            if (gain > best.Gain)
                best = new Question(column, threshold, gain);
        }

        return best;
    }

    /// <summary>The best place to split sorted rows, by the decrease of impurity, weighted by rows.</summary>
    private (double Gain, float Threshold) Cut(float[] keys, int[] labels, int[] counts)
    {
        int[] left = new int[_classes];
        double leftSquares = 0,
            rightSquares = counts.Sum(count => (double)count * count),
            bestGain = 0;
        double whole = rightSquares / keys.Length;
        float threshold = 0;
        for (int i = 1; i < keys.Length; i++)
        {
            int label = labels[i - 1];
            leftSquares += (2 * left[label]++) + 1;
            rightSquares -= (2 * (counts[label] - left[label])) + 1;
            if (i < _minimumRows || keys.Length - i < _minimumRows || !(keys[i] > keys[i - 1]))
                continue;
            double gain = (leftSquares / i) + (rightSquares / (keys.Length - i)) - whole;
            if (gain > bestGain)
            {
                float middle = (keys[i - 1] + keys[i]) / 2;
                (bestGain, threshold) = (gain, middle < keys[i] ? middle : keys[i - 1]);
            }
        }

        return (bestGain, threshold);
    }

    private int Part(Span<int> rows, Question question)
    {
        int left = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (_values[(rows[i] * _columns) + question.Column] <= question.Threshold)
            {
                (rows[i], rows[left]) = (rows[left], rows[i]);
                left++;
            }
        }

        return left;
    }

    private readonly record struct Question(int Column, float Threshold, double Gain);

    /// <summary>A question, or the classes' shares at a leaf.</summary>
    private readonly record struct Node(int Column, float Threshold, int Right, double[]? Shares);
}
