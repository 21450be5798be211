using Pinhole.Data;

namespace Pinhole.Tests.Data;

public sealed class PngChecksumTests
{
    [Fact]
    public void The_checksums_of_known_bytes()
    {
        // The end chunk is the same in every PNG file, and this string has one that every CRC-32 is checked with.
        Assert.Equal(0xAE426082, PngChecksum.Of("IEND"u8, []));
        Assert.Equal(0xCBF43926, PngChecksum.Of("1234"u8, "56789"u8));
    }
}
