using Pinhole.Data.Writers;

namespace Pinhole.Tests.Data.Writers;

public sealed class NpyWriterTests
{
    [Fact]
    public void The_bytes_are_those_that_numpy_writes()
    {
        using MemoryStream stream = new();
        NpyWriter.Write(stream, (float[])[-1, -0.5f, 0, 0.5f, 1, 1.5f], 2, 3);
        Assert.Equal(File.ReadAllBytes(Repository.Golden("npy/f4_little.npy")), stream.ToArray());
    }

    [Fact]
    public void One_dimension_is_written_as_numpy_does()
    {
        using MemoryStream stream = new();
        NpyWriter.Write(stream, (float[])[0, 1, 2, 3], 4);
        Assert.Equal(File.ReadAllBytes(Repository.Golden("npy/one_dimension.npy")), stream.ToArray());
    }

    [Fact]
    public void Integers_are_written_as_numpy_does()
    {
        using MemoryStream stream = new();
        NpyWriter.Write(stream, (int[])[-2, -1, 0, 1, 2, 3], 2, 3);
        Assert.Equal(File.ReadAllBytes(Repository.Golden("npy/i4_little.npy")), stream.ToArray());
    }

    [Fact]
    public void A_shape_that_does_not_fit_is_refused() =>
        Assert.Throws<ArgumentException>(() => NpyWriter.Write(new MemoryStream(), (float[])[1, 2, 3], 2, 2));
}
