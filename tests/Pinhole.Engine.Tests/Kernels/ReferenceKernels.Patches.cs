using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels;

internal sealed partial class ReferenceKernels
{
    public override void Unfold(Block images, Block patches, in Patches shape, int batch, bool accumulate)
    {
        Span<double> x = Values(images),
            p = Values(patches);
        for (int i = 0; i < batch * shape.Positions * shape.Size; i++)
        {
            int pixel = Pixel(i, shape);
            Put(p, i, pixel < 0 ? 0 : x[pixel], accumulate);
        }
    }

    public override void Fold(Block patches, Block images, in Patches shape, int batch, bool accumulate)
    {
        Span<double> x = Values(images),
            p = Values(patches);
        if (!accumulate)
            x[..(batch * shape.ImageSize)].Clear();
        for (int i = 0; i < batch * shape.Positions * shape.Size; i++)
        {
            int pixel = Pixel(i, shape);
            if (pixel >= 0)
                x[pixel] += p[i];
        }
    }

    /// <summary>Where the i-th number of the patches lies in the images, or −1 in the padding.</summary>
    private static int Pixel(int i, in Patches shape)
    {
        (int image, int inImage) = Math.DivRem(i, shape.Positions * shape.Size);
        (int position, int inPatch) = Math.DivRem(inImage, shape.Size);
        (int kernelPixel, int channel) = Math.DivRem(inPatch, shape.Channels);
        int y = (position / shape.Columns * shape.Stride) - shape.Padding + (kernelPixel / shape.KernelWidth);
        int x = (position % shape.Columns * shape.Stride) - shape.Padding + (kernelPixel % shape.KernelWidth);
        bool inside = y >= 0 && y < shape.Height && x >= 0 && x < shape.Width;
        return inside ? (((((image * shape.Height) + y) * shape.Width) + x) * shape.Channels) + channel : -1;
    }
}
