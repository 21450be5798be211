namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>A matrix in memory: element (row, column) lies at row · RowStride + column · ColumnStride.</summary>
internal readonly unsafe struct MatrixView(float* data, nint rowStride, nint columnStride)
{
    public readonly float* Data = data;
    public readonly nint RowStride = rowStride;
    public readonly nint ColumnStride = columnStride;

    public MatrixView Transposed => new(Data, ColumnStride, RowStride);

    /// <summary>A row-major matrix, or the transpose of one.</summary>
    public static MatrixView Create(float* data, nint width, bool transposed) =>
        transposed ? new MatrixView(data, 1, width) : new MatrixView(data, width, 1);

    /// <summary>The part from an element to the right and down.</summary>
    public MatrixView From(nint row, nint column) => new(At(row, column), RowStride, ColumnStride);

    public float* At(nint row, nint column) => Data + (row * RowStride) + (column * ColumnStride);
}
