using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// Reads a folder of counts of genes in cells as the pipelines for single cells write it (10x Genomics): matrix.mtx, genes × cells,
/// with features.tsv (or genes.tsv) and barcodes.tsv beside it, any of them packed with gzip. A cell is a row, called by its barcode.
/// </summary>
internal static class CellCounts
{
    private const string Matrix = "matrix.mtx";
    private const string Barcodes = "barcodes.tsv";
    private static readonly string[] Features = ["features.tsv", "genes.tsv"];

    /// <summary>Whether a folder is such.</summary>
    public static bool Recognizes(string folder) => Find(folder, Matrix) is not null;

    /// <summary>Reads the cells.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Where labels are; a model finds its genes by their names.</param>
    /// <exception cref="InputException">A file is missing or damaged, or two do not belong together.</exception>
    public static Dataset Read(string folder, DataOptions options) => InputFile.Guard(folder, () =>
    {
        string matrix = Find(folder, Matrix)!;
        string features = Features.Select(name => Find(folder, name)).FirstOrDefault(path => path is not null) ?? throw Missing(folder, Features[0]);
        string barcodes = Find(folder, Barcodes) ?? throw Missing(folder, Barcodes);
        string[] genes = UniqueNames(TextLines.Read(features, 3));
        string[] cells = [.. TextLines.Read(barcodes, 1).Select(fields => fields[0])];
        int[]? chosen = NamedColumns.Like(genes, options.Like, features, "gene");
        RowStore rows = MatrixMarketReader.ReadRows(matrix, turned: true, count => count == genes.Length ? Places(chosen, count) : throw Unlike(matrix, count, "genes", features, genes.Length));
        if (rows.Rows != cells.Length)
            throw Unlike(matrix, rows.Rows, "cells", barcodes, cells.Length);
        ClassLabels? classes = options.Labels switch
        {
            null => null,
            "auto" => throw new InputException($"{folder} has no labels beside its cells; name a label file with --labels FILE"),
            string path => LabelFile.Read(path, folder, cells.Length),
        };
        Schema schema = new()
        {
            Columns = rows.Columns,
            ColumnNames = chosen is null ? genes : [.. chosen.Select(gene => genes[gene])],
            ClassNames = classes?.Names ?? [],
        };
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return Dataset.FromStore(rows, schema, name, classes?.Labels, cells);
    });

    private static string? Find(string folder, string name) =>
        new[] { name, name + ".gz" }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    // Several genes may have one name; these are called by their ids, which come first.
    private static string[] UniqueNames(List<string[]> fields)
    {
        string[] names = [.. fields.Select(field => field.Length > 1 ? field[1] : field[0])];
        HashSet<string> repeated = [.. names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key)];
        return [.. names.Select((name, i) => repeated.Contains(name) ? fields[i][0] : name)];
    }

    private static int[]? Places(int[]? chosen, int count)
    {
        if (chosen is null)
            return null;
        int[] places = new int[count];
        Array.Fill(places, -1);
        for (int i = 0; i < chosen.Length; i++)
            places[chosen[i]] = i;
        return places;
    }

    private static InputException Missing(string folder, string name) =>
        new($"{folder} has a {Matrix} but no {name}; the three files belong together, so copy it there, or give the {Matrix} alone with --transpose");

    private static InputException Unlike(string matrix, int count, string what, string other, int others) =>
        new($"{matrix} has {count} {what}, but {other} has {others} lines; give three files that belong together");
}
