using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;

namespace Pinhole.Engine.Tests.Kernels;

/// <content>Normal numbers, and the Gaussians of a code.</content>
internal sealed partial class ReferenceKernels
{
    public override void FillNormal(Block target, ulong seed, ulong stream)
    {
        Span<double> y = Values(target);
        Span<uint> words = stackalloc uint[4];
        for (int i = 0; i < y.Length; i++)
        {
            int quarter = i % 64 / 16;
            Rng.Generate(seed, stream, (ulong)((i / 64 * 16) + (i % 16)), words);
            double first = (float)words[quarter < 2 ? 0 : 2],
                second = (float)words[quarter < 2 ? 1 : 3];
            double uniform = (float)((first + 0.5) / 4294967296),
                angle = 2 * Math.PI * (float)((second / 4294967296) - 0.5);
            y[i] = Math.Sqrt(-2 * Math.Log(uniform)) * (quarter % 2 == 0 ? Math.Cos(angle) : Math.Sin(angle));
        }
    }

    public override void Reparameterize(Block code, Block noiseInPlace, int rows, int latent)
    {
        Span<double> z = Values(noiseInPlace);
        for (int i = 0; i < rows * latent; i++)
        {
            (double mean, double logVariance) = Heads(code, i, latent);
            z[i] = mean + (Math.Exp(Math.Clamp(logVariance, -30, 20) / 2) * z[i]);
        }
    }

    public override void ReparameterizeBackward(
        Block code,
        Block sample,
        Block sampleGradient,
        Block codeGradient,
        int rows,
        int latent,
        bool accumulate
    )
    {
        Span<double> z = Values(sample),
            dz = Values(sampleGradient);
        for (int i = 0; i < rows * latent; i++)
        {
            (double mean, double logVariance) = Heads(code, i, latent);
            PutHeads(
                codeGradient,
                i,
                latent,
                dz[i],
                logVariance is < -30 or > 20 ? 0 : 0.5 * dz[i] * (z[i] - mean),
                accumulate
            );
        }
    }

    public override void GaussianKl(Block code, Block divergences, int rows, int latent)
    {
        Span<double> y = Values(divergences);
        y[..rows].Clear();
        for (int i = 0; i < rows * latent; i++)
        {
            (double mean, double logVariance) = Heads(code, i, latent);
            logVariance = Math.Clamp(logVariance, -30, 20);
            y[i / latent] += -0.5 * (1 + logVariance - (mean * mean) - Math.Exp(logVariance));
        }
    }

    public override void GaussianKlBackward(
        Block code,
        Block divergenceGradient,
        Block codeGradient,
        int rows,
        int latent,
        bool accumulate
    )
    {
        Span<double> dy = Values(divergenceGradient);
        for (int i = 0; i < rows * latent; i++)
        {
            (double mean, double logVariance) = Heads(code, i, latent);
            double slope = logVariance is < -30 or > 20 ? 0 : 0.5 * (Math.Exp(logVariance) - 1);
            PutHeads(codeGradient, i, latent, dy[i / latent] * mean, dy[i / latent] * slope, accumulate);
        }
    }

    public override void GaussianLogRatio(Block code, Block sample, Block ratios, int rows, int latent)
    {
        Span<double> z = Values(sample),
            y = Values(ratios);
        y[..rows].Clear();
        for (int i = 0; i < rows * latent; i++)
        {
            (double mean, double logVariance) = Heads(code, i, latent);
            logVariance = Math.Clamp(logVariance, -30, 20);
            double noise = (z[i] - mean) / Math.Exp(logVariance / 2);
            y[i / latent] += 0.5 * (logVariance + (noise * noise) - (z[i] * z[i]));
        }
    }

    public override void GaussianLogRatioBackward(
        Block code,
        Block sample,
        Block ratioGradient,
        Block codeGradient,
        bool accumulateCode,
        Block sampleGradient,
        bool accumulateSample,
        int rows,
        int latent
    )
    {
        Span<double> z = Values(sample),
            dy = Values(ratioGradient);
        for (int i = 0; i < rows * latent; i++)
        {
            (double mean, double logVariance) = Heads(code, i, latent);
            if (!codeGradient.IsEmpty)
                PutHeads(
                    codeGradient,
                    i,
                    latent,
                    0,
                    logVariance is < -30 or > 20 ? 0 : 0.5 * dy[i / latent],
                    accumulateCode
                );
            if (!sampleGradient.IsEmpty)
            {
                double pull = codeGradient.IsEmpty ? (z[i] - mean) / Math.Exp(Math.Clamp(logVariance, -30, 20)) : 0;
                Put(Values(sampleGradient), i, dy[i / latent] * (pull - z[i]), accumulateSample);
            }
        }
    }

    private static (double Mean, double LogVariance) Heads(Block code, int i, int latent)
    {
        int first = (i / latent * 2 * latent) + (i % latent);
        return (Values(code)[first], Values(code)[first + latent]);
    }

    private static void PutHeads(Block gradient, int i, int latent, double mean, double logVariance, bool accumulate)
    {
        int first = (i / latent * 2 * latent) + (i % latent);
        Put(Values(gradient), first, mean, accumulate);
        Put(Values(gradient), first + latent, logVariance, accumulate);
    }
}
