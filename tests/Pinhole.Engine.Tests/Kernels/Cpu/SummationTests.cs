using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class SummationTests
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Sums_of_columns_agree_with_the_reference(int lanes)
    {
        foreach ((int rows, int columns) in Matrices.All)
        {
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.SumColumns(b[0], b[1], rows, columns),
                1e-6 * (1 + Math.Sqrt(columns)),
                [1],
                Seam.Random(rows * columns, 1),
                Seam.Target(rows, accumulate: false)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Sums_of_rows_agree_with_the_reference(int lanes)
    {
        foreach ((int rows, int columns) in Matrices.All)
        {
            bool accumulate = (rows + columns) % 2 == 0;
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.SumRows(b[0], b[1], rows, columns, accumulate),
                1e-6 * (1 + Math.Sqrt(rows)),
                [1],
                Seam.Random(rows * columns, 1),
                Seam.Target(columns, accumulate)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Sums_of_squares_agree_with_the_reference(int lanes)
    {
        foreach (int length in Lengths.All.Append((1 << 16) + 7).Append(200_003))
        {
            Device device = Widths.Get(lanes);
            using ReferenceKernels reference = new();
            float[] numbers = Seam.Random(length, 1);
            using Storage storage = device.Allocate(length),
                exact = reference.Allocate(length);
            device.Write(numbers, storage.All);
            reference.Write(numbers, exact.All);
            double expected = reference.SumOfSquares(exact.All),
                actual = device.SumOfSquares(storage.All);
            Assert.True(Math.Abs(expected - actual) <= 1e-6 * expected, $"{length} numbers: {expected} and {actual}.");
        }
    }

    [Fact]
    public void A_sum_of_many_numbers_keeps_its_precision()
    {
        const int Length = 5_000_000;
        Device device = Widths.Get(1);
        using Storage numbers = device.Allocate(Length),
            sum = device.Allocate(1);
        device.Fill(numbers.All, 0.1f);
        device.SumColumns(numbers.All, sum.All, 1, Length);
        float[] result = new float[1];
        device.Read(sum.All, result);

        // Plain single precision is wrong by more than a tenth here.
        Assert.Equal(0.1f * (double)Length, result[0], 0.0001 * Length);
    }
}
