namespace Pinhole.Engine.Kernels.Cpu;

/// <content>The patches of images that convolutions use.</content>
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
            Ranges.RowGrain((long)shape.Columns * shape.Size)
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
            Ranges.RowGrain((long)shape.Positions * shape.Size)
        );
}
