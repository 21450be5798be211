using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Pinhole.Data;

/// <summary>Tells whether two datasets hold the same rows, labels, context and targets in the same order.</summary>
internal static class Fingerprint
{
    /// <summary>The SHA-256 of the rows, in hexadecimal digits.</summary>
    public static string Of(Dataset data)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, data);
        if (data.Context is Dataset context)
        {
            hash.AppendData("context"u8);
            Add(hash, context);
        }

        if (data.Targets is Dataset targets)
        {
            hash.AppendData("targets"u8);
            Add(hash, targets);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, Dataset data)
    {
        Span<int> sizes = [data.Rows, data.Columns];
        hash.AppendData(MemoryMarshal.AsBytes(sizes));
        if (data.IsSparse)
        {
            data.ForEachSparseRow(
                (row, places, values) =>
                {
                    hash.AppendData(BitConverter.GetBytes(places.Length));
                    hash.AppendData(MemoryMarshal.AsBytes(places));
                    hash.AppendData(MemoryMarshal.AsBytes(values));
                    AddLabel(hash, data, row);
                }
            );
            return;
        }

        for (int row = 0; row < data.Rows; row++)
        {
            hash.AppendData(MemoryMarshal.AsBytes(data.Row(row)));
            AddLabel(hash, data, row);
        }
    }

    private static void AddLabel(IncrementalHash hash, Dataset data, int row)
    {
        if (data.HasLabels)
            hash.AppendData(BitConverter.GetBytes(data.Label(row)));
    }
}
