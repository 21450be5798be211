using System.Text.Json.Serialization;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.ModelFiles;

public sealed partial class AttachmentTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Path => _folder.Path("model.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_an_application_attached_it_finds_again()
    {
        Thresholds thresholds = new("percentile 99", [1.5, 2.5]);
        Write(
            Attachment.Create(
                "anomalies",
                thresholds,
                ThresholdsJson.Default.Thresholds,
                StoredTensor.FromDoubles("calibration.scores", [3], [0.25, 1, 4])
            )
        );

        StoredModel stored = ModelFile.Open(Path);
        using Autoencoder model = stored.Model;
        Attachment kept = Assert.Single(stored.Attachments);
        Assert.Equal("anomalies", kept.Name);
        Assert.Same(kept, stored.Attachments.Find("anomalies"));
        Thresholds read = kept.Parse(ThresholdsJson.Default.Thresholds);
        Assert.Equal((thresholds.Method, thresholds.Values[1]), (read.Method, read.Values[1]));
        Assert.Equal([0.25, 1, 4], kept.Tensors["calibration.scores"].ToDoubles());
        Assert.Equal([0.25, 1, 4], stored.Attachments.Find("anomalies", "calibration.scores")!.ToDoubles());
        Assert.Null(stored.Attachments.Find("others"));
        Assert.Null(stored.Attachments.Find("anomalies", "others"));
    }

    // Whoever adds something knows nothing of what others keep there, and takes nothing of it away.
    [Fact]
    public void One_that_nobody_here_knows_survives_being_read_and_written()
    {
        float[] weights = Write(
            new Attachment("from-the-future", """{ "unknown" : [1, {"é":null}] }"""),
            new Attachment(
                "items",
                null,
                [
                    new StoredTensor("ids", ElementType.I64, [2], new byte[16]),
                    new StoredTensor("", ElementType.U8, [3], new byte[] { 7, 8, 9 }),
                ]
            )
        );
        SafetensorsFile before = SafetensorsFile.Read(Path);

        ModelFile.Attach(Path, new Attachment("mine", "1"));
        ModelFile.Attach(Path, new Attachment("mine", "2"));

        SafetensorsFile after = SafetensorsFile.Read(Path);
        Assert.All(before.Metadata, text => Assert.Equal(text.Value, after.Metadata[text.Key]));
        Assert.All(before.Tensors, tensor =>
        {
            Assert.Equal(tensor.Value.Type, after.Tensors[tensor.Key].Type);
            Assert.Equal(tensor.Value.Shape, after.Tensors[tensor.Key].Shape);
            Assert.Equal(tensor.Value.Bytes.ToArray(), after.Tensors[tensor.Key].Bytes.ToArray());
        });
        Assert.Equal(before.Metadata.Count + 1, after.Metadata.Count);
        Assert.Equal(before.Tensors.Count, after.Tensors.Count);

        StoredModel stored = ModelFile.Open(Path);
        using Autoencoder model = stored.Model;
        Assert.Equal(weights, model.Weights());
        Assert.Equal(["from-the-future", "items", "mine"], stored.Attachments.Select(kept => kept.Name));
        Assert.Equal("2", stored.Attachments.Find("mine")!.Json);
    }

    [Theory]
    [InlineData("", "1 to 64 characters")]
    [InlineData("two words", "letters, digits, hyphens and underscores")]
    [InlineData("a.b", "letters, digits, hyphens and underscores")]
    [InlineData("9", "begins with a letter")]
    [InlineData("../../etc/passwd", "begins with a letter")]
    [InlineData("encoder", "the model itself")]
    [InlineData("options", "the model itself")]
    public void A_name_that_is_not_possible_is_refused(string name, string part) =>
        Assert.Contains(
            part,
            Assert.Throws<ArgumentException>(() => new Attachment(name, "1")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Too_much_too_little_and_twice_the_same_are_refused()
    {
        StoredTensor tensor = StoredTensor.FromFloats("a", [1], [1]);
        Assert.Throws<ArgumentException>(() => new Attachment(new string('n', 65), "1"));
        Assert.Throws<ArgumentException>(() => new Attachment("nothing"));
        Assert.Throws<ArgumentException>(() => new Attachment("text", "{"));
        Assert.Throws<ArgumentException>(() => new Attachment("twice", null, [tensor, tensor]));
        Assert.Throws<ArgumentException>(() =>
            new Attachment("control", null, [StoredTensor.FromFloats("a\n", [1], [1])])
        );
        Assert.Throws<ArgumentException>(() =>
            new Attachment(
                "many",
                null,
                Enumerable
                    .Range(0, Attachment.MaximumTensors + 1)
                    .Select(i => new StoredTensor($"{i}", ElementType.U8, [0], ReadOnlyMemory<byte>.Empty))
            )
        );
        Assert.Throws<ArgumentException>(() =>
            new Attachment("long", $"\"{new string('x', Attachment.MaximumTextLength)}\"")
        );
        Assert.Throws<ArgumentException>(() => Write(new Attachment("same", "1"), new Attachment("same", "2")));
        Attachment[] many =
        [
            .. Enumerable.Range(0, AttachmentList.Maximum + 1).Select(i => new Attachment($"a{i}", "1")),
        ];
        Assert.Throws<ArgumentException>(() => Write(many));
        Assert.Empty(_folder.Names);
        Write(many[1..]);
        Assert.Throws<ArgumentException>(() => ModelFile.Attach(Path, many[0]));
        ModelFile.Read(Path).Dispose();
    }

    [Theory]
    [InlineData("two words", "'two words' is invalid")]
    [InlineData("line\nbreak", "'line?break' is invalid")]
    [InlineData("encoder", "the model itself")]
    public void A_file_with_a_name_that_is_not_possible_is_refused_in_one_line(string name, string part)
    {
        Write();
        SafetensorsFile file = SafetensorsFile.Read(Path);
        Dictionary<string, string> texts = new(file.Metadata) { [name] = "1" };
        File.WriteAllBytes(Path, SafetensorsFileTests.Write(texts, file.Tensors.Values));

        Refusal.Says(() => ModelFile.Read(Path), "model.safetensors", part);
    }

    [Fact]
    public void A_file_with_too_many_is_refused()
    {
        Write();
        SafetensorsFile file = SafetensorsFile.Read(Path);
        Dictionary<string, string> texts = new(file.Metadata);
        for (int i = 0; i <= AttachmentList.Maximum; i++)
            texts.Add($"a{i}", "1");
        File.WriteAllBytes(Path, SafetensorsFileTests.Write(texts, file.Tensors.Values));

        Refusal.Says(() => ModelFile.Read(Path), "model.safetensors", "257 attachments");
    }

    // A text that is damaged harms its own application alone: the model loads, and the refusal is one line.
    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[1]")]
    public void A_damaged_text_is_refused_by_its_own_reader(string text)
    {
        Write();
        SafetensorsFile file = SafetensorsFile.Read(Path);
        Dictionary<string, string> texts = new(file.Metadata) { ["anomalies"] = text };
        File.WriteAllBytes(Path, SafetensorsFileTests.Write(texts, file.Tensors.Values));

        StoredModel stored = ModelFile.Open(Path);
        using Autoencoder model = stored.Model;
        Refusal.Says(
            () => stored.Attachments.Find("anomalies")!.Parse(ThresholdsJson.Default.Thresholds),
            "attachment anomalies"
        );
    }

    private float[] Write(params Attachment[] attachments)
    {
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), SmallData.Smooth(9, 12).Schema);
        ModelFile.Write(model, Path, attachments);
        return model.Weights();
    }

    internal sealed record Thresholds(string Method, double[] Values);

    [JsonSerializable(typeof(Thresholds))]
    internal sealed partial class ThresholdsJson : JsonSerializerContext;
}
