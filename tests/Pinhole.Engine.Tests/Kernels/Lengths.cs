namespace Pinhole.Engine.Tests.Kernels;

/// <summary>Lengths around every vector width and around the size at which work is shared out among threads.</summary>
internal static class Lengths
{
    public static IEnumerable<int> All { get; } = [.. Enumerable.Range(0, 66), 127, 1000, 8191, 8193, 20_011];
}
