using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class PatchLoopsTests
{
    private static readonly (Patches Shape, int Batch)[] Cases =
    [
        .. from channels in new[] { 1, 2, 3, 7, 16, 17, 33 }
        from size in new[] { (1, 1), (1, 9), (2, 3), (5, 4), (7, 7) }
        from window in new (int Kernel, int Stride, int Padding)[]
        {
            (3, 2, 1),
            (3, 1, 1),
            (1, 1, 0),
            (2, 3, 0),
            (5, 2, 2),
            (4, 1, 4),
        }
        let shape = new Patches(
            size.Item1,
            size.Item2,
            channels,
            window.Kernel,
            window.Kernel,
            window.Stride,
            window.Padding
        )
        where shape.IsPossible
        select (shape, 3),
        (new Patches(3, 10, 1, 3, 1), 5),
        (new Patches(6, 5, 4, 2, 3, Stride: 2, Padding: 1), 2),
        (new Patches(28, 28, 16, 3, 3, Stride: 2, Padding: 1), 9),
        (new Patches(9, 9, 3, 3, 3, Stride: 2, Padding: 1), 0),
    ];

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Patches_agree_with_the_reference(int lanes)
    {
        foreach ((Patches shape, int batch) in Cases)
        {
            foreach (bool accumulate in new[] { false, true })
            {
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) => device.Unfold(b[0], b[1], shape, batch, accumulate),
                    1e-6,
                    [1],
                    Seam.Random(batch * shape.ImageSize, 1),
                    Seam.Target(batch * shape.Positions * shape.Size, accumulate)
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Images_from_patches_agree_with_the_reference(int lanes)
    {
        foreach ((Patches shape, int batch) in Cases)
        {
            foreach (bool accumulate in new[] { false, true })
            {
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) => device.Fold(b[0], b[1], shape, batch, accumulate),
                    2e-6,
                    [1],
                    Seam.Random(batch * shape.Positions * shape.Size, 1),
                    Seam.Target(batch * shape.ImageSize, accumulate)
                );
            }
        }
    }

    [Fact]
    public void Patches_add_up_in_the_same_order_on_any_number_of_threads()
    {
        Patches shape = new(27, 28, 5, 5, 5, Stride: 2, Padding: 2);
        const int Batch = 33;
        float[] one = Run(1);
        Assert.Equal(one, Run(2));
        Assert.Equal(one, Run(3));

        float[] Run(int threads)
        {
            using Device device = CpuKernels.Create(threads, cores: threads);
            using Storage patches = device.Allocate((long)Batch * shape.Positions * shape.Size),
                images = device.Allocate(Batch * shape.ImageSize);
            device.Write(Seam.Random(Batch * shape.Positions * shape.Size, 4), patches.All);
            device.Fold(patches.All, images.All, shape, Batch, accumulate: false);
            float[] values = new float[Batch * shape.ImageSize];
            device.Read(images.All, values);
            return values;
        }
    }
}
