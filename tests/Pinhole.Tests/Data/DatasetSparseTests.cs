using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Data;

/// <summary>Sparse rows are, for whoever asks, the same rows.</summary>
public sealed class DatasetSparseTests
{
    private const int Rows = 40,
        Columns = 30;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Numbers_parts_and_what_a_look_at_them_shows_are_those_of_whole_rows(bool missing)
    {
        (Dataset sparse, Dataset whole) = SparseTwins.Make(Rows, Columns, missing: missing);
        Assert.True(sparse.IsSparse && !whole.IsSparse);
        Assert.Equal(whole.Schema, sparse.Schema with { IsSparse = false, ClassNames = whole.Schema.ClassNames });
        Assert.Equal(whole.Values(), sparse.Values());
        (Dataset part, Dataset rest) = sparse.Split(0.7, seed: 3);
        (Dataset wholePart, Dataset wholeRest) = whole.Split(0.7, seed: 3);
        Assert.True(part.IsSparse && rest.IsSparse);
        Assert.Equal(wholePart.Values(), part.Values());
        Assert.Equal(wholeRest.Values(), rest.Values());
        Assert.Equal(wholeRest.Label(2), rest.Label(2));
        Assert.Equal(
            (wholeRest.Schema.Minimum, wholeRest.Schema.Maximum, wholeRest.Schema.Missing),
            (rest.Schema.Minimum, rest.Schema.Maximum, rest.Schema.Missing)
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Statistics_and_lint_are_those_of_whole_rows(bool missing)
    {
        (Dataset sparse, Dataset whole) = SparseTwins.Make(Rows, Columns, missing: missing);
        ColumnStatistics ours = ColumnStatistics.Of(sparse),
            theirs = ColumnStatistics.Of(whole);
        Assert.Equal(theirs.Zeros, ours.Zeros);
        for (int column = 0; column < Columns; column++)
        {
            Assert.Equal(theirs.Mean[column], ours.Mean[column], 1e-12 * (1 + theirs.Mean[column]));
            Assert.Equal(theirs.Deviation(column), ours.Deviation(column), 1e-10);
            Assert.Equal(
                (theirs.Minimum[column], theirs.Maximum[column], theirs.Missing(column), theirs.IsConstant(column)),
                (ours.Minimum[column], ours.Maximum[column], ours.Missing(column), ours.IsConstant(column))
            );
        }

        Assert.Equal(
            DataLint.Check(whole, "none", 100).Select(finding => finding.Message),
            DataLint.Check(sparse, "none", 100).Select(finding => finding.Message)
        );
    }

    [Fact]
    public void Columns_that_repeat_or_tell_the_label_are_found()
    {
        // Columns 0 and 2 are the same, column 3 is 5 for class b alone, and there are four rows a class.
        Dataset data = Dataset.FromSparse(
            [0, 2, 3, 5, 6, 8, 9, 11, 12],
            [0, 2, 3, 0, 2, 3, 0, 2, 3, 0, 2, 3],
            [1, 1, 5, 7, 7, 5, 2, 2, 5, 4, 4, 5],
            4,
            labels: [0, 1, 0, 1, 0, 1, 0, 1]
        );
        Assert.Equal(["leak", "constant", "duplicate"], DataLint.Check(data).Select(finding => finding.Kind));
        Assert.Equal(
            [
                [3],
                [1],
                [2],
            ],
            DataLint.Check(data).Select(finding => finding.Columns)
        );
    }

    [Fact]
    public void Other_numbers_or_places_have_another_fingerprint()
    {
        string[] all =
        [
            Fingerprint.Of(Dataset.FromSparse([0, 1, 2], [0, 1], [1, 2], 3)),
            Fingerprint.Of(Dataset.FromSparse([0, 1, 2], [0, 2], [1, 2], 3)),
            Fingerprint.Of(Dataset.FromSparse([0, 1, 2], [0, 1], [1, 3], 3)),
            Fingerprint.Of(Dataset.FromSparse([0, 2, 2], [0, 1], [1, 2], 3)),
            Fingerprint.Of(Dataset.FromSparse([0, 1, 2], [0, 1], [1, 2], 3, labels: [0, 1])),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void A_batch_comes_onto_a_tape_as_it_is_prepared_or_not_and_costs_no_memory()
    {
        (Dataset sparse, Dataset whole) = SparseTwins.Make(Rows, Columns);
        Preprocessor prepare = Preprocessors.Fit("log1p,minmax", whole);
        BatchLoader loader = new(sparse, 16, preprocessor: prepare),
            others = new(whole, 16, preprocessor: prepare);
        using Kernels kernels = CpuKernels.Create(1);
        using Tape tape = new(kernels);
        float[] ours = new float[16 * Columns],
            theirs = new float[16 * Columns];
        Assert.Equal(
            0,
            Allocation.AfterWarmUp(() =>
            {
                loader.StartEpoch();
                others.StartEpoch();
                for (int batch = 0; batch < 3; batch++)
                {
                    tape.Rewind();
                    loader.Next(tape, out Tensor rows);
                    others.Next(tape, out Tensor wholeRows);
                    tape.Read(rows, ours.AsSpan(0, rows.Shape.Rows * Columns));
                    tape.Read(wholeRows, theirs.AsSpan(0, rows.Shape.Rows * Columns));
                    Assert.True(ours.AsSpan().SequenceEqual(theirs));
                }
            })
        );
    }

    [Theory]
    [InlineData(new[] { 0 }, new int[0], new float[0], "no rows")]
    [InlineData(new[] { 0, 1 }, new int[0], new float[] { 1 }, "as many columns")]
    [InlineData(new[] { 1, 1 }, new[] { 0 }, new float[] { 1 }, "starts from 0 to 1")]
    [InlineData(new[] { 0, 2, 1 }, new[] { 0 }, new float[] { 1 }, "row 1 ends at 2")]
    [InlineData(new[] { 0, 2 }, new[] { 1, 1 }, new float[] { 1, 2 }, "column 1 of row 1 does not follow 1")]
    [InlineData(new[] { 0, 1 }, new[] { 3 }, new float[] { 1 }, "column 3 of row 1")]
    [InlineData(new[] { 0, 1 }, new[] { -1 }, new float[] { 1 }, "column -1 of row 1")]
    [InlineData(new[] { 0, 1 }, new[] { 2 }, new[] { float.PositiveInfinity }, "row 1")]
    public void Rows_that_are_none_are_refused(int[] starts, int[] places, float[] values, string part)
    {
        InputException refusal = Assert.Throws<InputException>(() =>
            Dataset.FromSparse(starts, places, values, 3, "counts")
        );
        Assert.Contains("counts", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
    }
}
