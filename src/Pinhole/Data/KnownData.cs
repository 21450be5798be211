namespace Pinhole.Data;

/// <summary>Data sets that everybody in the field knows, by name: files of the user's with rows to train on and rows to measure on.</summary>
public static class KnownData
{
    private const string Gzip = ".gz";

    // MNIST's file names, which others have taken over.
    private static readonly string[] Idx = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mnist", "fashion-mnist"];

    /// <summary>The files of a data set, each of which may be packed with gzip.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="InputException">There is no such data set.</exception>
    public static IReadOnlyList<string> Files(string name) => Names.Contains(name) ? Idx : throw new InputException(Suggestion.Unknown("data", name, [.. Names]));

    /// <summary>Reads a data set, with its labels.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="folder">Where its files are, or a folder of its name with them in it.</param>
    /// <returns>Rows to train on, and rows to measure on.</returns>
    /// <exception cref="InputException">There is no such data set, or a file of it is missing or damaged.</exception>
    public static (Dataset Train, Dataset Test) Open(string name, string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        IReadOnlyList<string> files = Files(name);
        if (!Directory.Exists(folder))
            throw new InputException($"{folder} is no folder; give the one with {files[0]}{Gzip}");
        string inner = Path.Combine(folder, name);
        string place = Directory.Exists(inner) ? inner : folder;
        string[] paths = [.. files.Select(file => Find(place, file, name))];
        return (Dataset.Open(paths[0], new DataOptions { Labels = paths[1] }), Dataset.Open(paths[2], new DataOptions { Labels = paths[3] }));
    }

    private static string Find(string folder, string file, string name)
    {
        string path = Path.Combine(folder, file);
        return File.Exists(path) ? path
            : File.Exists(path + Gzip) ? path + Gzip
            : throw new InputException($"{folder} has no {file}{Gzip}, which {name} needs; put it there, or give another folder");
    }
}
