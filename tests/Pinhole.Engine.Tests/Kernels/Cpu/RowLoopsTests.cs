using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class RowLoopsTests
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Rows_are_gathered_in_the_order_given(int lanes)
    {
        foreach ((int rows, int columns) in Matrices.All)
        {
            float[] source = Seam.Random((rows + 3) * columns, 1);
            int[] order = [.. Enumerable.Range(0, rows).Select(i => i * 7 % (rows + 3))];
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.WriteRows(source, order, columns, b[0]),
                0,
                [0],
                Seam.Target(rows * columns, accumulate: false)
            );
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void A_row_that_is_not_there_is_refused(int row)
    {
        Device device = Widths.Get(1);
        using Storage target = device.Allocate(6);
        Assert.Throws<ArgumentOutOfRangeException>(() => device.WriteRows(new float[12], [0, row], 3, target.All));
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void A_row_is_added_to_each_row(int lanes)
    {
        foreach ((int rows, int columns) in Matrices.All)
        {
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.AddRow(b[0], b[1], b[2], rows, columns),
                1e-6,
                [2],
                Seam.Random(rows * columns, 1),
                Seam.Random(columns, 2),
                Seam.Target(rows * columns, accumulate: false)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void A_column_is_spread_along_its_rows(int lanes)
    {
        foreach ((int rows, int columns) in Matrices.All)
        {
            bool accumulate = (rows + columns) % 2 == 0;
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.SpreadColumn(b[0], -1.5f, b[1], rows, columns, accumulate),
                1e-6,
                [1],
                Seam.Random(rows, 1),
                Seam.Target(rows * columns, accumulate)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Ranges_of_columns_are_copied_and_nothing_beside_them(int lanes)
    {
        foreach ((int rows, int columns) in Matrices.All)
        {
            bool accumulate = (rows + columns) % 2 == 0;
            int sourceColumns = columns + 5,
                targetColumns = columns + 9;
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) =>
                    device.CopyColumns(b[0], sourceColumns, 3, b[1], targetColumns, 7, rows, columns, accumulate),
                1e-6,
                [1],
                Seam.Random(rows * sourceColumns, 1),
                Seam.Random(rows * targetColumns, 2)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Slopes_of_a_layer_agree_with_the_reference(int lanes)
    {
        foreach (
            Activation activation in Enum.GetValues<Activation>().Where(activation => activation != Activation.Gelu)
        )
        {
            foreach ((int rows, int columns) in Matrices.All)
            {
                bool accumulate = (rows + columns) % 2 == 0,
                    bias = rows % 3 != 0;
                float[] output =
                [
                    .. Seam.Random(rows * columns, 1, -4, 4).Select(x => (float)ReferenceMath.Value(activation, x)),
                ];
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) =>
                        device.LinearActivationBackward(activation, b[0], b[1], b[2], rows, columns, accumulate),
                    1e-6 * (1 + Math.Sqrt(rows)),
                    [1, 2],
                    output,
                    Seam.Random(rows * columns, 2),
                    bias ? Seam.Target(columns, accumulate) : []
                );
            }
        }
    }

    [Fact]
    public void A_layer_that_ends_in_Gelu_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Widths
                .Get(1)
                .LinearActivationBackward(Activation.Gelu, default, default, default, 0, 0, accumulateBias: false)
        );
}
