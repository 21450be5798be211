using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>patches [batch · positions, size] (+)= the patches of images; cut between rows of patches.</summary>
internal readonly unsafe struct UnfoldRange<T>(float* images, float* patches, Patches shape, bool accumulate) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        nint rows = shape.Rows, columns = shape.Columns, run = (nint)shape.KernelWidth * shape.Channels;
        float* target = patches + (start * columns * shape.Size);
        for (nint i = start; i < end; i++)
        {
            float* image = images + (i / rows * shape.ImageSize);
            nint top = (i % rows * shape.Stride) - shape.Padding;
            for (nint column = 0; column < columns; column++)
            {
                nint left = (column * shape.Stride) - shape.Padding;
                PatchRun inside = PatchRun.Inside(left, shape);
                for (nint y = top; y < top + shape.KernelHeight; y++, target += run)
                {
                    bool within = y >= 0 && y < shape.Height && inside.Length > 0;
                    if (!accumulate && !(within && inside.Length == run))
                        Clear(target, run);
                    if (!within)
                        continue;
                    float* x = image + (y * shape.Width * shape.Channels) + inside.InImage, p = target + inside.InPatch;
                    for (nint k = 0; k < inside.Length; k += T.Lanes)
                        Ranges.Store(Ranges.Load<T>(x + k, inside.Length - k), p + k, inside.Length - k, accumulate);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(float* target, nint length)
    {
        for (nint k = 0; k < length; k += T.Lanes)
            Ranges.Store(default(T), target + k, length - k);
    }
}

/// <summary>images (+)= the sum of their patches, patch after patch; cut between images, so that each sum belongs to one thread.</summary>
internal readonly unsafe struct FoldRange<T>(float* patches, float* images, Patches shape, bool accumulate) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        nint rows = shape.Rows, columns = shape.Columns, run = (nint)shape.KernelWidth * shape.Channels, size = shape.ImageSize;
        float* source = patches + (start * rows * columns * shape.Size);
        for (nint i = start; i < end; i++)
        {
            float* image = images + (i * size);
            for (nint k = 0; !accumulate && k < size; k += T.Lanes)
                Ranges.Store(default(T), image + k, size - k);
            for (nint position = 0; position < rows * columns; position++)
            {
                nint top = (position / columns * shape.Stride) - shape.Padding;
                PatchRun inside = PatchRun.Inside((position % columns * shape.Stride) - shape.Padding, shape);
                for (nint y = top; y < top + shape.KernelHeight; y++, source += run)
                {
                    if (y < 0 || y >= shape.Height)
                        continue;
                    float* x = image + (y * shape.Width * shape.Channels) + inside.InImage, p = source + inside.InPatch;
                    for (nint k = 0; k < inside.Length; k += T.Lanes)
                        Ranges.Store(Ranges.Load<T>(p + k, inside.Length - k), x + k, inside.Length - k, accumulate: true);
                }
            }
        }
    }
}

/// <summary>The part of a patch's lines that lies inside the image: where it begins in both, and how many numbers it has.</summary>
internal readonly struct PatchRun
{
    public readonly nint InImage;
    public readonly nint InPatch;
    public readonly nint Length;

    private PatchRun(nint inImage, nint inPatch, nint length)
    {
        InImage = inImage;
        InPatch = inPatch;
        Length = length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PatchRun Inside(nint left, in Patches shape)
    {
        nint first = Math.Max(0, left), end = Math.Min(shape.Width, left + shape.KernelWidth);
        return new PatchRun(first * shape.Channels, (first - left) * shape.Channels, (end - first) * shape.Channels);
    }
}
