namespace Pinhole.Data;

/// <summary>Well-known data sets, by name: files with rows for training and rows for testing.</summary>
public static class KnownData
{
    internal const string Gzip = ".gz";

    // MNIST's file names, which other data sets use too.
    private static readonly Dictionary<string, (string Source, KnownFile[] Files)> Sets = new()
    {
        ["mnist"] = (
            "https://ossci-datasets.s3.amazonaws.com/mnist",
            Idx(
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
            )
        ),
        ["fashion-mnist"] = (
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
            Idx(
                "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"
            )
        ),
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Sets.Keys];

    /// <summary>The files of a data set, each of which may be packed with gzip.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="InputException">There is no such data set.</exception>
    public static IReadOnlyList<string> Files(string name) => [.. Find(name).Files.Select(file => file.Name)];

    /// <summary>Reads a data set, with its labels.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="folder">The folder with its files, or the parent of a folder with the data set's name.</param>
    /// <returns>Training rows and test rows.</returns>
    /// <exception cref="InputException">There is no such data set, or a file of it is missing or damaged.</exception>
    public static (Dataset Train, Dataset Test) Open(string name, string folder)
    {
        string[] paths = Paths(name, folder);
        return (
            Dataset.Open(paths[0], new DataOptions { Labels = paths[1] }),
            Dataset.Open(paths[2], new DataOptions { Labels = paths[3] })
        );
    }

    /// <summary>
    /// Where the files of a data set are: rows and labels to train on, and the same to measure on.
    /// </summary>
    /// <exception cref="InputException">There is no such data set, or a file of it is missing.</exception>
    internal static string[] Paths(string name, string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        IReadOnlyList<string> files = Files(name);
        if (!Directory.Exists(folder))
            throw new InputException($"{folder} is not a folder; give the one with {files[0]}{Gzip}");
        string inner = Path.Combine(folder, name);
        string place = Directory.Exists(inner) ? inner : folder;
        return [.. files.Select(file => Find(place, file, name))];
    }

    private static string Find(string folder, string file, string name)
    {
        string path = Path.Combine(folder, file);
        return File.Exists(path) ? path
            : File.Exists(path + Gzip) ? path + Gzip
            : throw new InputException(
                $"{folder} has no {file}{Gzip}, which {name} needs; put it there, or give another folder"
            );
    }

    /// <summary>Where the files of a data set come from, and what they are.</summary>
    /// <exception cref="InputException">There is no such data set.</exception>
    internal static (string Source, KnownFile[] Files) Find(string name) =>
        Sets.TryGetValue(name, out (string, KnownFile[]) set)
            ? set
            : throw new InputException(Suggestion.Unknown("data", name, [.. Names]));

    private static KnownFile[] Idx(params string[] checksums) =>
        [
            new("train-images-idx3-ubyte", 47_040_016, checksums[0]),
            new("train-labels-idx1-ubyte", 60_008, checksums[1]),
            new("t10k-images-idx3-ubyte", 7_840_016, checksums[2]),
            new("t10k-labels-idx1-ubyte", 10_008, checksums[3]),
        ];
}
