using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// Decides how the volumes of a file are cut into rows, from the options and from what a model takes.
/// </summary>
internal static class VolumePatches
{
    /// <summary>Cuts volumes; by default into slices.</summary>
    /// <param name="layout">What the header claims, in [times × depth, height, width], checked.</param>
    /// <param name="depth">How many slices a volume has.</param>
    /// <param name="options">The options.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="InputException">Patches do not fit into a volume, are too large or too many, or do not fit the
    /// model.</exception>
    public static VolumeGrid Cut(NumberLayout layout, int depth, DataOptions options, string path)
    {
        int width = (int)layout.Shape[2],
            height = (int)layout.Shape[1];
        PatchSize volume = new(width, height, depth),
            patch = options.Patch ?? volume with { Depth = 1 };
        if (patch == PatchSize.Volume)
            patch = volume;
        if (patch.Width > width || patch.Height > height || patch.Depth > depth)
            throw new InputException(
                $"{path}: patches of {patch} voxels do not fit into volumes of {volume}; choose smaller ones"
            );
        VolumeGrid grid = new(width, height, depth, layout.Rows / depth, patch);
        if (grid.Columns > Array.MaxLength || grid.Rows > Array.MaxLength)
            throw new InputException(
                $"{path} has {Kind(options)} of {grid.Columns} voxels, {grid.Rows} in number, more than fit in "
                    + "memory; choose another `Patch`"
            );
        if (options.Like is Schema like)
            RequireLike(like, grid, options, path);
        return grid;
    }

    /// <summary>The name of the rows in messages.</summary>
    public static string Kind(DataOptions options) =>
        options.Patch switch
        {
            null => "slices",
            { } patch when patch == PatchSize.Volume => "volumes",
            _ => "patches",
        };

    // Only the size of its rows shows what a model was trained on.
    private static void RequireLike(Schema like, VolumeGrid grid, DataOptions options, string path)
    {
        PatchSize patch = grid.Patch;
        bool fits =
            like.Image is { } image && patch.Depth == 1
                ? image == new ImageShape(1, patch.Height, patch.Width)
                : like.Columns == grid.Columns;
        if (fits)
            return;
        (string taken, string advice) = like switch
        {
            { Image: { Channels: 1 } slice } => (
                $"images of {slice.Width}×{slice.Height}",
                $"if it was trained on patches, set `Patch` to {slice.Width}x{slice.Height}"
            ),
            _ when like.Columns == (long)grid.Width * grid.Height * grid.Depth => (
                $"rows of {like.Columns} numbers, as many as a volume has",
                "set `Patch` to volume"
            ),
            _ => (
                $"rows of {like.Columns} numbers",
                "set `Patch` to the size that it was trained with, such as 16x16x16"
            ),
        };
        throw new InputException(
            $"{path} has {Kind(options)} of {patch} voxels, but the model takes {taken}; {advice}"
        );
    }
}
