using Microsoft.Win32.SafeHandles;
using Pinhole.Data.Stores;

namespace Pinhole.Tests.Data.Stores;

public sealed class MappedFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Numbers_are_seen_where_they_lie_and_no_further()
    {
        File.WriteAllBytes(_path, [1, 0, 2, 0, 3]);
        using SafeFileHandle file = File.OpenHandle(_path);
        MappedFile map = MappedFile.TryMap(file)!;

        Assert.Equal(5, map.Length);
        Assert.Equal([1, 2], map.Slice<short>(0, 2).ToArray());
        Assert.Equal([2, 0, 3], map.Slice<byte>(2, 3).ToArray());
        Assert.True(map.Slice<int>(5, 0).IsEmpty);
        Assert.Throws<ArgumentOutOfRangeException>(() => map.Slice<byte>(-1, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => map.Slice<byte>(0, -1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => map.Slice<short>(2, 2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => map.Slice<byte>(long.MaxValue, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => map.Slice<long>(0, int.MaxValue).Length);
    }

    [Fact]
    public void It_stays_when_the_file_is_closed_and_there_is_none_of_an_empty_one()
    {
        File.WriteAllBytes(_path, [7]);
        MappedFile map;
        using (SafeFileHandle file = File.OpenHandle(_path))
            map = MappedFile.TryMap(file)!;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(7, map.Slice<byte>(0, 1)[0]);

        File.WriteAllBytes(_path + ".empty", []);
        using (SafeFileHandle file = File.OpenHandle(_path + ".empty", options: FileOptions.DeleteOnClose))
            Assert.Null(MappedFile.TryMap(file));
    }
}
