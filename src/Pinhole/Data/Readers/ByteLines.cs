namespace Pinhole.Data.Readers;

/// <summary>The lines of a text as bytes, without making strings: for large text that is mostly numbers.</summary>
/// <param name="stream">The stream, at its start.</param>
/// <param name="path">For messages.</param>
internal sealed class ByteLines(Stream stream, string path)
{
    private const int BufferBytes = 1 << 18;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private bool _isOver;

    /// <summary>The number of the current line, counted from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Goes to the next line.</summary>
    /// <param name="line">Receives the line, without its end.</param>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="InputException">A line is longer than any that holds a few numbers.</exception>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n')) < 0 && !_isOver)
            Fill();
        bool isLast = length < 0;
        line = _buffer.AsSpan(_start, isLast ? _end - _start : length);
        _start = isLast ? _end : _start + length + 1;
        if (isLast && line.IsEmpty)
            return false;
        Number++;
        line = line.TrimEnd((byte)'\r');
        return true;
    }

    private void Fill()
    {
        if (_start > 0)
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
            throw new InputException(
                $"{path}, line {Number + 1} is longer than {BufferBytes} bytes; the file is damaged, or another "
                    + "kind of file"
            );
        int read = stream.Read(_buffer.AsSpan(_end));
        _isOver = read == 0;
        _end += read;
    }
}
