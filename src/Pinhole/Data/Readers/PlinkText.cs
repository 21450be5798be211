namespace Pinhole.Data.Readers;

/// <summary>The lines of a .bim or .fam file of PLINK: six fields, separated by blanks or tabs.</summary>
internal static class PlinkText
{
    private const int Fields = 6;

    /// <summary>Reads lines and converts the fields of each.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The most lines that the length of the .bed file allows.</param>
    /// <param name="make">Converts six fields.</param>
    /// <exception cref="InputException">There are no lines or too many, or one has the wrong number of
    /// fields.</exception>
    public static List<T> Read<T>(string path, long most, Func<string[], T> make)
    {
        using Stream stream = InputFile.OpenRead(path, out long? length);
        if (length is null)
            throw new InputException($"{path} is packed with gzip; unpack it first");
        using StreamReader reader = new(stream);
        List<T> made = [];
        int number = 0;
        while (reader.ReadLine() is string line)
        {
            number++;
            string[] fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 0)
                continue;
            if (fields.Length != Fields)
                throw new InputException(
                    $"{path}, line {number}: {fields.Length} fields where PLINK has {Fields}; the file is damaged, "
                        + "write it again"
                );
            if (made.Count == most)
                throw new InputException(
                    $"{path} has more lines than the .bed file beside it can have genotypes for; give three files "
                        + "that belong together"
                );
            made.Add(make(fields));
        }

        return made.Count > 0 ? made : throw new InputException($"{path} is empty; fetch or write it again");
    }
}
