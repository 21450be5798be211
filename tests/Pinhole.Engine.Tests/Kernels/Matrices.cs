namespace Pinhole.Engine.Tests.Kernels;

/// <summary>Shapes around every vector width, and large ones that are shared out among threads.</summary>
internal static class Matrices
{
    public static IReadOnlyList<(int Rows, int Columns)> All { get; } =
    [
        .. from rows in new[] { 0, 1, 2, 5, 17, 33 }
        from columns in Enumerable.Range(0, 20).Concat([31, 32, 33, 47, 48, 49, 63, 64, 65])
        select (rows, columns),
        (1, 8193),
        (8193, 1),
        (3, 5000),
        (700, 33),
        (129, 257),
    ];
}
