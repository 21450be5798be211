using Pinhole.Data.Readers;
using Pinhole.Data.Readers.Images;

namespace Pinhole.Tests.Data.Readers;

public sealed class FileListTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_come_in_the_order_of_their_names()
    {
        Image("b.PNG");
        Image("a10.jpg");
        Image("a9.pgm");
        Image("Z.png");
        FileList images = List()!;

        Assert.Equal(["Z.png", "a10.jpg", "a9.pgm", "b.PNG"], images.Files.Select(file => Path.GetFileName(file)));
        Assert.Null(images.Classes);
    }

    [Fact]
    public void The_content_says_what_is_an_image()
    {
        Image("photo.txt");
        Image("scan");
        _folder.Text("notes.txt", "no image");
        _folder.Text("table.csv", "P1,P2\n1,2\n");
        _folder.Bytes("empty");
        Assert.Equal(["photo.txt", "scan"], Names());
    }

    // It may be one that was cut short to nothing, which is read, and then refused, by its name.
    [Fact]
    public void What_is_called_an_image_is_listed_too()
    {
        _folder.Bytes("empty.png");
        Assert.Equal(["empty.png"], Names());
    }

    [Fact]
    public void What_is_hidden_is_passed_over()
    {
        Image("a.png");
        Image("._a.png");
        Assert.Equal(["a.png"], Names());
    }

    [Fact]
    public void Sub_folders_are_classes_where_the_folder_itself_has_no_image()
    {
        foreach (
            string file in new[]
            {
                "dog/2.png",
                "cat/9.png",
                "cat/10.png",
                "dog/1.png",
                ".cache/0.png",
                "cat/more/0.png",
            }
        )
            Image(file);
        Directory.CreateDirectory(_folder.Path("bird"));
        _folder.Text("readme.txt", "Cats and dogs.");
        FileList images = List()!;

        Assert.Equal(["cat/10.png", "cat/9.png", "dog/1.png", "dog/2.png"], Names());
        Assert.Equal(["cat", "dog"], images.Classes!.Names);
        Assert.Equal([0, 0, 1, 1], images.Classes.Labels);
    }

    [Fact]
    public void Sub_folders_are_passed_over_where_images_lie_beside_them()
    {
        Image("a.png");
        Image("cat/b.png");
        Assert.Equal(["a.png"], Names());
        Assert.Null(List()!.Classes);
    }

    [Fact]
    public void A_folder_without_images_has_no_list()
    {
        _folder.Text("notes.txt", "no image");
        Directory.CreateDirectory(_folder.Path("cat/more"));
        Image("cat/more/b.png");
        Assert.Null(List());
    }

    private void Image(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Path(name))!);
        _folder.Text(name, "P2 1 1 9 5");
    }

    private FileList? List() => FileList.OfFolder(_folder.Path("."), ImageFiles.Recognizes);

    private IEnumerable<string> Names() => List()!.Files.Select(List()!.Name);
}
