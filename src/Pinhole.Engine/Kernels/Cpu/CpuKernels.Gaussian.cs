namespace Pinhole.Engine.Kernels.Cpu;

/// <content>Gaussian codes: samples and divergences.</content>
internal sealed unsafe partial class CpuKernels<T>
{
    public override void Reparameterize(Block code, Block noiseInPlace, int rows, int latent) =>
        pool.For(
            new ReparameterizeRange<T>(Code(code, rows, latent), Pointer(noiseInPlace, rows, latent), latent),
            rows,
            Ranges.RowGrain(latent)
        );

    public override void ReparameterizeBackward(
        Block code,
        Block sample,
        Block sampleGradient,
        Block codeGradient,
        int rows,
        int latent,
        bool accumulate
    ) =>
        pool.For(
            new ReparameterizeBackwardRange<T>(
                Code(code, rows, latent),
                Pointer(sample, rows, latent),
                Pointer(sampleGradient, rows, latent),
                Code(codeGradient, rows, latent),
                latent,
                accumulate
            ),
            rows,
            Ranges.RowGrain(latent)
        );

    public override void GaussianKl(Block code, Block divergences, int rows, int latent) =>
        pool.For(
            new GaussianKlRange<T>(Code(code, rows, latent), Pointer(divergences, rows), latent),
            rows,
            Ranges.RowGrain(latent)
        );

    public override void GaussianKlBackward(
        Block code,
        Block divergenceGradient,
        Block codeGradient,
        int rows,
        int latent,
        bool accumulate
    ) =>
        pool.For(
            new GaussianKlBackwardRange<T>(
                Code(code, rows, latent),
                Pointer(divergenceGradient, rows),
                Code(codeGradient, rows, latent),
                latent,
                accumulate
            ),
            rows,
            Ranges.RowGrain(latent)
        );

    public override void GaussianLogRatio(Block code, Block sample, Block ratios, int rows, int latent) =>
        pool.For(
            new GaussianLogRatioRange<T>(
                Code(code, rows, latent),
                Pointer(sample, rows, latent),
                Pointer(ratios, rows),
                latent
            ),
            rows,
            Ranges.RowGrain(latent)
        );

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
    ) =>
        pool.For(
            new GaussianLogRatioBackwardRange<T>(
                Code(code, rows, latent),
                Pointer(sample, rows, latent),
                Pointer(ratioGradient, rows),
                codeGradient.IsEmpty ? null : Code(codeGradient, rows, latent),
                accumulateCode,
                sampleGradient.IsEmpty ? null : Pointer(sampleGradient, rows, latent),
                accumulateSample,
                latent
            ),
            rows,
            Ranges.RowGrain(latent)
        );

    private static float* Code(Block block, int rows, int latent) => CpuStorage.Pointer(block, 2L * rows * latent);
}
