namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class SelectionLoopsTests
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void What_the_reference_keeps_is_kept(int lanes)
    {
        foreach ((int rows, int columns) in Matrices.All.Where(shape => shape.Columns is > 0 and < 5000))
        {
            bool accumulate = rows % 2 == 0;
            foreach (int count in new[] { 1, (columns + 2) / 3, columns, columns + 1 })
            {
                // Ranks of few values, so that many are equal; idle features are none, some or not asked for.
                float[] ranks = [.. Seam.Random(rows * columns, 1, -4, 4).Select(rank => MathF.Round(rank))];
                float[] idle = columns % 3 == 0 ? [] : Seam.Random(columns, 2, 0, 2);
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) => device.KeepGreatest(b[0], b[1], 1f, count, b[2], b[3], rows, columns, accumulate),
                    1e-6,
                    [3],
                    ranks,
                    idle,
                    Seam.Random(rows * columns, 3),
                    Seam.Target(rows * columns, accumulate)
                );
            }
        }
    }
}
