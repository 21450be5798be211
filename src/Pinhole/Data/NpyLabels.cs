namespace Pinhole.Data;

/// <summary>Labels that lie in a file of their own beside rows in npy, which keeps none itself.</summary>
internal static class NpyLabels
{
    /// <summary>Where they lie: NAME-labels.npy beside NAME.npy.</summary>
    /// <param name="path">The file of the rows, which ends in .npy.</param>
    public static string Beside(string path) => $"{path[..^4]}-labels.npy";
}
