using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Pinhole.Data;
using Pinhole.Engine.Random;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.ModelFiles;

public sealed partial class ModelFileTests : IDisposable
{
    private static readonly byte[] Whole = WriteModel();

    private readonly TestFolder _folder = new();

    private string Path => _folder.Path("model.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Schema_and_image_come_back()
    {
        Dataset rows = Dataset.FromRows(
            SmallData.Smooth(4, 4).Values(),
            4,
            labels: [0, 1, 0, 1],
            classNames: ["no", "yes"],
            image: new ImageShape(1, 2, 2),
            columnNames: ["a", "b", "c", "d"]
        );
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(2), rows.Schema);
        ModelFile.Write(model, Path);
        using Autoencoder loaded = ModelFile.Read(Path);

        Assert.Equal(["a", "b", "c", "d"], loaded.Schema.ColumnNames);
        Assert.Equal(["no", "yes"], loaded.Schema.ClassNames);
        Assert.Equal(rows.Schema.Image, loaded.Schema.Image);
        Assert.Equal(
            (rows.Schema.Columns, rows.Schema.Minimum, rows.Schema.Maximum),
            (loaded.Schema.Columns, loaded.Schema.Minimum, loaded.Schema.Maximum)
        );
    }

    [Fact]
    public void The_header_is_plain_JSON_with_the_names_that_other_programs_expect()
    {
        JsonObject header = Header(Whole);
        string[] tensors =
        [
            "encoder.0.weight",
            "encoder.0.bias",
            "encoder.1.weight",
            "encoder.1.bias",
            "decoder.0.weight",
            "decoder.0.bias",
            "decoder.1.weight",
            "decoder.1.bias",
            "preprocessor.offset",
            "preprocessor.scale",
        ];

        Assert.Equal(tensors, header.Select(entry => entry.Key).Where(key => key != "__metadata__"));
        Assert.Equal([6, 12], header["encoder.0.weight"]!["shape"]!.AsArray().Select(size => size!.GetValue<int>()));
        Assert.All(tensors, name => Assert.Equal("F32", header[name]!["dtype"]!.GetValue<string>()));
        JsonObject metadata = header["__metadata__"]!.AsObject();
        Assert.Equal(
            ["format", "options", "preprocessor", "schema", "version"],
            metadata.Select(entry => entry.Key).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ("pinhole", "1", "standardize"),
            (
                metadata["format"]!.GetValue<string>(),
                metadata["version"]!.GetValue<string>(),
                metadata["preprocessor"]!.GetValue<string>()
            )
        );
        Assert.Equal(3, JsonNode.Parse(metadata["options"]!.GetValue<string>())!["latent"]!.GetValue<int>());
    }

    [Fact]
    public void Weights_of_other_precisions_are_read()
    {
        SafetensorsFile file = SafetensorsFileTests.Read(Whole);
        byte[] bytes = SafetensorsFileTests.Write(
            file.Metadata.ToDictionary(),
            file.Tensors.Values.Select(tensor =>
                StoredTensor.FromDoubles(tensor.Name, [.. tensor.Shape], tensor.ToDoubles())
            )
        );
        using Autoencoder first = ReadBytes(Whole),
            second = ReadBytes(bytes);

        Assert.Equal(first.Weights(), second.Weights());
    }

    [Fact]
    public void Three_thousand_damaged_files_load_or_are_refused_and_never_ask_for_more_than_they_hold()
    {
        Rng rng = new(11);
        int header = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(Whole);
        int refused = 0;
        for (int turn = 0; turn < 3000; turn++)
        {
            byte[] bytes = [.. Whole];
            for (int change = 0; change <= rng.NextInt(3); change++)
            {
                // Most damage goes into the header, where it can mean something.
                int at = rng.NextInt(turn % 4 == 0 ? bytes.Length : header);
                bytes[at] =
                    turn % 2 == 0 ? (byte)rng.NextInt(256) : (byte)"0123456789-.,:\"{}[]nulae\\"[rng.NextInt(25)];
            }

            try
            {
                AssertAllocatesLittle(bytes);
            }
            catch (InputException refusal)
            {
                Assert.DoesNotContain('\n', refusal.Message);
                Assert.True(refusal.Message.Length < 2000);
                refused++;
            }
        }

        Assert.InRange(refused, 1500, 2990);
    }

    [Fact]
    public void A_failure_to_write_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllBytes(Path, Whole);
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), SmallData.Smooth(9, 12).Schema);
        Attachment attachment = new("again", "1");

        Assert.Throws<ArgumentException>(() => ModelFile.Write(model, Path, [attachment, attachment]));
        Assert.Equal(Whole, File.ReadAllBytes(Path));
        Assert.Equal(["model.safetensors"], _folder.Names);
        Assert.Throws<InputException>(() => ModelFile.Write(model, _folder.Path("no/such/folder/model.safetensors")));
        Assert.Throws<InputException>(() => ModelFile.Write(model, AppContext.BaseDirectory));
    }

    [Fact]
    public void A_model_from_before_there_were_corruptions_and_penalties_has_none()
    {
        byte[] old = With(metadata =>
        {
            JsonObject options = JsonNode.Parse(metadata["options"])!.AsObject();
            Assert.True(options.Remove("corruption") && options.Remove("regularizers"));
            metadata["options"] = options.ToJsonString();
        });

        using Autoencoder model = ReadBytes(old);
        Assert.Equal(new NoCorruption(), model.Options.Corruption);
        Assert.Empty(model.Options.Regularizers);
    }

    private static byte[] WriteModel()
    {
        using TestFolder folder = new();
        Dataset rows = SmallData.Smooth(40, 12, scale: 3);
        using Autoencoder model = Autoencoder.Create(Presets.Create("vanilla", 3, [6]), rows.Schema);
        Trainer.Fit(model, rows, new TrainingOptions { Epochs = 1 });
        ModelFile.Write(model, folder.Path("model.safetensors"));
        return File.ReadAllBytes(folder.Path("model.safetensors"));
    }

    private static JsonObject Header(byte[] file)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        return JsonNode.Parse(file.AsSpan(8, length))!.AsObject();
    }

    private static byte[] With(Action<Dictionary<string, string>> change)
    {
        SafetensorsFile file = SafetensorsFileTests.Read(Whole);
        Dictionary<string, string> metadata = file.Metadata.ToDictionary();
        change(metadata);
        return SafetensorsFileTests.Write(metadata, file.Tensors.Values);
    }

    private void ReadWith(Action<Dictionary<string, string>> change) => ReadBytes(With(change)).Dispose();

    private Autoencoder ReadBytes(byte[] file)
    {
        File.WriteAllBytes(Path, file);
        return ModelFile.Read(Path);
    }

    // A small file may be unpacked into objects and messages some times its size, and that is all.
    private void AssertAllocatesLittle(byte[] file)
    {
        File.WriteAllBytes(Path, file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using Autoencoder model = ModelFile.Read(Path);
            Assert.True(model.Parameters.Count * sizeof(float) < file.Length);
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000 + (20L * file.Length));
        }
    }
}
