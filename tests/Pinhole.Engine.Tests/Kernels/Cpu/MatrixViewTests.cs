using Pinhole.Engine.Kernels.Cpu;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed unsafe class MatrixViewTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Numbers_beyond_two_to_the_31_are_found(bool transposed)
    {
        // Nothing is read: addresses alone are computed.
        float* start = (float*)(nint)4096;
        MatrixView view = MatrixView.Create(start, 3_000, transposed);
        float* place = transposed ? view.At(2_999, 9_999_999) : view.At(9_999_999, 2_999);

        Assert.Equal((9_999_999L * 3_000) + 2_999, place - start);
        Assert.Equal(
            (nint)place,
            (nint)view.From(0, 0).At(transposed ? 2_999 : 9_999_999, transposed ? 9_999_999 : 2_999)
        );
    }

    [Fact]
    public void Rows_of_a_part_are_counted_in_full_for_columns_of_any_width()
    {
        Assert.Equal(1, Ranges.RowGrain(16L * 200_000_000));
        Assert.Equal(Ranges.Grain, Ranges.RowGrain(1));
    }
}
