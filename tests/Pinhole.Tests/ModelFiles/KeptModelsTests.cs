using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Models.Regularizers;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Training;
using Pinhole.Training;

namespace Pinhole.Tests.ModelFiles;

/// <summary>
/// Model files that were written once and kept in tests/golden/models: whatever is changed, they load and give what
/// they gave then. A file holds its rows and their results beside the model. One that is missing is written anew, and
/// the test fails once to say so: that is how a model is added. None is ever replaced, or it would not tell of old
/// files any more.
/// </summary>
public class KeptModelsTests
{
    private const double Tolerance = 1e-6;
    private const long MostBytes = 300_000;
    private const string Table = "table";
    private const string Classes = "classes";
    private const string Counts = "vae-poisson";
    private const string Checkpoint = "checkpoint";
    private const string Beside = "kept";
    private const string Rows = "rows";
    private const string Latents = "latents";
    private const string Reconstructions = "reconstructions";

    private static readonly string Folder = Repository.Golden("models");
    private static readonly string TablePath = Path.Combine(Folder, "table.csv");

    private static readonly TrainingOptions Short = new()
    {
        Epochs = 6,
        BatchSize = 16,
        Seed = 3,
    };

    private static readonly Dictionary<string, AutoencoderOptions> Special = new()
    {
        ["deep"] = Presets.Deep(3) with
        {
            Network = new DenseNetwork([8, 6], Activation.Relu, Normalization: Normalization.Batch),
        },
        ["residual"] = Presets.Create("residual", 3, [8, 6]),
        ["sparse"] = Presets.Create("sparse", 9, [8]) with { Bottleneck = new TopKBottleneck(3) },
        ["convolutional"] = Presets.Create("convolutional", 3, [4, 6]),
        ["sparse-gaussian-mae"] = Presets.Create("sparse", 4, [8]) with
        {
            Corruption = new GaussianCorruption(0.2),
            Reconstruction = new AbsoluteErrorReconstruction(),
            Regularizers = [new L1Regularizer(1e-3)],
        },
        ["l1-salt-huber"] = Presets.Create("deep", 4, [8]) with
        {
            Bottleneck = new L1Bottleneck(),
            Corruption = new SaltAndPepperCorruption(0.2),
            Reconstruction = new HuberReconstruction(0.3),
            Regularizers = [new L2Regularizer(1e-3)],
        },
        ["contractive-ssim"] = Presets.Create("deep", 3, [8]) with
        {
            Bottleneck = new DeterministicBottleneck(Activation.Sigmoid),
            Reconstruction = new StructuralSimilarityReconstruction(),
            Regularizers = [new ContractiveRegularizer(0.1)],
        },
        ["importance-gaussian"] = Presets.Create("vae", 3, [8]) with
        {
            Bottleneck = new GaussianBottleneck(Samples: 3),
            Reconstruction = new GaussianReconstruction(),
        },
        ["vae-gaussian-diagonal"] = Presets.Create("vae", 3, [8]) with
        {
            Reconstruction = new GaussianDiagonalReconstruction(),
        },
        [Counts] = Presets.Create("vae", 3, [8]) with { Reconstruction = new PoissonReconstruction() },
        [Classes] = Presets.Create("deep", 3, [8]) with { Reconstruction = new CategoricalReconstruction() },
        [Table] = Presets.Create("denoising", 2, [6]) with { Preprocess = "impute,log1p,standardize,clip=3" },
    };

    // A preset that is not there with pieces of its own is there as it is.
    private static readonly Dictionary<string, AutoencoderOptions> Kept = Special
        .Concat(
            Presets
                .Names.Where(name => !Special.ContainsKey(name))
                .Select(name => KeyValuePair.Create(name, Presets.Create(name, 3, [8])))
        )
        .ToDictionary();

    public static TheoryData<string> Names => [.. Kept.Keys];

    /// <summary>What the models of the files are made of.</summary>
    internal static IEnumerable<AutoencoderOptions> Options =>
        Kept
            .Keys.Where(name => File.Exists(PathOf(name)))
            .Select(name =>
            {
                using Autoencoder model = ModelFile.Read(PathOf(name));
                return model.Options;
            });

    /// <summary>The models, and a training that was stopped, each by its name in tests/golden/models.</summary>
    internal static IEnumerable<string> All => [.. Kept.Keys, Checkpoint];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_from_a_file_of_then_gives_what_it_gave(string name)
    {
        WriteMissing(name);
        StoredModel stored = ModelFile.Open(PathOf(name));
        using Autoencoder model = stored.Model;
        Dataset rows = Data(name, model.Schema);

        Assert.Equal(stored.Attachments.Find(Beside, Rows)!.ToFloats(), rows.Values());
        Assert.Equal(Kept[name].Preset, model.Options.Preset);
        (float[] latents, float[] reconstructions) = Results(model, rows);
        Assert.All(latents.Zip(stored.Attachments.Find(Beside, Latents)!.ToFloats()), pair =>
            Assert.Equal(pair.Second, pair.First, Tolerance)
        );
        Assert.All(reconstructions.Zip(stored.Attachments.Find(Beside, Reconstructions)!.ToFloats()), pair =>
            Assert.Equal(pair.Second, pair.First, Tolerance)
        );
    }

    [Fact]
    public void A_training_that_was_stopped_then_goes_on_to_the_model_it_would_have_become()
    {
        if (!File.Exists(PathOf(Checkpoint)))
            WriteCheckpoint();
        using TrainingCheckpoint checkpoint = TrainingCheckpoint.Read(PathOf(Checkpoint));
        Assert.Equal(3, checkpoint.Epoch);
        TrainingRecord record = Trainer.Resume(checkpoint, Data(Table));

        Assert.Equal((StopReason.Finished, 6), (record.StopReason, record.Epochs.Count));
        using Autoencoder whole = ModelFile.Read(PathOf(Table));
        Assert.All(checkpoint.Model.Weights().Zip(whole.Weights()), pair =>
            Assert.Equal(pair.Second, pair.First, Tolerance)
        );
    }

    [Fact]
    public void They_are_small() =>
        Assert.InRange(new DirectoryInfo(Folder).GetFiles().Sum(file => file.Length), 1, MostBytes);

    private static string PathOf(string name) => Path.Combine(Folder, $"{name}.safetensors");

    private static Dataset Data(string name, Schema? like = null) =>
        name switch
        {
            Table => Dataset.Open(TablePath, new DataOptions { Labels = "fine", Like = like }),
            Counts => SmallData.For("poisson", SmallData.Smooth(20, 36, seed: 4)),
            Classes => SmallData.Smooth(20, 36, seed: 4).WithLabelTargets(),
            _ => SmallData.Smooth(20, 36, seed: 4),
        };

    private static (float[] Latents, float[] Reconstructions) Results(Autoencoder model, Dataset rows)
    {
        float[] latents = new float[rows.Rows * model.Latent],
            reconstructions = new float[rows.Rows * model.OutputColumns];
        model.Encode(rows.Values(), latents, model.Conditions(rows));
        model.Reconstruct(rows.Values(), reconstructions, model.Conditions(rows));
        return (latents, reconstructions);
    }

    private static void WriteMissing(string name)
    {
        if (File.Exists(PathOf(name)))
            return;
        Dataset rows = Data(name);
        using Autoencoder model = Autoencoder.Create(Kept[name], rows.Schema, seed: 2);
        Trainer.Fit(model, rows, Short);
        (float[] latents, float[] reconstructions) = Results(model, rows);
        ModelFile.Write(
            model,
            PathOf(name),
            [
                new Attachment(
                    Beside,
                    tensors:
                    [
                        StoredTensor.FromFloats(Rows, [rows.Rows, rows.Columns], rows.Values()),
                        StoredTensor.FromFloats(Latents, [rows.Rows, model.Latent], latents),
                        StoredTensor.FromFloats(Reconstructions, [rows.Rows, model.OutputColumns], reconstructions),
                    ]
                ),
            ]
        );
        Assert.Fail($"{PathOf(name)} was not there and has been written; look at it, and keep it");
    }

    private static void WriteCheckpoint()
    {
        using Autoencoder model = Autoencoder.Create(Kept[Table], Data(Table).Schema, seed: 2);
        Trainer.Fit(
            model,
            Data(Table),
            Short with
            {
                Checkpoints = new CheckpointOptions { Path = PathOf(Checkpoint) },
            },
            new Observer(progress => progress.Step < 8)
        );
        Assert.Fail($"{PathOf(Checkpoint)} was not there and has been written; look at it, and keep it");
    }
}
