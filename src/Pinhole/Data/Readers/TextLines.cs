namespace Pinhole.Data.Readers;

/// <summary>Small text files of names: lines of fields, separated by tabs, packed with gzip or not.</summary>
internal static class TextLines
{
    /// <summary>Reads all non-empty lines.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maximum">How many fields of a line are kept.</param>
    /// <exception cref="InputException">There is no line.</exception>
    public static List<string[]> Read(string path, int maximum)
    {
        using Stream stream = InputFile.OpenRead(path, out _);
        using StreamReader reader = new(stream);
        List<string[]> lines = [];
        while (reader.ReadLine() is string line)
        {
            if (line.Length > 0)
                lines.Add([.. line.Split('\t').Take(maximum)]);
        }

        return lines.Count > 0 ? lines : throw new InputException($"{path} is empty; fetch or write it again");
    }
}
