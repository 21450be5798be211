namespace Pinhole.Engine.Tests.Kernels.Cpu;

public class LogMeanExpLoopsTests
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Values_and_slopes_agree_with_the_reference(int lanes)
    {
        foreach ((int rows, int columns) in Matrices.All.Where(matrix => matrix.Columns > 0))
        {
            float[] x = Seam.Random(rows * columns, 1, -30, 3);
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.LogMeanExp(b[0], b[1], rows, columns),
                1e-6,
                [1],
                x,
                Seam.Target(rows, accumulate: false)
            );

            bool accumulate = (rows + columns) % 2 == 0;
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.LogMeanExpBackward(b[0], b[1], b[2], rows, columns, accumulate),
                1e-6,
                [2],
                x,
                Seam.Random(rows, 3),
                Seam.Target(rows * columns, accumulate)
            );
        }
    }
}
