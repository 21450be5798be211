using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class LayerNormalizationLoopsTests
{
    private const float Epsilon = 0.01f;

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Values_agree_with_the_reference(int lanes)
    {
        foreach ((int rows, int columns) in Matrices.All)
        {
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.LayerNormalization(b[0], b[1], b[2], b[3], rows, columns, Epsilon),
                2e-5,
                [3],
                Rows(rows, columns),
                Seam.Random(columns, 2),
                Seam.Random(columns, 3),
                Seam.Target(rows * columns, accumulate: false)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Gradients_agree_with_the_reference(int lanes)
    {
        foreach ((int rows, int columns) in Matrices.All)
        {
            bool input = columns % 5 != 0,
                scale = rows % 5 != 0,
                shift = rows % 3 != 0,
                accumulate = (rows + columns) % 2 == 0;
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) =>
                    device.LayerNormalizationBackward(
                        b[0],
                        b[1],
                        b[2],
                        b[3],
                        accumulate,
                        b[4],
                        !accumulate,
                        b[5],
                        accumulate,
                        rows,
                        columns,
                        Epsilon
                    ),
                3e-5 * (1 + Math.Sqrt(rows) / 8),
                [3, 4, 5],
                Rows(rows, columns),
                Seam.Random(columns, 2),
                Seam.Random(rows * columns, 6),
                input ? Seam.Target(rows * columns, accumulate) : [],
                scale ? Seam.Target(columns, !accumulate) : [],
                shift ? Seam.Target(columns, accumulate) : []
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void A_constant_row_gives_the_shift_and_a_row_far_from_zero_keeps_its_digits(int lanes)
    {
        const int Columns = 50;
        Device device = Widths.Get(lanes);
        float[] values = new float[2 * Columns],
            shift = Seam.Random(Columns, 3);
        Array.Fill(values, 1e7f / 3f);
        for (int i = 0; i < Columns; i++)
            values[Columns + i] = 4194304f + (i % 2);
        using Storage x = device.Allocate(2 * Columns),
            y = device.Allocate(2 * Columns),
            figures = device.Allocate(2 * Columns);
        device.Write(values, x.All);
        device.Fill(figures.All, 1f);
        device.Write(shift, figures.All.Slice(Columns, Columns));
        device.LayerNormalization(
            x.All,
            figures.All.Slice(0, Columns),
            figures.All.Slice(Columns, Columns),
            y.All,
            2,
            Columns,
            1e-9f
        );
        device.Read(y.All, values);

        Assert.Equal(shift, values[..Columns]);
        Assert.Equal(shift.Select((value, i) => value + (i % 2 == 0 ? -1f : 1f)), values[Columns..]);
    }

    // Rows differ in level and spread.
    private static float[] Rows(int rows, int columns)
    {
        float[] values = Seam.Random(rows * columns, 1);
        for (int i = 0; i < values.Length; i++)
            values[i] = (values[i] * (1 + (i / columns % 3))) + (i / columns % 7);
        return values;
    }
}
