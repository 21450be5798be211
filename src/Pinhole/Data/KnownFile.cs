namespace Pinhole.Data;

/// <summary>A file of a known data set.</summary>
/// <param name="Name">The name of the unpacked file.</param>
/// <param name="Length">The length of the unpacked file, in bytes.</param>
/// <param name="Sha256">The SHA-256 of the unpacked file, in lower-case hexadecimal digits. The packed bytes differ
/// between mirrors.</param>
internal sealed record KnownFile(string Name, long Length, string Sha256);
