namespace Pinhole.Data;

/// <summary>The checksum of a PNG chunk, and of an entry of a zip file: the CRC-32 of ISO/IEC 15948, annex D.</summary>
internal static class PngChecksum
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of a chunk's type and its content.</summary>
    public static uint Of(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content) => Continue(Continue(0, type), content);

    /// <summary>Continues a checksum with more bytes.</summary>
    /// <param name="checksum">The checksum so far; 0 at the start.</param>
    /// <param name="bytes">What follows.</param>
    public static uint Continue(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint crc = ~checksum;
        foreach (byte value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
            table[i] = crc;
        }

        return table;
    }
}
