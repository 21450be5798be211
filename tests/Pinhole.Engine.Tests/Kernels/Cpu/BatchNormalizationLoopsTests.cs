using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class BatchNormalizationLoopsTests
{
    private const float Epsilon = 0.01f;

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Values_and_running_figures_agree_with_the_reference(int lanes)
    {
        foreach ((int rows, int columns) in Matrices.All)
        {
            bool frozen = (rows + columns) % 3 == 0,
                running = frozen || columns % 2 == 0;
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) =>
                    device.BatchNormalization(b[0], b[1], b[2], b[3], b[4], b[5], rows, columns, Epsilon, 0.1f, frozen),
                2e-5,
                frozen ? [5] : [3, 4, 5],
                Rows(rows, columns),
                Seam.Random(columns, 2),
                Seam.Random(columns, 3),
                running ? Seam.Random(columns, 4) : [],
                running ? Seam.Random(columns, 5, 0, 4) : [],
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
            bool frozen = columns % 3 == 0,
                input = columns % 5 != 0,
                scale = rows % 5 != 0,
                shift = rows % 3 != 0;
            bool accumulate = (rows + columns) % 2 == 0;
            // Of few rows the variance may be near zero, and slopes are large and nearly cancel.
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) =>
                    device.BatchNormalizationBackward(
                        b[0],
                        b[1],
                        b[2],
                        b[3],
                        b[4],
                        b[5],
                        accumulate,
                        b[6],
                        !accumulate,
                        b[7],
                        accumulate,
                        rows,
                        columns,
                        Epsilon
                    ),
                3e-5 * (1 + Math.Sqrt(rows) / 8),
                [5, 6, 7],
                Rows(rows, columns),
                Seam.Random(columns, 2),
                frozen ? Seam.Random(columns, 4) : [],
                frozen ? Seam.Random(columns, 5, 0, 4) : [],
                Seam.Random(rows * columns, 6),
                input ? Seam.Target(rows * columns, accumulate) : [],
                scale ? Seam.Target(columns, !accumulate) : [],
                shift ? Seam.Target(columns, accumulate) : []
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void One_row_gives_the_shift_and_leaves_the_running_figures_alone(int lanes)
    {
        Device device = Widths.Get(lanes);
        float[] shift = Seam.Random(19, 3),
            mean = Seam.Random(19, 4),
            found = new float[19];
        using Storage storage = device.Allocate(6 * 19);
        device.Write(
            [.. Seam.Random(19, 1, -1e6f, 1e6f), .. Seam.Random(19, 2), .. shift, .. mean, .. mean],
            storage.All.Slice(0, 5 * 19)
        );
        Block[] b = [.. Enumerable.Range(0, 6).Select(i => storage.All.Slice(i * 19, 19))];

        device.BatchNormalization(b[0], b[1], b[2], b[3], b[4], b[5], 1, 19, 1e-5f, 0.1f, frozen: false);
        device.Read(b[5], found);
        Assert.Equal(shift, found);
        device.Read(b[3], found);
        Assert.Equal(mean, found);
        device.Read(b[4], found);
        Assert.Equal(mean, found);
        device.BatchNormalizationBackward(
            b[0],
            b[1],
            default,
            default,
            b[2],
            b[5],
            false,
            default,
            false,
            default,
            false,
            1,
            19,
            1e-5f
        );
        device.Read(b[5], found);
        Assert.All(found, slope => Assert.Equal(0f, slope));
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Columns_far_from_zero_keep_their_digits_and_constant_ones_give_the_shift(int lanes)
    {
        Device device = Widths.Get(lanes);
        const int Rows = 100;
        // Steps of 1 around 2^22, which single precision holds exactly, beside a number that it does not hold.
        float[] values = [.. Enumerable.Range(0, Rows).SelectMany(row => new[] { 4194304f + (row % 2), 1e7f / 3f })];
        using Storage x = device.Allocate(2 * Rows),
            y = device.Allocate(2 * Rows),
            figures = device.Allocate(4);
        device.Write(values, x.All);
        device.Write([1f, 1f, 0.25f, 0.25f], figures.All);
        device.BatchNormalization(
            x.All,
            figures.All.Slice(0, 2),
            figures.All.Slice(2, 2),
            default,
            default,
            y.All,
            Rows,
            2,
            1e-9f,
            0,
            frozen: false
        );
        device.Read(y.All, values);

        for (int row = 0; row < Rows; row++)
            Assert.Equal([row % 2 == 0 ? -0.75f : 1.25f, 0.25f], values.AsSpan(2 * row, 2).ToArray());
    }

    // Columns differ in level and spread.
    private static float[] Rows(int rows, int columns)
    {
        float[] values = Seam.Random(rows * columns, 1);
        for (int i = 0; i < values.Length; i++)
            values[i] = (values[i] * (1 + (i % columns % 3))) + (i % columns % 7);
        return values;
    }
}
