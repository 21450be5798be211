using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

public class PieceOptionsTests
{
    [Theory]
    [InlineData("--beta 2", "; use --model vae")]
    [InlineData("--free-bits 1", "--free-bits is for the bottleneck gaussian; use --model vae")]
    [InlineData("--model vae --beta-steps 5", "5 steps need a schedule of β or a capacity")]
    [InlineData(
        "--corruption-level 0.2",
        "is for the corruptions gaussian, masking and salt-and-pepper; add --corruption gaussian"
    )]
    [InlineData("--corruption none --corruption-level 0.2", "--corruption-level is for the corruptions gaussian")]
    [InlineData("--corruption gausian", "unknown --corruption 'gausian'; did you mean 'gaussian'?")]
    [InlineData("--corruption masking --corruption-level 3", "a share of 3 is not possible")]
    [InlineData("--model vae --sparsity l1", "--sparsity is for models without a Gaussian bottleneck")]
    [InlineData("--sparsity-weight 2", "--sparsity-weight is for the bottlenecks kl, l1 and topk; add --sparsity kl")]
    [InlineData("--sparsity l1 --sparsity-target 0.1", "--sparsity-target is for the bottleneck kl; add --sparsity kl")]
    [InlineData("--model sparse --sparsity-target 2", "a share of 2 of the rows is not possible")]
    [InlineData("--model vae --capacity 10 --free-bits 1", "a capacity goes with a constant β")]
    [InlineData("--importance-samples 5", "--importance-samples is for the bottleneck gaussian; use --model vae")]
    [InlineData(
        "--model beta-vae --importance-samples 5",
        "the importance-weighted bound of several samples needs β = 1"
    )]
    [InlineData("--binarize dynamics", "unknown --binarize 'dynamics'; did you mean 'dynamic'?")]
    [InlineData(
        "--binarize dynamic --preprocess standardize",
        "rows that are drawn as zeros and ones must be in [0, 1]"
    )]
    [InlineData("--sparsity-units 4", "--sparsity-units is for the bottleneck topk; add --sparsity topk")]
    [InlineData(
        "--sparsity topk --sparsity-units 64 --latent 32",
        "64 active units of a latent of 32 are not possible"
    )]
    [InlineData("--sparsity l1 --sparsity-average 0.9", "--sparsity-average is for the bottleneck kl")]
    [InlineData("--model sparse --sparsity-average 1", "a running average with a decay of 1")]
    [InlineData(
        "--model vae --latent-activation tanh",
        "--latent-activation is for the bottleneck deterministic; use --model vanilla"
    )]
    [InlineData(
        "--sparsity topk --latent-activation relu",
        "--latent-activation is for the bottleneck deterministic; use --model vanilla"
    )]
    [InlineData("--latent-activation tan", "unknown --latent-activation 'tan'; did you mean 'tanh'?")]
    [InlineData(
        "--corrupted-weight 2",
        "--corrupted-weight is for the corruptions masking and salt-and-pepper; add --corruption masking"
    )]
    [InlineData("--corruption gaussian --clean-weight 0.5", "--clean-weight is for the corruptions masking and")]
    [InlineData("--model denoising --corrupted-weight 0 --clean-weight 0", "are not possible; choose 0 or more")]
    public void An_option_that_does_not_fit_is_refused_in_one_line(string options, string message)
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            ["train", "digits", "--rows", "20", .. options.Split(' ')]
        );

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("--model denoising --corruption-level 0.1", "corruption", "masking", "rate", 0.1)]
    [InlineData("--corruption gaussian --corruption-level 0.5", "corruption", "gaussian", "deviation", 0.5)]
    [InlineData("--sparsity l1 --sparsity-weight 0.7", "bottleneck", "l1", "weight", 0.7)]
    [InlineData("--model sparse --sparsity-target 0.2", "bottleneck", "sparse", "target", 0.2)]
    [InlineData("--model beta-vae", "bottleneck", "gaussian", "beta", 4)]
    [InlineData("--model vae --beta-schedule cyclical", "bottleneck", "gaussian", "scheduleSteps", 1000)]
    [InlineData("--model vae --capacity 12 --beta-steps 40", "bottleneck", "gaussian", "capacity", 12)]
    [InlineData("--model vae --importance-samples 3", "bottleneck", "gaussian", "samples", 3)]
    [InlineData("--sparsity topk --sparsity-units 2", "bottleneck", "topk", "units", 2)]
    [InlineData(
        "--sparsity topk --sparsity-units 2 --sparsity-weight 0.5",
        "bottleneck",
        "topk",
        "auxiliaryWeight",
        0.5
    )]
    [InlineData("--model sparse --sparsity-average 0.9", "bottleneck", "sparse", "runningAverage", 0.9)]
    public void What_is_asked_for_is_in_the_record(
        string options,
        string piece,
        string kind,
        string setting,
        double value
    )
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            [
                "train",
                "digits",
                "--rows",
                "40",
                "--epochs",
                "1",
                "--hidden",
                "8",
                "--latent",
                "3",
                "--out",
                "run",
                "--quiet",
                .. options.Split(' '),
            ]
        );
        Assert.True(result.ExitCode == 0, result.Errors);

        JsonElement model = JsonDocument
            .Parse(File.ReadAllText(folder.Of("run/record.json")))
            .RootElement.GetProperty("model");
        Assert.Equal(kind, model.GetProperty(piece).GetProperty("kind").GetString());
        Assert.Equal(value, model.GetProperty(piece).GetProperty(setting).GetDouble());
    }

    [Fact]
    public void Emphasis_and_the_activation_of_the_latent_are_in_the_record_and_dead_units_in_the_results()
    {
        using TemporaryFolder folder = new();
        JsonElement Train(string options)
        {
            PinholeCommand.Result result = PinholeCommand.Run(
                folder.Path,
                [
                    "train",
                    "digits",
                    "--rows",
                    "40",
                    "--epochs",
                    "1",
                    "--hidden",
                    "8",
                    "--latent",
                    "3",
                    "--out",
                    "run",
                    "--force",
                    "--json",
                    .. options.Split(' '),
                ]
            );
            Assert.True(result.ExitCode == 0, result.Errors);
            return JsonDocument.Parse(result.Output).RootElement;
        }

        JsonElement plain = Train("--model denoising --corrupted-weight 2 --clean-weight 0.5 --latent-activation tanh");
        JsonElement model = JsonDocument
            .Parse(File.ReadAllText(folder.Of("run/record.json")))
            .RootElement.GetProperty("model");
        JsonElement emphasis = model.GetProperty("corruption").GetProperty("emphasis");
        Assert.Equal(
            (2, 0.5),
            (emphasis.GetProperty("corrupted").GetDouble(), emphasis.GetProperty("clean").GetDouble())
        );
        Assert.Equal("Tanh", model.GetProperty("bottleneck").GetProperty("activation").GetString(), ignoreCase: true);
        Assert.Equal(0, plain.GetProperty("deadUnits").GetInt32());

        Assert.Equal(0, Train("--sparsity topk --sparsity-units 2").GetProperty("deadUnits").GetInt32());
        Assert.Contains(
            "dead units",
            PinholeCommand.Run(folder.Path, ["info", "run"]).Output,
            StringComparison.Ordinal
        );
        Assert.Equal(
            0,
            JsonDocument
                .Parse(PinholeCommand.Run(folder.Path, ["info", "run", "--json"]).Output)
                .RootElement.GetProperty("deadUnits")
                .GetInt32()
        );
    }
}
