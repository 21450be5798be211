namespace Pinhole.Engine.Kernels.Cpu;

/// <content>Random numbers, each of which depends only on seed, stream and position.</content>
internal sealed unsafe partial class CpuKernels<T>
{
    public override void ReplaceRandomly(
        in RandomReplacement replacement,
        Block source,
        Block target,
        bool accumulate
    ) =>
        pool.For(
            new ReplacementRange<T>(
                replacement,
                Pointer(source, target.Length),
                Pointer(target, target.Length),
                accumulate
            ),
            target.Length
        );

    public override void DrawBernoulli(Block source, Block target, ulong seed, ulong stream) =>
        pool.For(
            new BernoulliRange<T>(Pointer(source, target.Length), Pointer(target, target.Length), seed, stream),
            target.Length
        );

    public override void FillNormal(Block target, ulong seed, ulong stream) =>
        pool.For(new NormalRange<T>(Pointer(target, target.Length), seed, stream), target.Length);
}
