using System.Text;
using CsvHelper;

namespace Pinhole.Data.Readers;

/// <summary>
/// A text table. Fields are separated by commas, semicolons or tabs, which is detected; they may be quoted; the file
/// may be packed with gzip.
/// </summary>
internal sealed class CsvTable : TableSource
{
    private readonly CsvHelper.CsvReader _reader;
    private bool _isOther;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Its header, as <see cref="FindHeader"/> found it.</param>
    public CsvTable(string path, TableHeader header)
    {
        Name = path;
        Header = header;
        _reader = Open(path);
        if (header.Names is null || !Guard(path, _reader.Read))
            return;
        for (int field = 0; field < _reader.FieldCount; field++)
            _ = Text(field);
    }

    public override string Name { get; }

    public override string Place => $"line {_reader.LineNumber}";

    public override TableHeader Header { get; }

    /// <summary>Looks at the first rows.</summary>
    /// <exception cref="InputException">There are no rows after the header.</exception>
    public static TableHeader FindHeader(string path) => Guard(path, () =>
        {
            using CsvHelper.CsvReader reader = Open(path);
            return TableHeader.Find(reader, path);
        });

    /// <summary>Reads a label file: one label a line, with or without a header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The expected number of labels; if there is one line more, the first is a header.</param>
    public static ClassLabels ReadLabels(string path, int rows) => Guard(path, () =>
        {
            List<string> lines = [];
            using CsvHelper.CsvReader reader = Open(path);
            while (reader.Read())
            {
                if (reader.FieldCount != 1 || reader.IsEmpty(0))
                    throw new InputException(
                        $"{path}, line {reader.LineNumber}: {reader.FieldCount} fields; a label file has one "
                            + "label a line"
                    );
                lines.Add(TextCell.Decode(reader.GetSpan(0), out _));
            }

            ClassLabels labels = new();
            foreach (string line in lines.Skip(lines.Count == rows + 1 ? 1 : 0))
                labels.Add(line);
            return labels;
        });

    public override bool Read()
    {
        try
        {
            if (!_reader.Read())
                return false;
        }
        catch (CsvFormatException exception)
        {
            throw Damaged(Name, exception);
        }

        if (_reader.FieldCount != Header.Columns)
            throw new InputException(
                $"{Name}, {Place}: {_reader.FieldCount} fields where the first line has {Header.Columns}; make the "
                    + "rows equally long"
            );
        return true;
    }

    public override bool TryNumber(int field, bool decimalComma, out float value) =>
        TextCell.TryNumber(_reader.GetSpan(field), decimalComma, out value);

    public override string Text(int field)
    {
        string text = TextCell.Decode(_reader.GetSpan(field), out bool isUtf8);
        _isOther |= !isUtf8;
        return text;
    }

    public override bool HasPoint(int field) => _reader.GetSpan(field).Contains((byte)'.');

    public override bool HasComma(int field) => _reader.GetSpan(field).Contains((byte)',');

    public override bool IsCommaSeparated => _reader.Separator == ',';

    public override string? Remark =>
        _isOther
            ? "text that is not UTF-8 was read as code page 1252 (Windows); if it looks wrong, save the table "
                + "as UTF-8"
            : null;

    public override void Dispose()
    {
        _reader.Dispose();
        base.Dispose();
    }

    private static CsvHelper.CsvReader Open(string path)
    {
        CsvReaderOptions options = new()
        {
            HasHeader = false,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = 1 << 26,
            Separator = StartsWithDecimalCommas(path) ? ';' : null,
        };
        return CsvHelper.CsvReader.Create(InputFile.OpenRead(path, out _), options, leaveOpen: false);
    }

    // "1,5;2,5" could also be three fields separated by commas.
    private static bool StartsWithDecimalCommas(string path)
    {
        byte[] start = new byte[1 << 12];
        string line = Encoding.UTF8.GetString(start, 0, InputFile.ReadStart(path, start)).Split('\n')[0].TrimEnd('\r');
        return line.Contains(';')
            && line.Contains(',')
            && Array.TrueForAll(line.Split(';'), cell =>
                TextCell.TryNumber(Encoding.UTF8.GetBytes(cell), decimalComma: true, out _) || TextCell.IsMissing(cell)
            );
    }

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException exception)
        {
            throw Damaged(path, exception);
        }
    }

    private static InputException Damaged(string path, CsvFormatException exception)
    {
        string line = exception.LineNumber > 0 ? $", line {exception.LineNumber}" : "";
        // "Malformed CSV in record 2 (line 2): the reason (byte offset 13)."
        string reason = exception
            .Message.ReplaceLineEndings(" ")
            .Split("): ", 2)[^1]
            .Split(" (byte offset")[0]
            .TrimEnd('.');
        return new InputException(
            $"{path}{line}: {reason}; look for a quote that is missing, or one too many",
            exception
        );
    }
}
