using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Networks;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.ModelFiles;

/// <content>Files that cannot be a model are refused, before anything is allocated.</content>
public sealed partial class ModelFileTests
{
    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        for (int length = 0; length < Whole.Length; length += 50)
            Refusal.Says(() => ReadBytes(Whole[..length]), "model.safetensors");
        Refusal.Says(() => ReadBytes(Whole[..^1]), "model.safetensors", "cut short");
    }

    [Fact]
    public void A_header_of_ten_gigabytes_and_files_of_another_kind_are_refused()
    {
        byte[] huge = [.. Whole];
        BinaryPrimitives.WriteUInt64LittleEndian(huge, 10_000_000_000);

        Refusal.Says(() => ReadBytes(huge), "10000000000");
        Refusal.Says(
            () => ReadBytes(Encoding.ASCII.GetBytes("PK\u0003\u0004 and so on, not tensors at all")),
            "model.safetensors"
        );
        Refusal.Says(
            () => ReadBytes(SafetensorsFileTests.Write([], [StoredTensor.FromFloats("a", [1], [1])])),
            "not a model of Pinhole"
        );
        Refusal.Says(() => ModelFile.Read(_folder.Path("absent.safetensors")), "absent.safetensors", "check the path");
    }

    [Fact]
    public void Another_version_is_refused_by_its_number()
    {
        Refusal.Says(
            () => ReadWith(metadata => metadata["version"] = "2"),
            "version '2'",
            "reads version 1",
            "update Pinhole"
        );
        Refusal.Says(() => ReadWith(metadata => metadata["version"] = "one\nline"), "version");
        foreach (string key in new[] { "version", "options", "schema", "preprocessor" })
            Refusal.Says(() => ReadWith(metadata => metadata.Remove(key)), $"without {key}");
    }

    [Theory]
    [InlineData("latent", "null")]
    [InlineData("latent", "\"3\"")]
    [InlineData("latent", "3.5")]
    [InlineData("latent", "-3")]
    [InlineData("latent", "0")]
    [InlineData("latent", "4")]
    [InlineData("latent", "2000000000")]
    [InlineData("network", "null")]
    [InlineData("network", """{"hidden":[6]}""")]
    [InlineData("network", """{"kind":"dense","hidden":[null]}""")]
    [InlineData("network", """{"kind":"dense","hidden":[]}""")]
    [InlineData("network", """{"kind":"dense","hidden":[7]}""")]
    [InlineData("network", """{"kind":"dense","hidden":[0]}""")]
    [InlineData("network", """{"kind":"dense","hidden":[-6]}""")]
    [InlineData("network", """{"kind":"dense","hidden":[2000000000]}""")]
    [InlineData("network", """{"kind":"dense","hidden":[6],"activation":77}""")]
    [InlineData("network", """{"kind":"dense","hidden":[6],"activation":"Magic"}""")]
    [InlineData("network", """{"kind":"System.Diagnostics.Process","hidden":[6]}""")]
    [InlineData("outputActivation", "-1")]
    [InlineData("bottleneck", "null")]
    [InlineData("bottleneck", """{"kind":"magic"}""")]
    [InlineData("reconstruction", "null")]
    [InlineData("reconstruction", """{"kind":"huber","delta":-1}""")]
    [InlineData("reconstruction", """{"kind":"bce"}""")]
    [InlineData("preprocess", "null")]
    [InlineData("preprocess", "\"two\\nlines\"")]
    [InlineData("preset", "null")]
    public void Options_that_cannot_be_a_models_are_refused(string member, string value)
    {
        static string Set(string options, string member, JsonNode? value)
        {
            JsonNode json = JsonNode.Parse(options)!;
            json[member] = value;
            return json.ToJsonString();
        }

        ReadWith(metadata => metadata["options"] = Set(metadata["options"], "latent", 3));
        Refusal.Says(
            () => ReadWith(metadata => metadata["options"] = Set(metadata["options"], member, JsonNode.Parse(value))),
            "model.safetensors"
        );
    }

    [Theory]
    [InlineData("preset")]
    [InlineData("latent")]
    [InlineData("network")]
    [InlineData("bottleneck")]
    [InlineData("reconstruction")]
    [InlineData("preprocess")]
    public void Options_that_lack_a_part_are_refused(string member) =>
        Refusal.Says(
            () =>
                ReadWith(metadata =>
                {
                    JsonObject json = JsonNode.Parse(metadata["options"])!.AsObject();
                    Assert.True(json.Remove(member));
                    metadata["options"] = json.ToJsonString();
                }),
            "model.safetensors"
        );

    [Theory]
    [InlineData("options", "")]
    [InlineData("options", "null")]
    [InlineData("options", "[]")]
    [InlineData("options", "{}")]
    [InlineData("options", "NaN")]
    [InlineData("schema", "null")]
    [InlineData("schema", "{}")]
    [InlineData("schema", """{"columns":12}""")]
    [InlineData("schema", """{"classNames":[],"columns":0}""")]
    [InlineData("schema", """{"classNames":[],"columns":-12}""")]
    [InlineData("schema", """{"classNames":[],"columns":13}""")]
    [InlineData("schema", """{"classNames":[],"columns":2000000000}""")]
    [InlineData("schema", """{"classNames":[],"columns":12,"columnNames":["a"]}""")]
    [InlineData(
        "schema",
        """{"classNames":[],"columns":12,"columnNames":[null,null,null,null,null,null,null,null,null,null,null,null]}"""
    )]
    [InlineData("schema", """{"columns":12,"classNames":null}""")]
    [InlineData("schema", """{"columns":12,"classNames":[null]}""")]
    [InlineData("schema", """{"classNames":[],"columns":12,"image":{"channels":1,"height":3,"width":5}}""")]
    [InlineData("schema", """{"classNames":[],"columns":12,"image":{"channels":1,"height":-3,"width":-4}}""")]
    [InlineData(
        "schema",
        """{"classNames":[],"columns":12,"image":{"channels":1073741824,"height":1073741824,"width":16}}"""
    )]
    [InlineData("schema", """{"classNames":[],"columns":12,"maximum":1e99}""")]
    [InlineData("preprocessor", "")]
    [InlineData("preprocessor", "auto")]
    [InlineData("preprocessor", "System.IO.File\n")]
    public void Metadata_that_cannot_be_a_models_are_refused(string key, string text)
    {
        ReadWith(metadata => metadata["schema"] = """{"columns":12,"classNames":[]}""");
        Refusal.Says(() => ReadWith(metadata => metadata[key] = text), "model.safetensors");
    }

    [Fact]
    public void Sizes_are_checked_before_anything_is_allocated()
    {
        string hidden = string.Join(',', Enumerable.Repeat("1", 1_000_000));
        string[] options =
        [
            """{"latent":3,"network":{"kind":"dense","hidden":[46000,46000]}}""",
            """{"latent":40000000,"network":{"kind":"dense","hidden":[6]}}""",
            $$$"""{"latent":3,"network":{"kind":"dense","hidden":[{{{hidden}}}]}}""",
        ];
        foreach (string text in options)
        {
            byte[] file = With(metadata =>
            {
                JsonObject options = JsonNode.Parse(metadata["options"])!.AsObject();
                foreach ((string key, JsonNode? value) in JsonNode.Parse(text)!.AsObject())
                    options[key] = value?.DeepClone();
                metadata["options"] = options.ToJsonString();
            });
            Refusal.Says(() => AssertAllocatesLittle(file), "model.safetensors");
        }
    }

    [Theory]
    [InlineData("encoder.1.weight")]
    [InlineData("decoder.1.bias")]
    [InlineData("preprocessor.offset")]
    [InlineData("preprocessor.scale")]
    public void A_tensor_that_is_missing_or_has_another_shape_or_type_is_named(string name)
    {
        SafetensorsFile file = SafetensorsFileTests.Read(Whole);
        byte[] Replace(Func<StoredTensor, StoredTensor?> replace) =>
            SafetensorsFileTests.Write(
                file.Metadata.ToDictionary(),
                file.Tensors.Values.Select(tensor => tensor.Name == name ? replace(tensor)! : tensor)
                    .Where(tensor => tensor is not null)
            );

        Refusal.Says(() => ReadBytes(Replace(_ => null)), "model.safetensors", name, "missing");
        Refusal.Says(
            () => ReadBytes(Replace(tensor => StoredTensor.FromFloats(name, [tensor.Count, 1, 1], tensor.ToFloats()))),
            name,
            "shape"
        );
        Refusal.Says(
            () =>
                ReadBytes(Replace(tensor => new StoredTensor(name, ElementType.I32, [.. tensor.Shape], tensor.Bytes))),
            name,
            "I32"
        );
    }

    [Fact]
    public void Preprocessing_that_is_no_numbers_is_refused()
    {
        SafetensorsFile file = SafetensorsFileTests.Read(Whole);
        foreach (float bad in new[] { float.NaN, float.PositiveInfinity, -1 })
        {
            byte[] bytes = SafetensorsFileTests.Write(
                file.Metadata.ToDictionary(),
                file.Tensors.Values.Select(tensor =>
                    tensor.Name == "preprocessor.scale"
                        ? StoredTensor.FromFloats(tensor.Name, [12], [.. Enumerable.Repeat(bad, 12)])
                        : tensor
                )
            );
            Refusal.Says(() => ReadBytes(bytes), "model.safetensors", "scale");
        }
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_refused()
    {
        SafetensorsFile file = SafetensorsFileTests.Read(Whole);
        foreach (float bad in new[] { float.NaN, float.NegativeInfinity })
        {
            byte[] bytes = SafetensorsFileTests.Write(
                file.Metadata.ToDictionary(),
                file.Tensors.Values.Select(tensor =>
                    tensor.Name == "decoder.1.bias"
                        ? StoredTensor.FromFloats(tensor.Name, [12], [.. Enumerable.Repeat(bad, 12)])
                        : tensor
                )
            );
            Refusal.Says(() => ReadBytes(bytes), "model.safetensors", "decoder.1.bias", "NaN or infinity");
        }
    }

    [Theory]
    [InlineData("encoder.0.normalization.variance")]
    [InlineData("bottleneck.activity")]
    public void Statistics_that_no_data_can_have_are_refused(string name)
    {
        AutoencoderOptions options = Presets.Sparse(3) with
        {
            Network = new DenseNetwork([8]) { Normalization = Normalization.Batch },
            Bottleneck = new SparseBottleneck(RunningAverage: 0.9),
        };
        using (Autoencoder model = Autoencoder.Create(options, SmallData.Smooth(9, 12).Schema))
            ModelFile.Write(model, Path);
        SafetensorsFile file = SafetensorsFileTests.Read(File.ReadAllBytes(Path));
        byte[] bytes = SafetensorsFileTests.Write(
            file.Metadata.ToDictionary(),
            file.Tensors.Values.Select(tensor =>
                tensor.Name == name
                    ? StoredTensor.FromFloats(name, [.. tensor.Shape], [.. Enumerable.Repeat(-1f, (int)tensor.Count)])
                    : tensor
            )
        );
        Refusal.Says(() => ReadBytes(bytes), "model.safetensors", name, "below 0");
    }
}
