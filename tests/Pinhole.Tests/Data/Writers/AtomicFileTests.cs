using Pinhole.Data.Writers;

namespace Pinhole.Tests.Data.Writers;

public sealed class AtomicFileTests
{
    [Fact]
    public void The_content_replaces_what_was_there_and_nothing_else_is_left()
    {
        using TestFolder folder = new();
        string path = folder.Text("a.txt", "old and longer");
        AtomicFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal(["a.txt"], folder.Names);
    }

    [Fact]
    public void A_failure_on_the_way_leaves_the_old_content_and_no_temporary_file()
    {
        using TestFolder folder = new();
        string path = folder.Text("a.txt", "old");
        IOException full = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
            {
                stream.Write("half"u8);
                throw new IOException("No space left on device");
            }));
        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.Write(path, _ => throw new InvalidOperationException())
        );

        Assert.Contains("a.txt", full.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["a.txt"], folder.Names);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_refused()
    {
        using TestFolder folder = new();
        Refusal.Says(() => AtomicFile.Write(folder.Path("none/a.txt"), _ => { }), "a.txt", "cannot be written");
        Refusal.Says(() => AtomicFile.Write(folder.Path("."), _ => { }), "folder");
    }
}
