namespace Pinhole.Numerics;

/// <summary>Orthonormal directions in the space of the columns, and how much the rows vary along each.</summary>
/// <param name="Variances">[directions], descending; divided by rows − 1.</param>
/// <param name="Vectors">[directions][columns].</param>
internal sealed record Directions(double[] Variances, double[][] Vectors);
