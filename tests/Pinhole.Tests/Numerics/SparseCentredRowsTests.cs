using Pinhole.Data;
using Pinhole.Numerics;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Numerics;

/// <summary>
/// Centred sparse rows, whose mean is never written out, agree with centred dense rows.
/// </summary>
public sealed class SparseCentredRowsTests
{
    private const int Rows = 150,
        Columns = 40;

    private static readonly (Dataset Sparse, Dataset Whole) Twins = SparseTwins.Make(Rows, Columns);

    private static readonly SparseCentredRows Ours = new(Rows, Columns, Twins.Sparse.SparseRow);

    private static readonly RowBlocks Theirs = new(Rows, Columns, (row, values) => Twins.Whole.Row(row).CopyTo(values));

    [Fact]
    public void Mean_projection_and_product_with_the_covariance_agree()
    {
        double[][] vectors =
        [
            .. Enumerable
                .Range(1, 4)
                .Select(i => Enumerable.Range(0, Columns).Select(column => Math.Sin(i * (column + 0.3))).ToArray()),
        ];
        Near(Theirs.Mean, Ours.Mean);
        foreach ((double[] ours, double[] theirs) in Ours.TimesCovariance(vectors).Zip(Theirs.TimesCovariance(vectors)))
            Near(theirs, ours);
        Near(Projections(Theirs, vectors), Projections(Ours, vectors));
    }

    // The twins have three kinds of rows, which two directions tell apart: these stand out, and are found to many
    // digits.
    [Fact]
    public void Components_agree()
    {
        PrincipalComponents ours = PrincipalComponents.Fit(Ours, 2, seed: 1);
        PrincipalComponents theirs = PrincipalComponents.Fit(
            Rows,
            Columns,
            (row, values) => Twins.Whole.Row(row).CopyTo(values),
            2,
            seed: 1
        );
        for (int i = 0; i < 2 * Columns; i++)
            Assert.Equal(theirs.Components[i], ours.Components[i], 1e-4f);
    }

    private static double[] Projections(CentredRows rows, double[][] vectors)
    {
        List<double> all = [];
        rows.Project(vectors, (count, block) => all.AddRange(block.AsSpan(0, count * vectors.Length)));
        Assert.Equal(Rows * vectors.Length, all.Count);
        return [.. all];
    }

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-11 * scale);
    }
}
