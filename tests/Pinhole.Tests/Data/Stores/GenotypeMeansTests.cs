using Pinhole.Data.Stores;

namespace Pinhole.Tests.Data.Stores;

public sealed class GenotypeMeansTests
{
    // Codes of two copies, one, none and missing.
    private const int Two = 0,
        One = 2,
        None = 3,
        Missing = 1;

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
        float[] found = means.Finish();
        Assert.Equal([2, 0, thirds, 1, 2, 0], found);
        Assert.Equal([0, 1, 2], means.Values(found).Order());
    }

    [Fact]
    public void What_fills_up_the_last_byte_is_not_among_the_numbers()
    {
        GenotypeMeans means = new(5);
        means.Add([Packed(One, One, One, Missing), Packed(One, None, Two, None)]);
        means.Add([Packed(One, One, One, One), Packed(One, Missing, Two, None)]);
        means.Add([Packed(One, One, One, None), Packed(One, None, None, None)]);
        float[] found = means.Finish();
        Assert.Equal([1, 1, 1, 0.5f, 1], found);
        Assert.Equal([0, 0.5f, 1], means.Values(found).Order());
    }

    private static byte Packed(int first, int second, int third, int fourth) =>
        (byte)(first | (second << 2) | (third << 4) | (fourth << 6));
}
