using System.Globalization;
using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// Reads NIfTI-1 and NIfTI-2 volumes, .nii and .nii.gz: each slice along z is a row, an image of [1, height, width],
/// ordered by time; or each patch, or each volume, is a row. Several files give one row after another. The slope and
/// intercept of the file are applied; NaN becomes 0.
/// </summary>
internal static class NiftiReader
{
    private static readonly string[] Endings = [".nii", ".nii.gz"];

    /// <summary>Whether a file that starts so is NIfTI.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) => NiftiHeader.Recognizes(start);

    /// <summary>Whether a file has the extension of NIfTI files.</summary>
    public static bool IsCalledSo(string path) =>
        Array.Exists(Endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Refuses patches if the data are not volumes.</summary>
    /// <exception cref="InputException">Patches are asked for.</exception>
    public static void RefusePatches(DataOptions options, string address)
    {
        if (options.Patch is not null)
            throw new InputException(
                $"{address} is neither a NIfTI volume nor a folder of them, and only these are cut into patches; "
                    + "leave out `Patch`"
            );
    }

    /// <summary>Reads one file.</summary>
    public static StoredRows Read(string path, DataOptions options) => Read(FileList.OfFile(path), options);

    /// <summary>Reads files, with their classes or with the labels of a file that the user named.</summary>
    /// <param name="files">The files.</param>
    /// <param name="options">Where the labels are, how volumes are cut, and how much memory the rows may take.</param>
    /// <exception cref="InputException">A file is damaged, volumes cannot be cut so, or rows differ in
    /// size.</exception>
    public static StoredRows Read(FileList files, DataOptions options)
    {
        if (options.Labels == "auto" && files.Classes is null)
            throw new InputException(
                $"{files.Source} has only volumes, which have no labels; name a file with a label for each row"
            );
        List<RowStore> stores = [];
        List<(string File, VolumeGrid Grid)> volumes = [];
        long memory = options.MaximumBytes;
        foreach (string file in files.Files)
        {
            (RowStore store, VolumeGrid grid) = InputFile.Guard(file, () =>
                ReadVolumes(file, options, memory, volumes.Count == 0 ? null : volumes[0])
            );
            stores.Add(store);
            volumes.Add((files.Name(file), grid));
            if (!store.IsSlow)
                memory = Math.Max(0, memory - (grid.Voxels * sizeof(float)));
        }

        RowParts parts = new([.. stores.Select(store => store.Rows)], files.Source);
        ClassLabels? named = options.Labels is null or "auto"
            ? null
            : LabelFile.Read(options.Labels, files.Source, parts.Rows);
        int[]? labels = named?.Labels
            ?? files.Classes?.Labels.SelectMany((label, file) => Enumerable.Repeat(label, stores[file].Rows)).ToArray();
        PatchSize patch = volumes[0].Grid.Patch;
        Schema schema = new()
        {
            Columns = stores[0].Columns,
            Image = patch.Depth == 1 ? new ImageShape(1, patch.Height, patch.Width) : null,
            ClassNames = (named ?? files.Classes)?.Names ?? [],
        };
        return StoredRows.Of(
            stores.Count == 1 ? stores[0] : new JoinedRows(stores, parts),
            schema,
            files.Title,
            labels,
            new PatchNames(volumes, parts),
            Remarks(volumes)
        );
    }

    private static (RowStore Rows, VolumeGrid Grid) ReadVolumes(
        string path,
        DataOptions options,
        long memory,
        (string File, VolumeGrid Grid)? first
    )
    {
        VolumeGrid? grid = null;
        RowStore slices = NumberFile.ReadRows(path, ReadHeader, memory, out _);
        return (grid!.IsSlices ? slices : new PatchRows(slices, grid), grid);

        NumberLayout ReadHeader(Stream stream, string name)
        {
            NumberLayout layout = NiftiHeader.Read(stream, name, out int depth).Checked(name);
            grid = VolumePatches.Cut(layout, depth, options, name);
            if (first is { } other && other.Grid.Patch != grid.Patch)
                throw new InputException(
                    $"{name} has {VolumePatches.Kind(options)} of {grid.Patch} voxels, but {other.File} of "
                        + $"{other.Grid.Patch}; give volumes of one "
                        + "size"
                        + $"{(options.Patch is null ? ", or cut them into patches with `Patch`" : "")}"
                );
            return layout;
        }
    }

    private static IReadOnlyList<string> Remarks(List<(string File, VolumeGrid Grid)> volumes)
    {
        double voxels = volumes.Sum(volume => (double)volume.Grid.Voxels),
            left = voxels - volumes.Sum(volume => (double)volume.Grid.Rows * volume.Grid.Columns);
        return left == 0
            ? []
            :
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{left:#,0} of {voxels:#,0} voxels ({left / voxels:0.#%}) are left out: at the far edges they "
                        + $"fill no patch of {volumes[0].Grid.Patch}"
                ),
            ];
    }
}
