using System.Buffers.Binary;
using System.Text.Json;
using Pinhole.Data;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Runs;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.ModelFiles;

/// <summary>
/// What is written keeps the rules of the format, looked at with nothing of ours, so that any reader takes it.
/// </summary>
public sealed class SafetensorsWriterTests : IDisposable
{
    private const int PrefixBytes = 8;

    private readonly TestFolder _folder = new();

    [Fact]
    public void A_model_of_every_preset_keeps_the_rules_and_so_does_a_run_and_a_checkpoint()
    {
        Dataset rows = SmallData.Smooth(30, 12, scale: 3);
        foreach (string preset in Presets.Names)
        {
            using Autoencoder model = Autoencoder.Create(
                Presets.Create(preset, 3, [5]) with
                {
                    Preprocess = "minmax",
                },
                rows.Schema
            );
            TrainingRecord record = Trainer.Fit(
                model,
                rows,
                new TrainingOptions
                {
                    Epochs = 2,
                    Checkpoints = new CheckpointOptions { Path = _folder.Path("checkpoint"), EverySteps = 1 },
                }
            );
            using RunClaim claim = RunFolder.Claim(_folder.Path("run"), force: true);
            RunFolder.Write(_folder.Path("run"), model, record);

            RequireRules(File.ReadAllBytes(RunFolder.ModelPath(_folder.Path("run"))));
            RequireRules(File.ReadAllBytes(_folder.Path("checkpoint")));
        }
    }

    [Fact]
    public void Tensors_of_odd_sizes_keep_them() =>
        RequireRules(
            SafetensorsFileTests.Write(
                new Dictionary<string, string> { ["kéy"] = "" },
                [
                    new StoredTensor("bytes", ElementType.U8, [3], new byte[3]),
                    StoredTensor.FromFloats("none", [0, 4], []),
                    StoredTensor.FromDoubles("one", [], [1]),
                ]
            )
        );

    public void Dispose() => _folder.Dispose();

    private static void RequireRules(byte[] file)
    {
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.InRange(length, 2ul, (ulong)file.Length - PrefixBytes);
        Assert.Equal(0ul, length % 8);
        Assert.Equal((byte)'{', file[PrefixBytes]);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(PrefixBytes, (int)length));

        List<(long Begin, long End)> places = [];
        Assert.Distinct(header.RootElement.EnumerateObject().Select(entry => entry.Name));
        foreach (JsonProperty entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
                Assert.All(entry.Value.EnumerateObject(), text =>
                    Assert.Equal(JsonValueKind.String, text.Value.ValueKind)
                );
            else
                places.Add(Place(entry.Value));
        }

        // One after another from the first byte of the data to the last.
        Assert.Equal(places.Select(place => place.End).Prepend(0).SkipLast(1), places.Select(place => place.Begin));
        Assert.Equal(file.Length - PrefixBytes - (long)length, places[^1].End);
    }

    private static (long Begin, long End) Place(JsonElement tensor)
    {
        Assert.Equal(
            ["data_offsets", "dtype", "shape"],
            tensor.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)
        );
        long size = tensor.GetProperty("dtype").GetString() switch
        {
            "F32" or "I32" => 4,
            "F64" => 8,
            "U8" => 1,
            string other => throw new InvalidOperationException($"No file of ours has {other}."),
            null => 0,
        };
        long[] shape = [.. tensor.GetProperty("shape").EnumerateArray().Select(number => number.GetInt64())];
        long[] offsets = [.. tensor.GetProperty("data_offsets").EnumerateArray().Select(number => number.GetInt64())];
        Assert.Equal(2, offsets.Length);
        Assert.Equal(shape.Aggregate(size, (product, dimension) => product * dimension), offsets[1] - offsets[0]);
        return (offsets[0], offsets[1]);
    }
}
