using Pinhole.Engine.Random;

namespace Pinhole.Numerics;

/// <summary>
/// A random forest: each tree is grown from a bootstrap sample (Breiman 2001). Every question may use any column, so
/// that a useless column has no importance if another explains everything.
/// </summary>
internal sealed class RandomForest
{
    private readonly DecisionTree[] _trees;
    private readonly int _columns;
    private readonly int _classes;

    /// <param name="values">[rows, columns].</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="labels">[rows], each below <paramref name="classes"/>.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="trees">How many trees.</param>
    /// <param name="minimumRows">The minimum number of rows in a leaf.</param>
    /// <param name="random">Draws the rows, and the first columns to examine.</param>
    public RandomForest(float[] values, int columns, int[] labels, int classes, int trees, int minimumRows, Rng random)
    {
        _columns = columns;
        _classes = classes;
        _trees = new DecisionTree[trees];
        int[] rows = new int[labels.Length];
        for (int tree = 0; tree < trees; tree++)
        {
            for (int i = 0; i < rows.Length; i++)
                rows[i] = random.NextInt(rows.Length);
            _trees[tree] = new DecisionTree(values, columns, labels, classes, rows, minimumRows, random);
        }
    }

    /// <summary>
    /// The importance of each column, [columns]: the mean over the trees. They add up to 1, or are all 0.
    /// </summary>
    public double[] Importances()
    {
        double[] mean = new double[_columns];
        foreach (DecisionTree tree in _trees)
        {
            for (int column = 0; column < _columns; column++)
                mean[column] += tree.Importances[column];
        }

        double all = mean.Sum();
        return all > 0 ? Array.ConvertAll(mean, sum => sum / all) : mean;
    }

    /// <summary>The accuracy of the forest on rows.</summary>
    /// <param name="values">[rows, columns].</param>
    /// <param name="labels">[rows].</param>
    public double Accuracy(ReadOnlySpan<float> values, ReadOnlySpan<int> labels)
    {
        double[] shares = new double[_classes];
        int right = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            Array.Clear(shares);
            foreach (DecisionTree tree in _trees)
                tree.AddShares(values.Slice(row * _columns, _columns), shares);
            right += Array.IndexOf(shares, shares.Max()) == labels[row] ? 1 : 0;
        }

        return (double)right / labels.Length;
    }
}
