using System.Collections;
using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// The ids of patches: their file and where they begin in it, as in "brain.nii.gz x=16 y=0 z=8". There may be many, so
/// each is made on demand.
/// </summary>
/// <param name="volumes">The files, by their names, and how each is cut.</param>
/// <param name="parts">How many patches each has.</param>
internal sealed class PatchNames(IReadOnlyList<(string File, VolumeGrid Grid)> volumes, RowParts parts)
    : IReadOnlyList<string>
{
    public int Count => parts.Rows;

    public string this[int index]
    {
        get
        {
            (int part, int row) = parts.Find(index);
            return $"{volumes[part].File} {volumes[part].Grid.Name(row)}".TrimEnd();
        }
    }

    public IEnumerator<string> GetEnumerator() =>
        Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
