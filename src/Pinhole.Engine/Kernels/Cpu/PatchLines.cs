using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>
/// Index arithmetic for a line of an image and the same line of a row of patches: which patches hold a whole run, and
/// which part the patches at the border hold.
/// </summary>
internal readonly unsafe struct PatchLines
{
    private readonly Patches _shape;

    public PatchLines(in Patches shape)
    {
        _shape = shape;
        (Rows, Columns, Size, ImageSize) = (shape.Rows, shape.Columns, shape.Size, shape.ImageSize);
        Run = (nint)shape.KernelWidth * shape.Channels;
        Step = (nint)shape.Stride * shape.Channels;
        Width = (nint)shape.Width * shape.Channels;
        Padding = (nint)shape.Padding * shape.Channels;
        nint first = (shape.Padding + shape.Stride - 1) / shape.Stride;
        nint end =
            shape.Width + shape.Padding < shape.KernelWidth
                ? 0
                : ((shape.Width + shape.Padding - shape.KernelWidth) / shape.Stride) + 1;
        EndWhole = Math.Min(Columns, end);
        FirstWhole = first < EndWhole ? first : -1;
    }

    /// <summary>Patches from top to bottom.</summary>
    public nint Rows { get; }

    /// <summary>Patches from left to right.</summary>
    public nint Columns { get; }

    /// <summary>From a patch to the next.</summary>
    public nint Size { get; }

    /// <summary>From an image to the next.</summary>
    public nint ImageSize { get; }

    /// <summary>Numbers of a line in a patch.</summary>
    public nint Run { get; }

    /// <summary>Distance between neighbouring patches in a line.</summary>
    public nint Step { get; }

    /// <summary>Of the image.</summary>
    public nint Width { get; }

    /// <summary>Before the image.</summary>
    public nint Padding { get; }

    /// <summary>The first patch whose run is within the image; −1 if there is none.</summary>
    public nint FirstWhole { get; }

    /// <summary>The patch after the last one.</summary>
    public nint EndWhole { get; }

    /// <summary>The part of a border patch that is within the image.</summary>
    /// <param name="column">Which patch.</param>
    /// <param name="inPatch">Where the part begins in the run of the patch.</param>
    /// <param name="length">How many numbers it has; 0 or less if the patch is outside.</param>
    /// <returns>Where it begins in the line.</returns>
    public nint Part(nint column, out nint inPatch, out nint length)
    {
        nint left = (column * Step) - Padding,
            first = Math.Max(0, left);
        inPatch = first - left;
        length = Math.Min(Width, left + Run) - first;
        return first;
    }

    /// <summary>target = source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<T>(float* source, float* target, nint length)
        where T : unmanaged, ISimd<T>
    {
        nint k = 0;
        for (; k + T.Lanes <= length; k += T.Lanes)
            T.Store(T.Load(source + k), target + k);
        for (; k < length; k++)
            target[k] = source[k];
    }

    /// <summary>target += source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(float* source, float* target, nint length)
        where T : unmanaged, ISimd<T>
    {
        nint k = 0;
        for (; k + T.Lanes <= length; k += T.Lanes)
            T.Store(T.Load(target + k) + T.Load(source + k), target + k);
        for (; k < length; k++)
            target[k] += source[k];
    }
}
