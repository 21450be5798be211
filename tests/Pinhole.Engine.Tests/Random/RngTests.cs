using Pinhole.Engine.Random;

namespace Pinhole.Engine.Tests.Random;

public sealed class RngTests
{
    /// <summary>The known answers of the Random123 library (kat_vectors, philox4x32 with 10 rounds).</summary>
    [Theory]
    [InlineData(0UL, 0UL, 0UL, new[] { 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u })]
    [InlineData(
        ulong.MaxValue,
        ulong.MaxValue,
        ulong.MaxValue,
        new[] { 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu }
    )]
    [InlineData(
        0x299f31d0_a4093822UL,
        0x03707344_13198a2eUL,
        0x85a308d3_243f6a88UL,
        new[] { 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u }
    )]
    public void Words_are_those_of_Philox(ulong seed, ulong stream, ulong counter, uint[] expected)
    {
        uint[] words = new uint[4];
        Rng.Generate(seed, stream, counter, words);
        Assert.Equal(expected, words);
        Assert.Throws<ArgumentException>(() => Rng.Generate(seed, stream, counter, new uint[3]));
    }

    [Fact]
    public void A_source_gives_the_words_of_its_stream_in_order()
    {
        Rng rng = new(5, 9);
        uint[] words = new uint[4];
        for (ulong counter = 0; counter < 10; counter++)
        {
            Rng.Generate(5, 9, counter, words);
            Assert.Equal(words, new[] { rng.NextUInt(), rng.NextUInt(), rng.NextUInt(), rng.NextUInt() });
        }

        Assert.Equal(40UL, rng.Position);
    }

    [Fact]
    public void A_source_can_go_back_and_ahead()
    {
        Rng rng = new(5);
        uint[] first = [.. Enumerable.Range(0, 30).Select(_ => rng.NextUInt())];
        foreach (ulong position in new ulong[] { 0, 7, 29, 3, 8 })
        {
            rng.Position = position;
            Assert.Equal(first[position], rng.NextUInt());
        }

        Rng ahead = new(5) { Position = 17 };
        Assert.Equal(first[17], ahead.NextUInt());
    }

    [Fact]
    public void Seeds_and_streams_differ()
    {
        HashSet<uint> seen = [];
        for (ulong i = 0; i < 100; i++)
        {
            Assert.True(seen.Add(new Rng(i).NextUInt()));
            Assert.True(seen.Add(new Rng(0, i + 1).NextUInt()));
        }
    }

    [Fact]
    public void Fractions_fill_the_unit_interval_evenly()
    {
        Rng rng = new(1);
        int[] floats = new int[64],
            doubles = new int[64];
        for (int i = 0; i < 64_000; i++)
        {
            float single = rng.NextFloat();
            double fraction = rng.NextDouble();
            Assert.True(single is >= 0 and < 1 && fraction is >= 0 and < 1);
            floats[(int)(single * 64)]++;
            doubles[(int)(fraction * 64)]++;
        }

        AssertEven(floats);
        AssertEven(doubles);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100)]
    public void Integers_fill_their_range_evenly(int bound)
    {
        Rng rng = new(2);
        int[] counts = new int[bound];
        for (int i = 0; i < 1000 * bound; i++)
            counts[rng.NextInt(bound)]++;
        AssertEven(counts);
    }

    [Fact]
    public void Integers_of_a_huge_range_have_no_bias()
    {
        // Eight words fall on every three numbers of this range: without rejection the third gets two of them, not
        // three.
        const int Bound = 3 << 29;
        Rng rng = new(3);
        int[] counts = new int[3];
        for (int i = 0; i < 30_000; i++)
            counts[rng.NextInt(Bound) % 3]++;
        AssertEven(counts);
        Assert.Throws<ArgumentOutOfRangeException>(() => rng.NextInt(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => rng.NextInt(-1));
    }

    [Fact]
    public void Gaussian_numbers_have_the_moments_of_the_normal_distribution()
    {
        const int Count = 200_000;
        Rng rng = new(4);
        double sum = 0,
            squares = 0,
            cubes = 0,
            fourths = 0;
        int inside = 0;
        for (int i = 0; i < Count; i++)
        {
            double x = rng.NextGaussian();
            sum += x;
            squares += x * x;
            cubes += x * x * x;
            fourths += x * x * x * x;
            inside += Math.Abs(x) < 1 ? 1 : 0;
        }

        // Five standard deviations of each mean.
        double unit = 5 / Math.Sqrt(Count);
        Assert.Equal(0, sum / Count, unit);
        Assert.Equal(1, squares / Count, unit * Math.Sqrt(2));
        Assert.Equal(0, cubes / Count, unit * Math.Sqrt(15));
        Assert.Equal(3, fourths / Count, unit * Math.Sqrt(96));
        Assert.Equal(0.682689, inside / (double)Count, unit * 0.47);
        Assert.Equal(4UL * Count, rng.Position);
    }

    [Fact]
    public void Every_order_of_a_shuffle_is_equally_likely()
    {
        Rng rng = new(5);
        Dictionary<string, int> orders = [];
        for (int i = 0; i < 24_000; i++)
        {
            char[] items = ['a', 'b', 'c', 'd'];
            rng.ShuffleInPlace<char>(items);
            string order = new(items);
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, orders.Count);
        AssertEven([.. orders.Values]);
    }

    // Chi-squared lies below its degrees of freedom plus six of its standard deviations but once in millions.
    private static void AssertEven(int[] counts)
    {
        double expected = counts.Sum() / (double)counts.Length,
            chiSquared = counts.Sum(count => (count - expected) * (count - expected) / expected);
        int freedom = counts.Length - 1;
        Assert.InRange(chiSquared, 0, freedom + (6 * Math.Sqrt(2 * freedom)));
    }
}
