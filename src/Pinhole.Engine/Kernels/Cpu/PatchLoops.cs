using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>patches [batch · positions, size] (+)= the patches of images; split between rows of patches.</summary>
internal readonly unsafe struct UnfoldRange<T>(float* images, float* patches, Patches shape, bool accumulate) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        PatchLines lines = new(shape);
        for (nint i = start; i < end; i++)
        {
            float* image = images + (i / lines.Rows * lines.ImageSize),
                target = patches + (i * lines.Columns * lines.Size);
            nint top = (i % lines.Rows * shape.Stride) - shape.Padding;
            for (nint y = top; y < top + shape.KernelHeight; y++, target += lines.Run)
            {
                if (y >= 0 && y < shape.Height)
                    Take(lines, image + (y * lines.Width), target);
                else if (!accumulate)
                    Clear(lines, target);
            }
        }
    }

    // The same line of the image in all patches of a row.
    [MethodImpl(Compile.Hot)]
    private void Take(in PatchLines lines, float* line, float* target)
    {
        for (nint column = 0; column < lines.Columns; column++, target += lines.Size)
        {
            if (column == lines.FirstWhole)
            {
                (nint run, nint size, nint step) = (lines.Run, lines.Size, lines.Step);
                float* x = line + (column * step) - lines.Padding;
                for (; column < lines.EndWhole; column++, target += size, x += step)
                {
                    if (accumulate)
                        PatchLines.Add<T>(x, target, run);
                    else
                        PatchLines.Copy<T>(x, target, run);
                }

                if (column == lines.Columns)
                    break;
            }

            nint inImage = lines.Part(column, out nint inPatch, out nint length);
            for (nint k = 0; !accumulate && k < lines.Run; k++)
                target[k] = 0;
            PatchLines.Add<T>(line + inImage, target + inPatch, length);
        }
    }

    private static void Clear(in PatchLines lines, float* target)
    {
        for (nint column = 0; column < lines.Columns; column++, target += lines.Size)
        {
            for (nint k = 0; k < lines.Run; k++)
                target[k] = 0;
        }
    }
}

/// <summary>
/// images (+)= the sum of their patches, patch after patch; split between images, so that each sum belongs to one
/// thread.
/// </summary>
internal readonly unsafe struct FoldRange<T>(float* patches, float* images, Patches shape, bool accumulate) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        PatchLines lines = new(shape);
        float* source = patches + (start * lines.Rows * lines.Columns * lines.Size);
        for (nint i = start; i < end; i++)
        {
            float* image = images + (i * lines.ImageSize);
            for (nint k = 0; !accumulate && k < lines.ImageSize; k += T.Lanes)
                Ranges.Store(default(T), image + k, lines.ImageSize - k);
            for (nint row = 0; row < lines.Rows; row++, source += lines.Columns * lines.Size)
            {
                nint top = (row * shape.Stride) - shape.Padding;
                for (nint y = Math.Max(0, top); y < Math.Min(shape.Height, top + shape.KernelHeight); y++)
                    Put(lines, source + ((y - top) * lines.Run), image + (y * lines.Width));
            }
        }
    }

    // One line of all patches of a row, patch after patch.
    [MethodImpl(Compile.Hot)]
    private static void Put(in PatchLines lines, float* source, float* line)
    {
        for (nint column = 0; column < lines.Columns; column++, source += lines.Size)
        {
            if (column == lines.FirstWhole)
            {
                (nint run, nint size, nint step) = (lines.Run, lines.Size, lines.Step);
                float* x = line + (column * step) - lines.Padding;
                for (; column < lines.EndWhole; column++, source += size, x += step)
                    PatchLines.Add<T>(source, x, run);
                if (column == lines.Columns)
                    break;
            }

            nint inImage = lines.Part(column, out nint inPatch, out nint length);
            PatchLines.Add<T>(source + inPatch, line + inImage, length);
        }
    }
}
