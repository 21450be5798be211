using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pinhole.Data;
using Pinhole.Data.Writers;

namespace Pinhole.Tests.Data.Writers;

public sealed class CsvWriterTests
{
    [Fact]
    public void Names_that_hold_delimiters_and_quotes_are_quoted()
    {
        using MemoryStream stream = new();
        CsvWriter.Write(
            stream,
            Dataset.FromRows([1, 0.1f], 2, labels: [0], classNames: ["a,\"b\""], columnNames: ["x;1", "y"])
        );
        Assert.Equal("\"x;1\",y,label\n1,0.1,\"a,\"\"b\"\"\"\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Every_number_comes_back_the_same() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll<int[]>(bits =>
            {
                float[] values =
                [
                    .. bits.Select(BitConverter.Int32BitsToSingle).Where(float.IsFinite),
                    1e-45f,
                    float.MaxValue,
                    0.1f,
                ];
                using TestFolder folder = new();
                DatasetWriter.Write(Dataset.FromRows(values, values.Length), folder.Path("rows.csv"));
                return Dataset.Open(folder.Path("rows.csv")).Row(0).SequenceEqual(values);
            })
        );
}
