namespace Pinhole.Data.Stores;

/// <summary>Patches of volumes, read from their slices each time they are asked for.</summary>
/// <param name="slices">[times × depth, height × width].</param>
/// <param name="grid">How they are cut.</param>
internal sealed class PatchRows(RowStore slices, VolumeGrid grid) : RowStore((int)grid.Rows, (int)grid.Columns)
{
    // If the lines are as long as those of the volume, they are contiguous.
    private readonly int _run =
        grid.Patch.Width == grid.Width ? grid.Patch.Width * grid.Patch.Height : grid.Patch.Width;

    public override bool IsSlow => slices.IsSlow;

    public override void Read(ReadOnlySpan<int> rows, Span<float> target)
    {
        for (int i = 0; i < rows.Length; i++)
            ReadPatch(rows[i], target.Slice(i * Columns, Columns));
    }

    private void ReadPatch(int row, Span<float> target)
    {
        (int x, int y, int z, int time) = grid.Corner(row);
        int slice = (time * grid.Depth) + z,
            first = (y * grid.Width) + x,
            place = first;
        for (int done = 0; done < target.Length; done += _run)
        {
            slices.ReadPart(slice, place, target.Slice(done, _run));
            place += grid.Width;
            if ((done + _run) % (grid.Patch.Width * grid.Patch.Height) == 0)
                (slice, place) = (slice + 1, first);
        }
    }
}
