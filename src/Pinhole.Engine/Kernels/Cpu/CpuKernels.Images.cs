namespace Pinhole.Engine.Kernels.Cpu;

/// <content>Images as the patches that convolutions read.</content>
internal sealed unsafe partial class CpuKernels<T>
{
    public override void Unfold(Block images, Block patches, in Patches shape, int batch, bool accumulate) =>
        pool.For(
            new UnfoldRange<T>(
                Pointer(images, batch, shape.ImageSize),
                Pointer(patches, (long)batch * shape.Positions * shape.Size),
                shape,
                accumulate
            ),
            (long)batch * shape.Rows,
            Ranges.RowGrain(shape.Columns * shape.Size)
        );

    public override void Fold(Block patches, Block images, in Patches shape, int batch, bool accumulate) =>
        pool.For(
            new FoldRange<T>(
                Pointer(patches, (long)batch * shape.Positions * shape.Size),
                Pointer(images, batch, shape.ImageSize),
                shape,
                accumulate
            ),
            batch,
            Ranges.RowGrain(shape.Positions * shape.Size)
        );
}
