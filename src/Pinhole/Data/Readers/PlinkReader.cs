using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// Reads genotypes of PLINK 1 (Purcell et al. 2007): NAME.bed, with the variants in NAME.bim and the samples in
/// NAME.fam beside it. A sample is a row; its id is that of its family and its own. A variant is a column: how many
/// copies of its first allele the sample has.
/// </summary>
internal static class PlinkReader
{
    private const string Phenotype = "phenotype";

    // The class of samples whose phenotype PLINK treats as missing.
    private const string Missing = "missing";

    private static readonly string[] Extensions = [".bed", ".bim", ".fam"];
    private static readonly string[] MissingPhenotypes = ["-9", "0", "NA"];

    /// <summary>Whether a file that starts so, or is called so, is of PLINK.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start, string path) =>
        PlinkBed.Recognizes(start) || Extensions.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>Reads samples.</summary>
    /// <param name="path">Any of the three files.</param>
    /// <param name="options">Where the labels are; "phenotype" and "auto" mean the sixth column of the .fam
    /// file.</param>
    public static StoredRows Read(string path, DataOptions options)
    {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        string bed = extension is ".bim" or ".fam" ? Path.ChangeExtension(path, ".bed") : path;
        string bim = Path.ChangeExtension(path, ".bim"),
            fam = Path.ChangeExtension(path, ".fam");
        RequireExists(bed, path);
        PlinkBed genotypes = PlinkBed.Open(bed);
        RequireExists(bim, path);
        RequireExists(fam, path);
        List<string> variants = PlinkText.Read(bim, genotypes.MaximumLines, fields => fields[1]);
        List<(string Id, string Phenotype)> samples = PlinkText.Read(fam, genotypes.MaximumLines, fields =>
            ($"{fields[0]} {fields[1]}", fields[5])
        );
        int[]? chosen = NamedColumns.Like(variants, options.Like, bim, "variant");
        GenotypeRows rows = genotypes.Read(samples.Count, variants.Count, chosen, options.MaximumBytes);
        List<string> remarks = [];
        ClassLabels? classes = Labels(samples.ConvertAll(sample => sample.Phenotype), options.Labels, fam, remarks);
        Schema schema = new()
        {
            Columns = rows.Columns,
            ColumnNames = chosen is null ? variants : [.. chosen.Select(variant => variants[variant])],
            ClassNames = classes?.Names ?? [],
        };
        return StoredRows.Of(
            rows,
            schema,
            Path.GetFileName(bed),
            classes?.Labels,
            samples.ConvertAll(sample => sample.Id),
            remarks
        );
    }

    private static void RequireExists(string file, string path)
    {
        if (!File.Exists(file))
            throw new InputException(
                $"{file} does not exist; the .bed, .bim and .fam of PLINK belong together, so copy it to where "
                    + $"{Path.GetFileName(path)} is"
            );
    }

    private static ClassLabels? Labels(List<string> phenotypes, string? labels, string fam, List<string> remarks)
    {
        if (labels is null)
            return null;
        if (labels is not ("auto" or Phenotype))
        {
            return File.Exists(labels)
                ? LabelFile.Read(labels, fam, phenotypes.Count)
                : throw new InputException(
                    $"there is no label file {labels}; name one, or set `Labels` to {Phenotype} for the sixth column "
                        + $"of {fam}"
                );
        }

        ClassLabels classes = new();
        int missing = 0;
        foreach (string phenotype in phenotypes)
        {
            bool isMissing = MissingPhenotypes.Contains(phenotype);
            missing += isMissing ? 1 : 0;
            classes.Add(isMissing ? Missing : phenotype);
        }

        if (missing == phenotypes.Count)
            throw new InputException(
                $"{fam} has no phenotypes: all of them are {string.Join(", ", MissingPhenotypes)}, which mean "
                    + "missing; leave out `Labels`, or name a label file"
            );
        if (missing > 0)
            remarks.Add(
                $"{missing} of {phenotypes.Count} phenotypes are missing; the class of these samples is called "
                    + $"{Missing}"
            );
        return classes.Finish();
    }
}
