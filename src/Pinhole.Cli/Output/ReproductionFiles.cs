using System.Text;
using Pinhole.Data.Writers;
using Pinhole.Recipes;

namespace Pinhole.Cli.Output;

/// <summary>Results of recipes as runs leave them, gathered on one page.</summary>
internal static class ReproductionFiles
{
    /// <summary>Writes the page of all results in a folder.</summary>
    /// <param name="folder">Has a file NAME.json for each result.</param>
    /// <param name="path">Where the page goes.</param>
    /// <exception cref="InputException">There is no result there, or a file is none.</exception>
    public static void WritePage(string folder, string path)
    {
        if (!Directory.Exists(folder))
            throw new InputException($"{folder} is not a folder; name the folder with the results of recipes");
        List<Reproduction> results = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                results.Add(Reproduction.Parse(File.ReadAllText(file)));
            }
            catch (InputException exception)
            {
                throw new InputException($"{file}: {exception.Message}", exception);
            }
        }

        if (results.Count == 0)
            throw new InputException($"{folder} has no results (*.json); run recipes first");
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ReproducibilityPage.Render(results))));
    }
}
