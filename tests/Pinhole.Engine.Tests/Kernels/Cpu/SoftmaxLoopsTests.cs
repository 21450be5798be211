namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class SoftmaxLoopsTests
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Values_agree_with_the_reference(int lanes)
    {
        foreach ((int rows, int columns) in Matrices.All)
        {
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.LogSoftmax(b[0], b[1], rows, columns),
                1e-6,
                [1],
                Rows(rows, columns),
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
            bool accumulate = (rows + columns) % 2 == 0;
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.LogSoftmaxBackward(b[0], b[1], b[2], rows, columns, accumulate),
                2e-6,
                [2],
                Logarithms(rows, columns),
                Seam.Random(rows * columns, 2),
                Seam.Target(rows * columns, accumulate)
            );
        }
    }

    // Rows differ in level, so that a tail that is read as zeros would be the greatest of some.
    private static float[] Rows(int rows, int columns)
    {
        float[] values = Seam.Random(rows * columns, 1, -4f, 4f);
        for (int i = 0; i < values.Length; i++)
            values[i] += 50 * ((i / columns % 3) - 1);
        return values;
    }

    // Of probabilities that come to about 1 a row.
    private static float[] Logarithms(int rows, int columns)
    {
        float middle = -MathF.Log(Math.Max(1, columns));
        return Seam.Random(rows * columns, 1, middle - 2f, middle + 1f);
    }
}
