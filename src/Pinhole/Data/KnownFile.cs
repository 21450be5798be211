namespace Pinhole.Data;

/// <summary>A file of a known data set.</summary>
/// <param name="Name">What it is called, unpacked.</param>
/// <param name="Length">How many bytes it has, unpacked.</param>
/// <param name="Sha256">The SHA-256 of these, in small hexadecimal digits; how they are packed differs from place to
/// place.</param>
internal sealed record KnownFile(string Name, long Length, string Sha256);
