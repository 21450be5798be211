namespace Pinhole.Data;

/// <summary>Labels of an npy file, which cannot hold them itself: they are in a second file beside it.</summary>
internal static class NpyLabels
{
    /// <summary>The path of the labels: NAME-labels.npy beside NAME.npy.</summary>
    /// <param name="path">The file of the rows, which ends in .npy.</param>
    public static string Beside(string path) => $"{path[..^4]}-labels.npy";
}
