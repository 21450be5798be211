namespace Pinhole.Engine.Random;

/// <summary>
/// A counter-based source of random numbers: the same seed, stream and position give the same words, integers and
/// uniform numbers on every machine and any number of threads (Gaussian ones may differ in the last bit between
/// platforms, because logarithm and cosine do). It is the only source of randomness in Pinhole.
/// </summary>
/// <remarks>
/// Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011). <see
/// cref="Position"/> is its only mutable state, which a checkpoint stores.
/// </remarks>
public sealed class Rng
{
    internal const int Rounds = 10;
    internal const uint FirstMultiplier = 0xD2511F53;
    internal const uint SecondMultiplier = 0xCD9E8D57;
    internal const uint FirstKeyStep = 0x9E3779B9;
    internal const uint SecondKeyStep = 0xBB67AE85;

    private readonly uint[] _block = new uint[4];
    private ulong _filled = ulong.MaxValue;

    /// <summary>Starts a source at position 0.</summary>
    /// <param name="seed">The user's seed.</param>
    /// <param name="stream">A different one for each use of a seed (initialization, shuffling, noise, …).</param>
    public Rng(ulong seed, ulong stream = 0)
    {
        Seed = seed;
        Stream = stream;
    }

    /// <summary>The seed given at construction.</summary>
    public ulong Seed { get; }

    /// <summary>The stream given at construction.</summary>
    public ulong Stream { get; }

    /// <summary>How many 32-bit words were drawn so far; may be set to move back or ahead.</summary>
    public ulong Position { get; set; }

    /// <summary>The four words at one position of a stream, without any state.</summary>
    /// <param name="seed">The key.</param>
    /// <param name="stream">The upper half of the counter.</param>
    /// <param name="counter">The lower half of the counter: which group of four words.</param>
    /// <param name="words">Receives four words.</param>
    /// <exception cref="ArgumentException"><paramref name="words"/> holds fewer than four.</exception>
    public static void Generate(ulong seed, ulong stream, ulong counter, Span<uint> words)
    {
        if (words.Length < 4)
            throw new ArgumentException("Four words are generated at a time.", nameof(words));

        uint c0 = (uint)counter,
            c1 = (uint)(counter >> 32),
            c2 = (uint)stream,
            c3 = (uint)(stream >> 32);
        uint k0 = (uint)seed,
            k1 = (uint)(seed >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)FirstMultiplier * c0,
                p1 = (ulong)SecondMultiplier * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += FirstKeyStep;
            k1 += SecondKeyStep;
        }

        words[0] = c0;
        words[1] = c1;
        words[2] = c2;
        words[3] = c3;
    }

    /// <summary>The next word, uniform over all 32-bit values.</summary>
    public uint NextUInt()
    {
        ulong block = Position >> 2;
        if (block != _filled)
        {
            Generate(Seed, Stream, block, _block);
            _filled = block;
        }

        return _block[(int)(Position++ & 3)];
    }

    /// <summary>A float in [0, 1): 24 random bits.</summary>
    public float NextFloat() => (NextUInt() >> 8) * (1f / 16777216f);

    /// <summary>A double in [0, 1): 53 random bits.</summary>
    public double NextDouble()
    {
        ulong high = NextUInt() >> 5,
            low = NextUInt() >> 6;
        return (high * 67108864 + low) * (1.0 / 9007199254740992.0);
    }

    /// <summary>An integer in [0, <paramref name="bound"/>), without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        uint threshold = (uint)(-bound) % (uint)bound;
        while (true)
        {
            ulong product = (ulong)NextUInt() * (uint)bound;
            if ((uint)product >= threshold)
                return (int)(product >> 32);
        }
    }

    /// <summary>A standard normal number (Box and Muller 1958); draws four words.</summary>
    public double NextGaussian()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Shuffles the items; each order is equally likely (Fisher and Yates).</summary>
    public void ShuffleInPlace<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
