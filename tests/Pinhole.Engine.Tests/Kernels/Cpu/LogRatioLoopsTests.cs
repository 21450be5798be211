namespace Pinhole.Engine.Tests.Kernels.Cpu;

public class LogRatioLoopsTests
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Ratios_agree_with_the_reference(int lanes)
    {
        foreach ((int rows, int latent) in Matrices.All)
        {
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.GaussianLogRatio(b[0], b[1], b[2], rows, latent),
                2e-5 * (1 + Math.Sqrt(latent) / 4),
                [2],
                Code(rows, latent, 1),
                Seam.Random(rows * latent, 3, -4, 4),
                Seam.Target(rows, accumulate: false)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Slopes_of_ratios_agree_with_the_reference(int lanes)
    {
        foreach ((int rows, int latent) in Matrices.All)
        {
            foreach ((bool code, bool sample) in new[] { (true, true), (true, false), (false, true) })
            {
                bool accumulate = (rows + latent) % 2 == 0;
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) =>
                        device.GaussianLogRatioBackward(
                            b[0],
                            b[1],
                            b[2],
                            b[3],
                            accumulate,
                            b[4],
                            !accumulate,
                            rows,
                            latent
                        ),
                    1e-6,
                    [3, 4],
                    Code(rows, latent, 40),
                    Seam.Random(rows * latent, 3, -4, 4),
                    Seam.Random(rows, 4),
                    code ? Seam.Target(2 * rows * latent, accumulate) : [],
                    sample ? Seam.Target(rows * latent, !accumulate) : []
                );
            }
        }
    }

    private static float[] Code(int rows, int latent, float bound)
    {
        float[] code = Seam.Random(2 * rows * latent, 1, -3, 3),
            logVariances = Seam.Random(rows * latent, 2, -bound, bound);
        for (int row = 0; row < rows; row++)
            logVariances.AsSpan(row * latent, latent).CopyTo(code.AsSpan(((2 * row) + 1) * latent, latent));
        return code;
    }
}
