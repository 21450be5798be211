namespace Pinhole.Data.Readers.Images;

/// <summary>Reads the words of a PBM, PGM or PPM file; comments run from # to the end of a line.</summary>
/// <param name="file">The whole file, which starts with its kind.</param>
/// <param name="path">For messages.</param>
internal ref struct PnmText(ReadOnlySpan<byte> file, string path)
{
    private readonly ReadOnlySpan<byte> _file = file;
    private int _at = 2;

    /// <summary>The file, for messages.</summary>
    public readonly string Path => path;

    /// <summary>1 to 6.</summary>
    public readonly int Kind => _file[1] - '0';

    /// <summary>How many bytes are left.</summary>
    public readonly int Left => _file.Length - _at;

    /// <summary>The bytes that are left.</summary>
    public readonly ReadOnlySpan<byte> Rest => _file[_at..];

    /// <summary>Whether a byte is white space.</summary>
    public static bool IsSpace(byte letter) => letter is (byte)' ' or (>= 9 and <= 13);

    /// <summary>Skips spaces and comments.</summary>
    /// <returns>Whether anything is left.</returns>
    public bool SkipSpace()
    {
        bool comment = false;
        for (; _at < _file.Length; _at++)
        {
            byte letter = _file[_at];
            comment = comment ? letter is not ((byte)'\n' or (byte)'\r') : letter == '#';
            if (!comment && !IsSpace(letter))
                return true;
        }

        return false;
    }

    /// <summary>Skips the one space before the bytes.</summary>
    public void SkipOneSpace()
    {
        if (_at >= _file.Length || !IsSpace(_file[_at]))
            throw Damaged("no space follows the header");
        _at++;
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="what">What it is, for messages.</param>
    public int Number(string what)
    {
        if (!SkipSpace())
            throw Damaged($"the {what} is missing");
        long number = 0;
        int start = _at;
        for (; _at < _file.Length && char.IsAsciiDigit((char)_file[_at]); _at++)
        {
            number = (10 * number) + _file[_at] - '0';
            if (number > int.MaxValue)
                throw Damaged($"the {what} is too large");
        }

        return _at > start ? (int)number : throw Damaged($"the {what} is no number");
    }

    /// <summary>Reads one bit; no space need follow it.</summary>
    /// <returns>0 or 1.</returns>
    public int Bit()
    {
        if (!SkipSpace() || _file[_at] is not ((byte)'0' or (byte)'1'))
            throw Damaged("a bit is neither 0 nor 1, or is missing");
        return _file[_at++] - '0';
    }

    /// <summary>The error for a damaged file.</summary>
    public readonly InputException Damaged(string what) =>
        new($"{path}: the image file is damaged, {what}; fetch it again");
}
