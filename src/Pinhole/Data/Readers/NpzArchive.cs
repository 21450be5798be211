using System.IO.Compression;

namespace Pinhole.Data.Readers;

/// <summary>The arrays of an npz file, by name: a zip file whose entries are npy files, stored or deflated.</summary>
internal sealed class NpzArchive : IDisposable
{
    private const string Extension = ".npy";
    private const int MaximumListed = 12;

    private readonly ZipArchive _zip;
    private readonly long _length;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is packed with gzip.</exception>
    /// <exception cref="InvalidDataException">It is no zip file, or damaged.</exception>
    public NpzArchive(string path)
    {
        Path = path;
        Stream file = InputFile.OpenRead(path, out long? length);
        if (length is null)
        {
            file.Dispose();
            throw new InputException($"{path} is an npz file packed with gzip; unpack it first");
        }

        _length = length.Value;
        try
        {
            _zip = new ZipArchive(file, ZipArchiveMode.Read);
            foreach (
                ZipArchiveEntry entry in _zip.Entries.Where(entry =>
                    entry.FullName.EndsWith(Extension, StringComparison.Ordinal)
                )
            )
                _entries.TryAdd(entry.FullName[..^Extension.Length], entry);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The names of the arrays.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>The names as a list for messages; only the first if there are many.</summary>
    public string Listed =>
        string.Join(", ", Names.Take(MaximumListed).Select(Shown))
        + (Names.Count > MaximumListed ? $" and {Names.Count - MaximumListed} more" : "");

    /// <summary>Whether there is an array of that name.</summary>
    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>The name of an array in messages.</summary>
    public string Place(string name) => $"{Path}, entry {Shown(name)}";

    /// <summary>Reads the header of an array.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="refusal">Receives the reason if the array cannot be read; otherwise null.</param>
    /// <returns>The header, or null.</returns>
    public NumberLayout? Layout(string name, out string? refusal)
    {
        try
        {
            refusal = null;
            return Read(name, (_, layout) => layout);
        }
        catch (InputException exception)
        {
            refusal = exception.Message;
            return null;
        }
    }

    /// <summary>Reads an array.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="read">Takes the content, from the first number on, and its checked header.</param>
    /// <exception cref="InputException">It holds no numbers, or not those that the header claims.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public T Read<T>(string name, Func<Stream, NumberLayout, T> read)
    {
        ZipArchiveEntry entry = _entries[name];
        string place = Place(name);
        if (entry.IsEncrypted)
            throw new InputException($"{place} is encrypted; save it without a password");
        if (entry.CompressedLength > _length)
            throw new InvalidDataException("an entry is longer than its file");

        using ZipContent content = new(entry);
        NumberLayout layout = NpyHeader.Read(content, place).Checked(place);
        layout.RequireLength(Math.Max(0, entry.Length - layout.Start), place);
        layout.RequireUnpackable(entry.CompressedLength, place);
        return read(content, layout);
    }

    public void Dispose() => _zip.Dispose();

    private static string Shown(string name) =>
        string.Concat(name.Select(letter => char.IsControl(letter) || char.IsSeparator(letter) ? ' ' : letter));
}
