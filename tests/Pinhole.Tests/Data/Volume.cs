namespace Pinhole.Tests.Data;

/// <summary>A NIfTI file made by hand.</summary>
internal sealed record Volume(int[] Sizes, double[] Values)
{
    public int Version { get; init; } = 1;

    public bool BigEndian { get; init; }

    /// <summary>The code of the numbers; 4 is int16.</summary>
    public short Type { get; init; } = 4;

    public double Slope { get; init; }

    public double Intercept { get; init; }

    public byte[]? Magic { get; init; }

    public int Extension { get; init; }

    public byte[] ToBytes()
    {
        int start = (Version == 1 ? 352 : 544) + Extension;
        byte[] file = [.. new byte[start], .. Values.SelectMany(Number)];
        long[] sizes = [Sizes.Length, .. Sizes];
        Put(file, 0, Version == 1 ? 348 : 540);
        for (int i = 0; i < sizes.Length; i++)
        {
            if (Version == 1)
                Put(file, 40 + (2 * i), (short)sizes[i]);
            else
                Put(file, 16 + (8 * i), sizes[i]);
        }

        if (Version == 1)
        {
            Put(file, 70, Type);
            Put(file, 108, (float)start);
            Put(file, 112, (float)Slope);
            Put(file, 116, (float)Intercept);
            (Magic ?? "n+1\0"u8.ToArray()).CopyTo(file, 344);
        }
        else
        {
            Put(file, 12, Type);
            Put(file, 168, (long)start);
            Put(file, 176, Slope);
            Put(file, 184, Intercept);
            (Magic ?? "n+2\0\r\n\x1A\n"u8.ToArray()).CopyTo(file, 4);
        }

        return file;
    }

    private byte[] Number(double value) =>
        Ordered(
            Type switch
            {
                2 => [(byte)value],
                4 => BitConverter.GetBytes((short)value),
                8 => BitConverter.GetBytes((int)value),
                16 => BitConverter.GetBytes((float)value),
                64 => BitConverter.GetBytes(value),
                256 => [(byte)(sbyte)value],
                512 => BitConverter.GetBytes((ushort)value),
                768 => BitConverter.GetBytes((uint)value),
                1024 => BitConverter.GetBytes((long)value),
                1280 => BitConverter.GetBytes((ulong)value),
                _ => throw new ArgumentException($"no type {Type}"),
            }
        );

    private byte[] Ordered(byte[] number)
    {
        if (BigEndian)
            Array.Reverse(number);
        return number;
    }

    private void Put(byte[] file, int at, short value) => Ordered(BitConverter.GetBytes(value)).CopyTo(file, at);

    private void Put(byte[] file, int at, int value) => Ordered(BitConverter.GetBytes(value)).CopyTo(file, at);

    private void Put(byte[] file, int at, long value) => Ordered(BitConverter.GetBytes(value)).CopyTo(file, at);

    private void Put(byte[] file, int at, float value) => Ordered(BitConverter.GetBytes(value)).CopyTo(file, at);

    private void Put(byte[] file, int at, double value) => Ordered(BitConverter.GetBytes(value)).CopyTo(file, at);
}
