using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Random;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Runs;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.ModelFiles;

/// <summary>
/// Model files that somebody has tampered with: each is a model that works or is refused in one line, soon, and
/// without taking more memory than some times what the file is large and a constant.
/// </summary>
public sealed class MutatedModelFilesTests : IDisposable
{
    private const long MostBytes = 4 << 20;
    private static readonly int Files = Effort.Of(5_000, 100_000);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly string[] Numbers =
    [
        "0",
        "-1",
        "1",
        "2",
        "0.5",
        "255",
        "65536",
        "1000000",
        "2147483647",
        "2147483648",
        "-2147483649",
        "4294967296",
        "9223372036854775807",
        "1e19",
        "1e308",
        "-1e308",
    ];

    private static readonly string[] Texts =
    [
        "",
        "\0",
        "vae",
        "none",
        "impute,impute",
        "clip=1e38",
        "weights\u2028\n",
        "__metadata__",
        "F64",
        "NaN",
        "../../etc/passwd",
        "System.Diagnostics.Process",
    ];

    private readonly TestFolder _folder = new();

    private int _file;

    // A reader that hangs would hang the tests, so that somebody else looks at the clock.
    [Fact]
    [Trait(Effort.Category, Effort.Fuzz)]
    public async Task Each_is_a_model_that_works_or_is_refused_with_a_reason()
    {
        Task<int> reading = Task.Run(ReadAll);
        for (int before = -1; !reading.IsCompleted && before != Volatile.Read(ref _file); )
        {
            before = Volatile.Read(ref _file);
            await Task.WhenAny(reading, Task.Delay(Longest));
        }

        Assert.True(reading.IsCompleted, $"file {_file} is being read for more than {Longest}");
        // Flipped weights are still weights; but most files must be refused, or nothing was tampered with.
        Assert.InRange(await reading, Files / 100, Files / 2);
    }

    /// <returns>How many were models that work.</returns>
    private int ReadAll()
    {
        (byte[] Bytes, Reader Read)[] originals = [.. Originals()];
        Rng random = new(20_26, 0);
        string path = _folder.Path("mutated.safetensors");
        using Kernels kernels = CpuKernels.Create(1);
        int works = 0;
        for (int file = 0; file < Files; file++)
        {
            Volatile.Write(ref _file, file);
            (byte[] original, Reader read) = originals[file % originals.Length];
            byte[] bytes = Mutated(original, random);
            File.WriteAllBytes(path, bytes);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using Autoencoder model = read(path, kernels);
                works++;
                // Weights lie where the collector does not count them.
                Assert.InRange(model.Parameters.Count * sizeof(float), 0, bytes.Length);
                if (random.NextInt(10) == 0)
                    model.Encode(new float[model.Columns], new float[model.Latent], new float[model.ConditionSize]);
            }
            catch (InputException refusal)
            {
                Assert.DoesNotContain('\n', refusal.Message);
                Assert.Contains("mutated.safetensors", refusal.Message, StringComparison.Ordinal);
            }
            catch (Exception failure)
            {
                File.WriteAllBytes(Path.Combine(Path.GetTempPath(), $"pinhole-mutated-{file}.safetensors"), bytes);
                throw new InvalidOperationException(
                    $"File {file} made the reader fail; it was kept in {Path.GetTempPath()}.",
                    failure
                );
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(
                allocated < (16 * bytes.Length) + MostBytes,
                $"file {file} of {bytes.Length} bytes took {allocated} bytes of memory"
            );
        }

        return works;
    }

    public void Dispose() => _folder.Dispose();

    private delegate Autoencoder Reader(string path, Kernels kernels);

    // A model of every kind, a training that was stopped, a run with its PCA and what applications keep with it, and
    // weights of another program.
    private IEnumerable<(byte[] Bytes, Reader Read)> Originals()
    {
        foreach (string name in KeptModelsTests.All)
            yield return (
                Golden($"models/{name}"),
                name == "checkpoint" ? (path, kernels) => TrainingCheckpoint.Read(path, kernels).Model : ModelFile.Read
            );
        yield return (Run(), (path, kernels) => RunFolder.Open(path, kernels).Model);
        AutoencoderOptions foreign = Presets.Deep(3) with
        {
            Network = new DenseNetwork([8], Normalization: Pinhole.Models.Networks.Normalization.Batch),
        };
        yield return (Golden("import/normalized"), (path, kernels) =>
            ForeignWeights.Read(path).ToModel(foreign, kernels: kernels).Model
        );
    }

    private static byte[] Golden(string name) => File.ReadAllBytes(Repository.Golden($"{name}.safetensors"));

    private byte[] Run()
    {
        Dataset rows = SmallData.Smooth(40, 12);
        using Autoencoder model = Autoencoder.Create(
            Presets.Create("vanilla", 2, [5]) with
            {
                Preprocess = "impute,log1p,robust,clip=5",
            },
            rows.Schema
        );
        string folder = _folder.Path("run");
        using RunClaim claim = RunFolder.Claim(folder, force: false);
        RunFolder.Write(folder, model, Trainer.Fit(model, rows, new TrainingOptions { Epochs = 1 }));
        for (int i = 0; i < 3; i++)
            ModelFile.Attach(
                RunFolder.ModelPath(folder),
                new Attachment(
                    $"application-{i}",
                    """{"thresholds":[1,2.5]}""",
                    [StoredTensor.FromFloats("scores", [2], [1, 2]), StoredTensor.FromDoubles("", [1], [i])]
                )
            );
        return File.ReadAllBytes(RunFolder.ModelPath(folder));
    }

    private static byte[] Mutated(byte[] original, Rng random) =>
        random.NextInt(5) switch
        {
            0 => Bytes(original, random),
            1 => Header(original, random, inner: null),
            2 => Header(original, random, inner: "options"),
            3 => Renamed(original, random),
            _ => Header(original, random, inner: "schema"),
        };

    // Bytes are flipped, cut off, taken out, doubled or put in.
    private static byte[] Bytes(byte[] original, Rng random)
    {
        List<byte> bytes = [.. original];
        for (int times = 1 + random.NextInt(4); times > 0 && bytes.Count > 8; times--)
        {
            // Half of the time where the header is.
            int place = random.NextInt(random.NextInt(2) == 0 ? bytes.Count : Math.Min(bytes.Count, 600)),
                length = Math.Min(bytes.Count - place, 1 + random.NextInt(40));
            switch (random.NextInt(5))
            {
                case 0:
                    bytes[place] ^= (byte)(1 << random.NextInt(8));
                    break;
                case 1:
                    bytes[place] = (byte)random.NextInt(256);
                    break;
                case 2:
                    bytes.RemoveRange(place, random.NextInt(8) == 0 ? bytes.Count - place : length);
                    break;
                case 3:
                    bytes.InsertRange(place, bytes.GetRange(place, length));
                    break;
                default:
                    bytes.InsertRange(place, Enumerable.Repeat((byte)random.NextInt(256), length));
                    break;
            }
        }

        return [.. bytes];
    }

    // The header stays JSON of the right length, or one of the texts in it that are JSON themselves does; its content
    // does not.
    private static byte[] Header(byte[] original, Rng random, string? inner)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(original);
        JsonNode header = JsonNode.Parse(original.AsSpan(8, length))!;
        if (inner is null)
        {
            Change(header, random);
        }
        else
        {
            JsonObject metadata = header["__metadata__"]!.AsObject();
            if (
                metadata.Select(pair => pair.Key).FirstOrDefault(key => key.EndsWith(inner, StringComparison.Ordinal))
                is not string key
            )
                return Header(original, random, inner: null);
            JsonNode content = JsonNode.Parse(metadata[key]!.GetValue<string>())!;
            Change(content, random);
            metadata[key] = content.ToJsonString();
        }

        return WithHeader(original, header);
    }

    private static byte[] WithHeader(byte[] original, JsonNode header)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(original);
        byte[] json = Encoding.UTF8.GetBytes(header.ToJsonString());
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, json.Length);
        return [.. prefix, .. json, .. original.AsSpan(8 + length)];
    }

    // A text or a tensor gets another name, which may be that of another one, or none that is possible.
    private static byte[] Renamed(byte[] original, Rng random)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(original);
        JsonObject header = JsonNode.Parse(original.AsSpan(8, length))!.AsObject();
        JsonObject names = random.NextInt(2) == 0 && header["__metadata__"] is JsonObject texts ? texts : header;
        string old = names.ElementAt(random.NextInt(names.Count)).Key,
            other = names.ElementAt(random.NextInt(names.Count)).Key;
        string renamed = random.NextInt(4) switch
        {
            0 => Texts[random.NextInt(Texts.Length)],
            1 => $"{other}.{old}",
            2 => other[..random.NextInt(other.Length + 1)],
            _ => new string('n', random.NextInt(300)),
        };
        JsonNode? value = names[old]?.DeepClone();
        names.Remove(old);
        names[renamed] = value;
        return WithHeader(original, header);
    }

    private static void Change(JsonNode root, Rng random)
    {
        for (int times = 1 + random.NextInt(2); times > 0; times--)
        {
            JsonNode[] parents = [.. Parents(root)];
            JsonNode parent = parents[random.NextInt(parents.Length)];
            JsonNode? value = random.NextInt(5) switch
            {
                0 => JsonNode.Parse(Numbers[random.NextInt(Numbers.Length)]),
                1 => JsonValue.Create(Texts[random.NextInt(Texts.Length)]),
                2 => random.NextInt(2) == 0 ? new JsonObject() : new JsonArray(),
                3 => null,
                _ => parents[random.NextInt(parents.Length)].DeepClone(),
            };
            if (parent is JsonObject { Count: > 0 } properties)
            {
                string key = properties.ElementAt(random.NextInt(properties.Count)).Key;
                if (random.NextInt(6) == 0)
                    properties.Remove(key);
                else
                    properties[key] = value;
            }
            else if (parent is JsonArray { Count: > 0 } items)
            {
                items[random.NextInt(items.Count)] = value;
            }
        }
    }

    private static IEnumerable<JsonNode> Parents(JsonNode node)
    {
        yield return node;
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject properties => properties.Select(pair => pair.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (JsonNode? child in children)
        {
            if (child is not (JsonObject or JsonArray))
                continue;
            foreach (JsonNode inner in Parents(child))
                yield return inner;
        }
    }
}
