using System.Buffers;
using System.Runtime.InteropServices;

namespace Pinhole.Data.Stores;

/// <summary>
/// Rows that stay in their file, one after another and dense: only the requested rows are read. The file stays open and
/// must not change as long as the rows are in use.
/// </summary>
internal sealed class FileRows : RowStore
{
    // Neighbouring rows are read together, up to this many bytes.
    private const int MaximumBytes = 1 << 22;

    private readonly FileBytes _file;
    private readonly long _start;
    private readonly NumberFormat _format;
    private readonly NumberScaling _scaling;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="start">The offset of the first number, in bytes.</param>
    /// <param name="format">The format of a number.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="scaling">The scaling of each number.</param>
    public FileRows(string path, long start, NumberFormat format, int rows, int columns, NumberScaling scaling)
        : base(rows, columns)
    {
        _file = new FileBytes(File.OpenHandle(path), path);
        _start = start;
        _format = format;
        _scaling = scaling;
    }

    /// <summary>Takes over an open file that holds only rows of float32.</summary>
    /// <param name="file">The file; kept.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="columns">Numbers in a row.</param>
    public FileRows(FileBytes file, int rows, int columns)
        : base(rows, columns)
    {
        _file = file;
        _format = NumberFormat.Float32;
        _scaling = NumberScaling.None;
    }

    public override bool IsSlow => true;

    public override bool TryView(out ReadOnlySpan<float> rows)
    {
        rows = default;
        if (
            _format != NumberFormat.Float32
            || _scaling != NumberScaling.None
            || (long)Rows * Columns > int.MaxValue
            || _file.Begin().Map is not MappedFile map
        )
            return false;
        rows = map.Slice<float>(_start, Rows * Columns);
        return true;
    }

    public override void Read(ReadOnlySpan<int> rows, Span<float> target)
    {
        FileBytes.Reading reading = _file.Begin();
        for (int first = 0; first < rows.Length; )
        {
            int count = Neighbours(rows[first..]);
            ReadPart(reading, rows[first], 0, target.Slice(first * Columns, count * Columns));
            first += count;
        }
    }

    public override void ReadPart(int row, int column, Span<float> target) =>
        ReadPart(_file.Begin(), row, column, target);

    // Numbers beyond the end of the row belong to the next one.
    private void ReadPart(FileBytes.Reading reading, int row, int column, Span<float> target)
    {
        long offset = _start + ((((long)row * Columns) + column) * _format.Size);
        if (_format == NumberFormat.Float32)
        {
            reading.Read(MemoryMarshal.AsBytes(target), offset);
            _scaling.ApplyInPlace(target);
            return;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(MaximumBytes, (long)target.Length * _format.Size));
        try
        {
            for (int done = 0; done < target.Length; )
            {
                int numbers = Math.Min(target.Length - done, MaximumBytes / _format.Size);
                Span<byte> bytes = buffer.AsSpan(0, numbers * _format.Size);
                reading.Read(bytes, offset);
                _format.Convert(bytes, target.Slice(done, numbers));
                done += numbers;
                offset += bytes.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        _scaling.ApplyInPlace(target);
    }

    private int Neighbours(ReadOnlySpan<int> rows)
    {
        long rowBytes = (long)Columns * _format.Size;
        int count = 1;
        while (count < rows.Length && rows[count] == rows[count - 1] + 1 && (count + 1) * rowBytes <= MaximumBytes)
            count++;
        return count;
    }
}
