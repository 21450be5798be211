using Pinhole.Data.Stores;

namespace Pinhole.Tests.Data.Stores;

public sealed class GenotypeMeansTests
{
    // Codes of two copies, one, none and missing.
    private const int Two = 0, One = 2, None = 3, Missing = 1;

    [Fact]
    public void More_samples_than_a_lane_counts_do_not_overflow_into_the_next()
    {
        const int Samples = 70_001;
        GenotypeMeans means = new(6);
        for (int sample = 0; sample < Samples; sample++)
        {
            int third = sample % 3 == 0 ? One : None;
            means.Add([Packed(Two, Missing, third, sample == 5 ? One : Missing), Packed(Two, None, 0, 0)]);
        }

        float thirds = (float)((Samples + 2) / 3 / (double)Samples);
        Assert.Equal([2, 0, thirds, 1, 2, 0], means.Finish());
    }

    private static byte Packed(int first, int second, int third, int fourth) => (byte)(first | (second << 2) | (third << 4) | (fourth << 6));
}
