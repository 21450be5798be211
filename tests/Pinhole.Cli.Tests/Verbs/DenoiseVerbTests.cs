using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

[Collection(TrainedRunCollection.Name)]
public sealed class DenoiseVerbTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_are_cleaned_and_a_model_that_saw_no_noise_says_so()
    {
        PinholeCommand.Result result = Run("denoise MODEL digits --rows 5 --seed 4");
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Contains("was not trained to remove noise", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains(
            "cleaned.npy: 5 rows × 784 columns, images of 28×28",
            result.ErrorLines[1],
            StringComparison.Ordinal
        );

        Assert.Equal(0, Run("reconstruct MODEL digits --rows 5 --seed 4 --out r.npy").ExitCode);
        Assert.Equal(File.ReadAllBytes(_folder.Of("r.npy")), File.ReadAllBytes(_folder.Of("cleaned.npy")));
    }

    [Fact]
    public void Noise_of_its_own_gives_figures_beside_PCA_and_three_pictures_a_row()
    {
        Assert.Equal(
            0,
            Run("train digits --rows 300 --epochs 2 --model denoising --latent 8 --out noisy --quiet").ExitCode
        );
        PinholeCommand.Result table = Run(
            "denoise noisy digits --rows 20 --noise gaussian --noise-level 0.5 --out x.png"
        );
        Assert.Equal(0, table.ExitCode);
        Assert.Single(table.ErrorLines);
        Assert.Matches(@"20 rows, noise gaussian 0\.5 +noisy +denoising +PCA\n", table.Output);
        Assert.Matches(@"PSNR \(dB\) +[\d.]+ +[\d.]+ +[\d.]+\n *SSIM +[\d.]+ +[\d.]+ +[\d.]+\n", table.Output);
        Assert.Contains("squared error", table.Output, StringComparison.Ordinal);
        // Nine images of 28 pixels in a line, two pixels between them.
        Assert.Equal(
            (9 * 30) - 2,
            (File.ReadAllBytes(_folder.Of("x.png"))[18] << 8) + File.ReadAllBytes(_folder.Of("x.png"))[19]
        );

        JsonElement json = TrainedRun.Json(
            Run("denoise noisy digits --rows 20 --noise gaussian --noise-level 0.5 --out x.npy --json").Output
        );
        Assert.Equal((20, "x.npy"), (json.GetProperty("rows").GetInt32(), json.GetProperty("out").GetString()));
        JsonElement denoising = json.GetProperty("denoising");
        Assert.Equal(
            ("gaussian", 0.5),
            (denoising.GetProperty("noise").GetString(), denoising.GetProperty("level").GetDouble())
        );
        Assert.Equal(0.25, denoising.GetProperty("noisy").GetProperty("mse").GetDouble(), 0.02);
        foreach (string who in new[] { "noisy", "model", "pca" })
            Assert.All(["mse", "psnr", "ssim"], figure =>
                Assert.True(denoising.GetProperty(who).GetProperty(figure).GetDouble() > 0)
            );

        JsonElement evaluated = TrainedRun
            .Json(Run("evaluate noisy digits --rows 20 --json").Output)
            .GetProperty("denoising");
        Assert.Equal("masking", evaluated.GetProperty("noise").GetString());
        Assert.Matches(
            "the same rows, noise masking 0.3 +noisy +denoising +PCA",
            Run("evaluate noisy digits --rows 20").Output
        );
    }

    [Fact]
    public void Pictures_come_in_as_a_file_or_a_folder()
    {
        Directory.CreateDirectory(_folder.Of("photos"));
        foreach (string name in new[] { "a", "b" })
            Assert.Equal(0, Run($"reconstruct MODEL digits --rows 1 --out photos/{name}.png").ExitCode);
        Assert.Equal(0, Run("denoise MODEL photos/a.png --out a.png").ExitCode);
        Assert.Equal(28, File.ReadAllBytes(_folder.Of("a.png"))[19]);
        Assert.Equal(0, Run("encode MODEL photos/ --out z.npy").ExitCode);
        Assert.Equal("(2, 8)", _folder.NpyShape("z.npy"));

        Assert.Equal(0, Run("reconstruct MODEL digits --rows 2 --out wide.png").ExitCode);
        Assert.Contains(
            "note   1 of 1 images were stretched to 28×28 pixels",
            Run("denoise MODEL wide.png --out narrow.png").Errors,
            StringComparison.Ordinal
        );
        Assert.Equal(28, File.ReadAllBytes(_folder.Of("narrow.png"))[19]);
        _folder.WriteNpy("wide.npy", "(1, 28, 58)", new float[28 * 58]);
        PinholeCommand.Result refused = Run("denoise MODEL wide.npy");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            "wide.npy has images of 58×28, but the model takes 28×28",
            Assert.Single(refused.ErrorLines),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is the input",
            Assert.Single(Run("denoise MODEL a.png --out a.png --force").ErrorLines),
            StringComparison.Ordinal
        );
        Assert.Equal(0, Run("train photos --validation 0 --epochs 1 --hidden 4 --latent 2").ExitCode);
        Assert.True(Directory.Exists(_folder.Of("runs/photos-deep")));
    }

    [Fact]
    public void Rows_come_with_the_context_that_a_model_was_told()
    {
        File.WriteAllLines(
            _folder.Of("t.csv"),
            ["a,b,age", .. Enumerable.Range(0, 40).Select(i => $"{i},{2 * i},{i % 5}")]
        );
        Assert.Equal(
            0,
            Run(
                "train t.csv --context age --model conditional --corruption gaussian --latent 1 --hidden 4 --epochs 2 "
                    + "--out told --quiet"
            ).ExitCode
        );
        Assert.Contains(
            "c.csv: 40 rows × 2 columns",
            Run("denoise told t.csv --out c.csv").Errors,
            StringComparison.Ordinal
        );
        Assert.Matches(
            "noise gaussian 0.3",
            Run("denoise told t.csv --context age --noise gaussian --out d.csv").Output
        );
    }

    [Fact]
    public void PCA_is_said_to_have_as_many_numbers_as_it_has()
    {
        Assert.Equal(
            0,
            Run(
                "train digits --rows 300 --epochs 12 --hidden 64 --corruption masking --sparsity topk "
                    + "--sparsity-units 3 --latent 24 --out few --quiet"
            ).ExitCode
        );
        Assert.Contains(
            "with the same 3 numbers",
            Run("denoise few digits --rows 20 --noise gaussian --noise-level 0.9").Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("--noise-level 0.5", "--noise-level is for --noise; add --noise gaussian")]
    [InlineData("--noise gausian", "unknown --noise 'gausian'; did you mean 'gaussian'?")]
    [InlineData("--noise none", "unknown --noise 'none'")]
    [InlineData("--noise masking --noise-level 2", "a share of 2 is not possible")]
    [InlineData("--noise masking --out -", "--out - writes rows to standard output, where --noise prints its figures")]
    [InlineData("--out x.jpg", "valid: .npy, .npz, .csv")]
    public void An_option_that_does_not_fit_is_refused_in_one_line(string options, string message)
    {
        PinholeCommand.Result result = Run($"denoise MODEL digits --rows 5 {options}");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(_folder.Entries);
    }

    private PinholeCommand.Result Run(string command) =>
        PinholeCommand.Run(_folder.Path, [.. command.Split(' ').Select(word => word == "MODEL" ? run.Folder : word)]);
}
