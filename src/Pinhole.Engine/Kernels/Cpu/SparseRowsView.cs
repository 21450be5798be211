namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>Sparse rows in the memory of this process.</summary>
internal readonly unsafe struct SparseRowsView(int* starts, int* columns, float* values)
{
    /// <summary>The sparse rows of a block.</summary>
    public static SparseRowsView Create(in SparseBlock block, int rows) =>
        new(
            (int*)CpuStorage.Pointer(block.Starts, rows + 1L),
            (int*)CpuStorage.Pointer(block.Columns, block.Columns.Length),
            CpuStorage.Pointer(block.Values, block.Columns.Length)
        );

    /// <summary>Writes a row's numbers into [columns] zeros.</summary>
    public void Scatter(nint row, float* target)
    {
        for (int i = starts[row]; i < starts[row + 1]; i++)
            target[columns[i]] = values[i];
    }

    /// <summary>Resets the numbers that <see cref="Scatter"/> wrote to zero.</summary>
    public void Clear(nint row, float* target)
    {
        for (int i = starts[row]; i < starts[row + 1]; i++)
            target[columns[i]] = 0;
    }

    /// <summary>The dot product of a sparse row and a dense row, in the order of the columns.</summary>
    public float Dot(nint row, float* other)
    {
        float sum = 0;
        for (int i = starts[row]; i < starts[row + 1]; i++)
            sum += values[i] * other[columns[i]];
        return sum;
    }

    /// <summary>target += factor · row.</summary>
    public void AddScaled(nint row, float factor, float* target)
    {
        for (int i = starts[row]; i < starts[row + 1]; i++)
            target[columns[i]] += factor * values[i];
    }
}
