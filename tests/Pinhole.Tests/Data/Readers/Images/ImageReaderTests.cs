using Pinhole.Data;
using Pinhole.Data.Readers.Images;
using Pinhole.Data.Writers;
using Pinhole.ModelFiles;

namespace Pinhole.Tests.Data.Readers.Images;

public sealed class ImageReaderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_wrong_name_does_not_matter()
    {
        using (FileStream file = File.Create(_folder.Path("a.ppm")))
            PngWriter.Write(file, [51, 102], 2, 1, 1);
        _folder.Text("b.png", "P2 2 1 5 1 2");

        Assert.Equal([.2f, .4f], ImageReader.Read(_folder.Path("a.ppm")).Values);
        Assert.Equal([.2f, .4f], ImageReader.Read(_folder.Path("b.png")).Values);
        Assert.Equal([.2f, .4f], Dataset.Open(_folder.Path("a.ppm")).Row(0).ToArray());
        Assert.Equal([.2f, .4f], Dataset.Open(_folder.Path("b.png")).Row(0).ToArray());
    }

    [JpegFact]
    public void Photographs_may_be_called_anything_too()
    {
        StoredTensor file = SafetensorsFile.Read(Repository.Golden("jpeg.safetensors")).Tensors["color file"];
        string path = _folder.Bytes("photo.txt", file.Bytes.ToArray());
        Assert.Equal(new ImageShape(3, 17, 13), ImageReader.Read(path).Shape);
        Assert.Equal(new ImageShape(3, 17, 13), Dataset.Open(path).Schema.Image);
    }

    [Theory]
    [InlineData("4 8", 1)]
    [InlineData("6 8", 3)]
    public void Alpha_is_left_out(string kind, int channels)
    {
        SafetensorsFile golden = SafetensorsFile.Read(Repository.Golden("png.safetensors"));
        DecodedImage image = ImageReader.Read(_folder.Bytes("a.png", golden.Tensors[$"{kind} file"].Bytes.ToArray()));

        Assert.Equal(new ImageShape(channels, 7, 11), image.Shape);
        Assert.Equal(golden.Tensors[$"{kind} values"].ToFloats()[..(channels * 77)], image.Values);
    }

    [Fact]
    public void What_is_no_image_is_refused()
    {
        Refusal.Says(
            () => ImageReader.Read(_folder.Bytes("empty.png")),
            "empty.png is no PNG, JPEG, PGM, PPM or PBM image"
        );
        Refusal.Says(
            () => ImageReader.Read(_folder.Gzip("a.pgm.gz", "P2 1 1 9 5"u8.ToArray())),
            "a.pgm.gz is no",
            "unpack it"
        );
        Refusal.Says(() => Dataset.Open(_folder.Path("a.pgm.gz")), "a.pgm.gz is no", "unpack it");
    }
}
