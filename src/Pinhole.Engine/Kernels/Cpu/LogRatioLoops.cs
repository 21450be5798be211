using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>ratios [rows] = ½ Σ (logVariance + (z − mean)² / variance − z²).</summary>
internal readonly unsafe struct GaussianLogRatioRange<T>(float* code, float* sample, float* ratios, int latent) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        T zero = default;
        for (nint row = start; row < end; row++)
        {
            float* mean = code + (2 * row * latent),
                logVariance = mean + latent,
                z = sample + (row * latent);
            double total = 0;
            for (nint block = 0; block < latent; block += Summation.Block)
            {
                T sum = default;
                nint blockEnd = Math.Min(latent, block + Summation.Block);
                for (nint i = block; i < blockEnd; i += T.Lanes)
                {
                    // Elements beyond the end are 0 and add 0 + 0 e⁰ − 0 = 0.
                    nint left = blockEnd - i;
                    T s = LogVariance.Hold(Ranges.Load<T>(logVariance + i, left)),
                        value = Ranges.Load<T>(z + i, left);
                    T noise = (value - Ranges.Load<T>(mean + i, left)) * VectorMath.Exp(T.Broadcast(-0.5f) * s);
                    sum += T.MultiplyAdd(noise, noise, T.MultiplyAdd(zero - value, value, s));
                }

                total += T.Sum(sum);
            }

            ratios[row] = (float)(0.5 * total);
        }
    }
}

/// <summary>
/// dMean (+)= 0, dLogVariance (+)= ½ d and dz (+)= −d · z, d [rows] being the ratios' gradient; null pointers are
/// skipped. Without the gradients of the code, which is then a constant, dz (+)= d · ((z − mean) / variance − z).
/// </summary>
internal readonly unsafe struct GaussianLogRatioBackwardRange<T>(
    float* code,
    float* sample,
    float* ratioGradient,
    float* codeGradient,
    bool accumulateCode,
    float* sampleGradient,
    bool accumulateSample,
    int latent
) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        T zero = default;
        for (nint row = start; row < end; row++)
        {
            float* mean = code + (2 * row * latent),
                logVariance = mean + latent,
                dMean = codeGradient + (2 * row * latent);
            float* z = sample + (row * latent),
                dz = sampleGradient + (row * latent);
            T d = T.Broadcast(ratioGradient[row]),
                half = T.Broadcast(0.5f) * d;
            for (nint i = 0; i < latent; i += T.Lanes)
            {
                nint left = latent - i;
                T value = Ranges.Load<T>(z + i, left),
                    s = Ranges.Load<T>(logVariance + i, left),
                    pull = default;
                if (codeGradient != null)
                {
                    Ranges.Store(zero, dMean + i, left, accumulateCode);
                    Ranges.Store(LogVariance.Slope(s, half), dMean + latent + i, left, accumulateCode);
                }
                else
                {
                    pull = (value - Ranges.Load<T>(mean + i, left)) * VectorMath.Exp(zero - LogVariance.Hold(s));
                }

                if (sampleGradient != null)
                    Ranges.Store(d * (pull - value), dz + i, left, accumulateSample);
            }
        }
    }
}
