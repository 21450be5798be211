using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class GaussianLoopsTests
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Samples_agree_with_the_reference(int lanes)
    {
        foreach ((int rows, int latent) in Matrices.All)
        {
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.Reparameterize(b[0], b[1], rows, latent),
                2e-6,
                [1],
                Code(rows, latent),
                Seam.Random(rows * latent, 3, -4, 4)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Slopes_of_samples_agree_with_the_reference(int lanes)
    {
        foreach ((int rows, int latent) in Matrices.All)
        {
            bool accumulate = (rows + latent) % 2 == 0;
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.ReparameterizeBackward(b[0], b[1], b[2], b[3], rows, latent, accumulate),
                1e-6,
                [3],
                Code(rows, latent),
                Seam.Random(rows * latent, 3, -4, 4),
                Seam.Random(rows * latent, 4),
                Seam.Target(2 * rows * latent, accumulate)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Divergences_agree_with_the_reference(int lanes)
    {
        foreach ((int rows, int latent) in Matrices.All)
        {
            foreach (float bound in new[] { 3f, 40f })
            {
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) => device.GaussianKl(b[0], b[1], rows, latent),
                    1e-6 * (1 + Math.Sqrt(latent) / 4),
                    [1],
                    Code(rows, latent, bound),
                    Seam.Target(rows, accumulate: false)
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Slopes_of_divergences_agree_with_the_reference(int lanes)
    {
        foreach ((int rows, int latent) in Matrices.All)
        {
            bool accumulate = (rows + latent) % 2 == 0;
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.GaussianKlBackward(b[0], b[1], b[2], rows, latent, accumulate),
                1e-6,
                [2],
                Code(rows, latent),
                Seam.Random(rows, 3),
                Seam.Target(2 * rows * latent, accumulate)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void What_is_not_a_number_stays_visible(int lanes)
    {
        const int Latent = 19;
        for (int position = 0; position < 2 * Latent; position++)
        {
            float[] code = Code(2, Latent);
            code[(2 * Latent) + position] = float.NaN;
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) =>
                {
                    device.GaussianKl(b[0], b[1], 2, Latent);
                    device.GaussianKlBackward(b[0], b[2], b[3], 2, Latent, accumulate: false);
                    device.Reparameterize(b[0], b[4], 2, Latent);
                },
                2e-6,
                [1, 3, 4],
                code,
                Seam.Target(2, accumulate: false),
                Seam.Random(2, 3),
                Seam.Target(4 * Latent, accumulate: false),
                Seam.Random(2 * Latent, 4)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void No_log_variance_is_too_large_or_too_small(int lanes)
    {
        Device device = Widths.Get(lanes);
        float[] code =
        [
            1f,
            1f,
            1f,
            1f,
            float.MaxValue,
            -float.MaxValue,
            float.PositiveInfinity,
            float.NegativeInfinity,
        ];
        using Storage heads = device.Allocate(8),
            z = device.Allocate(4),
            slopes = device.Allocate(8),
            divergence = device.Allocate(1);
        device.Write(code, heads.All);
        device.Fill(z.All, 1f);
        device.Fill(divergence.All, 1f);
        float[] found = new float[8];

        device.Reparameterize(heads.All, z.All, 1, 4);
        device.Read(z.All, found.AsSpan(0, 4));
        Numbers.AssertClose([22_027.4658, 1.0000003, 22_027.4658, 1.0000003], found.AsSpan(0, 4), 1e-6, "samples");
        device.ReparameterizeBackward(heads.All, z.All, z.All, slopes.All, 1, 4, accumulate: false);
        device.Read(slopes.All, found);
        Assert.Equal(new float[4], found[4..]);
        device.GaussianKlBackward(heads.All, divergence.All, slopes.All, 1, 4, accumulate: false);
        device.Read(slopes.All, found);
        Assert.Equal([1f, 1f, 1f, 1f, 0f, 0f, 0f, 0f], found);

        // ½ Σ (1 + σ² − log σ² − 1) of two with log σ² = 20 and two with −30.
        device.GaussianKl(heads.All, divergence.All, 1, 4);
        device.Read(divergence.All, found.AsSpan(0, 1));
        Numbers.AssertClose([Math.Exp(20) - 20 + 30], found.AsSpan(0, 1), 1e-6, "divergence");
    }

    // Log-variances reach beyond both bounds.
    private static float[] Code(int rows, int latent, float bound = 40f)
    {
        float[] code = Seam.Random(2 * rows * latent, 1, -3, 3),
            logVariances = Seam.Random(rows * latent, 2, -bound, bound);
        for (int row = 0; row < rows; row++)
            logVariances.AsSpan(row * latent, latent).CopyTo(code.AsSpan(((2 * row) + 1) * latent, latent));
        return code;
    }
}
