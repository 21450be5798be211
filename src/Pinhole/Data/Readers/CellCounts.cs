using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// Reads a folder of counts of genes in cells as single-cell pipelines (10x Genomics) write it: matrix.mtx, genes ×
/// cells (or cells × genes, as its size shows), with features.tsv (or genes.tsv) and barcodes.tsv beside it, each of
/// them may be packed with gzip. A cell is a row; its id is its barcode.
/// </summary>
internal static class CellCounts
{
    private const string Matrix = "matrix.mtx";
    private const string Barcodes = "barcodes.tsv";
    private static readonly string[] Features = ["features.tsv", "genes.tsv"];

    /// <summary>Whether a folder has such counts.</summary>
    public static bool Recognizes(string folder) => Find(folder, Matrix) is not null;

    /// <summary>Reads the cells.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Where the labels are, and the schema of a model, whose genes are found by name.</param>
    /// <exception cref="InputException">A file is missing or damaged, or two do not belong together.</exception>
    public static StoredRows Read(string folder, DataOptions options) => InputFile.Guard(folder, () =>
        {
            string matrix = Find(folder, Matrix)!;
            string features = Features.Select(name => Find(folder, name)).FirstOrDefault(path => path is not null)
                ?? throw Missing(folder, Features[0]);
            string barcodes = Find(folder, Barcodes) ?? throw Missing(folder, Barcodes);
            string[] genes = UniqueNames(TextLines.Read(features, 3));
            string[] cells = [.. TextLines.Read(barcodes, 1).Select(fields => fields[0])];
            int[]? chosen = NamedColumns.Like(genes, options.Like, features, "gene");
            RowStore rows = MatrixMarketReader.ReadRows(
                matrix,
                IsTurned,
                chosen is null ? null : Places(chosen, genes.Length)
            );
            ClassLabels? classes = options.Labels is null ? null : CellLabels.Find(folder, options.Labels, cells);
            Schema schema = new()
            {
                Columns = rows.Columns,
                ColumnNames = chosen is null ? genes : [.. chosen.Select(gene => genes[gene])],
                ClassNames = classes?.Names ?? [],
            };
            string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
            return StoredRows.Of(rows, schema, name, classes?.Labels, cells);

            bool IsTurned(MatrixMarketHeader header)
            {
                bool turned = header.Rows == genes.Length && header.Columns == cells.Length;
                return turned || (header.Rows == cells.Length && header.Columns == genes.Length)
                    ? turned
                    : throw new InputException(
                        $"{matrix} is {header.Rows} × {header.Columns}, but {features} has {genes.Length} lines and "
                            + $"{barcodes} {cells.Length}; give three files that belong together"
                    );
            }
        });

    private static string? Find(string folder, string name) =>
        new[] { name, name + ".gz" }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    // Genes that share a name are named by their ids, which come first.
    private static string[] UniqueNames(List<string[]> fields)
    {
        string[] names = [.. fields.Select(field => field.Length > 1 ? field[1] : field[0])];
        HashSet<string> repeated =
        [
            .. names
                .GroupBy(name => name, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
                .Select(group => group.Key),
        ];
        return [.. names.Select((name, i) => repeated.Contains(name) ? fields[i][0] : name)];
    }

    private static int[] Places(int[] chosen, int count)
    {
        int[] places = new int[count];
        Array.Fill(places, -1);
        for (int i = 0; i < chosen.Length; i++)
            places[chosen[i]] = i;
        return places;
    }

    private static InputException Missing(string folder, string name) =>
        new(
            $"{folder} has a {Matrix} but no {name}; the three files belong together, so copy it there, or give the "
                + $"{Matrix} alone with `Transpose`"
        );
}
