using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Tests.Contract;
using Pinhole.Training;

namespace Pinhole.Tests.ModelFiles.Onnx;

/// <summary>The models that are exported: all that the contract knows, and what only a file can get wrong.</summary>
internal static class OnnxCases
{
    private const int Rows = 40;

    private static readonly bool[] Both = [false, true];

    /// <summary>Options and rows, by a name.</summary>
    public static IReadOnlyDictionary<string, (AutoencoderOptions Options, Dataset Rows)> All { get; } =
        OfSettings()
            .Concat(OfPresets())
            .Concat(OfActivations())
            .Concat(OfImages())
            .Concat(OfData())
            .ToDictionary(made => made.Name, made => (made.Options, made.Rows));

    /// <summary>
    /// A model that has been trained a little: its statistics are not those it began with, and no bias is 0.
    /// </summary>
    public static Autoencoder Train(string name)
    {
        (AutoencoderOptions options, Dataset rows) = All[name];
        Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 3);
        Trainer.Fit(model, rows, new TrainingOptions { Epochs = 2, BatchSize = 16 });
        return model;
    }

    private static IEnumerable<(string Name, AutoencoderOptions Options, Dataset Rows)> OfSettings()
    {
        foreach ((string name, AutoencoderOptions options) in Settings.All)
        {
            bool needsLimits =
                options
                is { Corruption: SaltAndPepperCorruption or GaussianCorruption { Clipped: true } }
                    or { Reconstruction.OnLogits: true }
                    or { DynamicBinarization: true };
            yield return (
                $"setting {name}",
                options with
                {
                    Preprocess = Settings.Preprocess(name, needsLimits ? "minmax" : "standardize"),
                },
                Settings.Rows(name, SmallData.Smooth(Rows, 12, scale: 3))
            );
        }
    }

    private static IEnumerable<(string Name, AutoencoderOptions Options, Dataset Rows)> OfPresets() =>
        from preset in Presets.Names
        from loss in Reconstruction.Names
        let rows = SmallData.For(loss, SmallData.Smooth(Rows, 12, scale: 3))
        let preprocess = loss switch
        {
            "categorical" or "poisson" => "none",
            "bce" or "ssim" => "minmax",
            _ => "auto",
        }
        select (
            $"{preset} with {loss}",
            ModelContractTests.Options(preset, loss, rows, latent: 4) with
            {
                Preprocess = preprocess,
            },
            rows
        );

    private static IEnumerable<(string Name, AutoencoderOptions Options, Dataset Rows)> OfActivations() =>
        from activation in Enum.GetValues<Activation>()
        let options = Presets.Deep(4) with
        {
            Network = new DenseNetwork([11, 9], activation),
            Bottleneck = new DeterministicBottleneck(activation),
            OutputActivation = activation,
        }
        select ($"activation {activation}", options, SmallData.Smooth(Rows, 12, scale: 3));

    // Odd sizes, several channels, and a condition of classes and context.
    private static IEnumerable<(string Name, AutoencoderOptions Options, Dataset Rows)> OfImages() =>
        from upsampling in Enum.GetValues<Upsampling>()
        from normalization in Enum.GetValues<Normalization>()
        from conditional in Both
        let options = Presets.Convolutional(4) with
        {
            Network = new ConvolutionalNetwork(
                [6, 5],
                Activation.Elu,
                conditional ? 5 : 3,
                upsampling,
                normalization,
                0.1
            ),
            Condition = new Condition(conditional, conditional),
            Preprocess = "standardize",
        }
        select (
            $"images, {upsampling}, {normalization}{(conditional ? ", conditional" : "")}",
            options,
            Images(7, 10).WithContext(Context())
        );

    private static IEnumerable<(string Name, AutoencoderOptions Options, Dataset Rows)> OfData()
    {
        AutoencoderOptions deep = Presets.Deep(4) with { Network = new DenseNetwork([11, 9]) };
        Dataset rows = SmallData.Smooth(Rows, 12, scale: 3),
            constant = Constant();
        yield return ("a constant column, minmax", deep with { Preprocess = "minmax" }, constant);
        yield return ("a constant column, standardize", deep with { Preprocess = "standardize" }, constant);
        yield return ("nothing prepared", deep with { Preprocess = "none" }, rows);
        yield return ("context", deep with { Condition = new Condition(Context: true) }, rows.WithContext(Context()));
        yield return (
            "classes and context",
            Presets.ConditionalVae(4) with
            {
                Condition = new Condition(true, true),
                Preprocess = "minmax",
            },
            rows.WithContext(Context())
        );
        yield return (
            "targets",
            deep with
            {
                Preprocess = "standardize",
                PreprocessTargets = "minmax",
            },
            rows.WithTargets(Images(2, 3))
        );
        foreach (
            string preprocess in new[]
            {
                "impute",
                "impute,standardize",
                "impute,robust,clip=1.5",
                "impute,library-size=20,log1p,standardize",
                "impute,log1p,minmax",
                "impute,binarize=1.5",
                "impute,library-size=20",
            }
        )
            yield return ($"prepared by {preprocess}", deep with { Preprocess = preprocess }, Incomplete());
        yield return (
            "context that lacks numbers",
            deep with
            {
                Condition = new Condition(true, true),
            },
            rows.WithContext(Incomplete())
        );
        yield return (
            "images without hidden layers",
            Presets.Convolutional(4) with
            {
                Network = new ConvolutionalNetwork([]),
            },
            Images(4, 5)
        );
    }

    private static Dataset Context() =>
        Dataset.FromRows(
            [.. Enumerable.Range(0, Rows * 2).Select(i => i % 2 == 0 ? (i % 7) - 3 : 100 + (i % 11))],
            2,
            "context",
            columnNames: ["age", "weight"]
        );

    // Counts, some missing, a row of zeros, and numbers far below 1.
    private static Dataset Incomplete()
    {
        float[] values =
        [
            .. Enumerable
                .Range(0, Rows * 12)
                .Select(i =>
                    i / 12 == 3 ? 0
                    : i % 17 == 5 ? float.NaN
                    : i % 12 == 4 ? i * 1e-7f
                    : (i * 7) % 13
                ),
        ];
        return Dataset.FromRows(values, 12, "incomplete");
    }

    // Three channels.
    private static Dataset Images(int height, int width)
    {
        int columns = 3 * height * width;
        float[] values =
        [
            .. Enumerable
                .Range(0, Rows * columns)
                .Select(i => (float)(2 + (3 * Math.Sin((0.7 * (i / columns)) + (0.31 * (i % columns)))))),
        ];
        return Dataset.FromRows(
            values,
            columns,
            "images",
            [.. Enumerable.Range(0, Rows).Select(row => row % 2)],
            ["low", "high"],
            new ImageShape(3, height, width)
        );
    }

    private static Dataset Constant()
    {
        float[] values = SmallData.Smooth(Rows, 12, scale: 3).Values();
        for (int row = 0; row < Rows; row++)
            values[(row * 12) + 5] = 7;
        return SmallData.FromRows(values, 12, "constant");
    }
}
