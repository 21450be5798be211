using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>Clamps log-variances to the bounds of a <see cref="GaussianCode"/>.</summary>
internal static class LogVariance
{
    // Max and Min return their right operand if either is NaN, so NaN passes through.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Hold<T>(T logVariance)
        where T : unmanaged, ISimd<T> =>
        T.Max(
            T.Broadcast(GaussianCode.MinimumLogVariance),
            T.Min(T.Broadcast(GaussianCode.MaximumLogVariance), logVariance)
        );

    /// <summary>The slope: 1 within the bounds, 0 beyond them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T logVariance, T slope)
        where T : unmanaged, ISimd<T>
    {
        T below = T.IfGreater(T.Broadcast(GaussianCode.MinimumLogVariance), logVariance, default, slope);
        return T.IfGreater(logVariance, T.Broadcast(GaussianCode.MaximumLogVariance), default, below);
    }
}

/// <summary>Noise [rows, latent] becomes samples of the Gaussians of code [rows, 2 · latent].</summary>
internal readonly unsafe struct ReparameterizeRange<T>(float* code, float* noiseInPlace, int latent) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        T half = T.Broadcast(0.5f);
        for (nint row = start; row < end; row++)
        {
            float* mean = code + (2 * row * latent),
                logVariance = mean + latent,
                z = noiseInPlace + (row * latent);
            for (nint i = 0; i < latent; i += T.Lanes)
            {
                nint left = latent - i;
                T deviation = VectorMath.Exp(half * LogVariance.Hold(Ranges.Load<T>(logVariance + i, left)));
                Ranges.Store(
                    T.MultiplyAdd(deviation, Ranges.Load<T>(z + i, left), Ranges.Load<T>(mean + i, left)),
                    z + i,
                    left
                );
            }
        }
    }
}

/// <summary>dMean (+)= dz and dLogVariance (+)= ½ dz (z − mean).</summary>
internal readonly unsafe struct ReparameterizeBackwardRange<T>(
    float* code,
    float* sample,
    float* sampleGradient,
    float* codeGradient,
    int latent,
    bool accumulate
) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        T half = T.Broadcast(0.5f);
        for (nint row = start; row < end; row++)
        {
            float* mean = code + (2 * row * latent),
                dMean = codeGradient + (2 * row * latent);
            float* z = sample + (row * latent),
                dz = sampleGradient + (row * latent);
            for (nint i = 0; i < latent; i += T.Lanes)
            {
                nint left = latent - i;
                T gradient = Ranges.Load<T>(dz + i, left);
                T noise = Ranges.Load<T>(z + i, left) - Ranges.Load<T>(mean + i, left);
                T slope = LogVariance.Slope(Ranges.Load<T>(mean + latent + i, left), half * gradient * noise);
                Ranges.Store(gradient, dMean + i, left, accumulate);
                Ranges.Store(slope, dMean + latent + i, left, accumulate);
            }
        }
    }
}

/// <summary>divergences [rows] = ½ Σ (mean² + variance − logVariance − 1).</summary>
internal readonly unsafe struct GaussianKlRange<T>(float* code, float* divergences, int latent) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        T one = T.Broadcast(1f);
        for (nint row = start; row < end; row++)
        {
            float* mean = code + (2 * row * latent),
                logVariance = mean + latent;
            double total = 0;
            for (nint block = 0; block < latent; block += Summation.Block)
            {
                T sum = default;
                nint blockEnd = Math.Min(latent, block + Summation.Block);
                for (nint i = block; i < blockEnd; i += T.Lanes)
                {
                    // Elements beyond the end are 0 and add e⁰ − 0 − 1 = 0.
                    T m = Ranges.Load<T>(mean + i, blockEnd - i),
                        s = LogVariance.Hold(Ranges.Load<T>(logVariance + i, blockEnd - i));
                    sum += T.MultiplyAdd(m, m, VectorMath.Exp(s) - s - one);
                }

                total += T.Sum(sum);
            }

            divergences[row] = (float)(0.5 * total);
        }
    }
}

/// <summary>
/// dMean (+)= d · mean and dLogVariance (+)= ½ d (variance − 1), d [rows] being the divergences' gradient.
/// </summary>
internal readonly unsafe struct GaussianKlBackwardRange<T>(
    float* code,
    float* divergenceGradient,
    float* codeGradient,
    int latent,
    bool accumulate
) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        T one = T.Broadcast(1f);
        for (nint row = start; row < end; row++)
        {
            float* mean = code + (2 * row * latent),
                dMean = codeGradient + (2 * row * latent);
            T gradient = T.Broadcast(divergenceGradient[row]),
                half = T.Broadcast(0.5f * divergenceGradient[row]);
            for (nint i = 0; i < latent; i += T.Lanes)
            {
                nint left = latent - i;
                T logVariance = Ranges.Load<T>(mean + latent + i, left);
                T slope = half * (VectorMath.Exp(LogVariance.Hold(logVariance)) - one);
                Ranges.Store(gradient * Ranges.Load<T>(mean + i, left), dMean + i, left, accumulate);
                Ranges.Store(LogVariance.Slope(logVariance, slope), dMean + latent + i, left, accumulate);
            }
        }
    }
}
