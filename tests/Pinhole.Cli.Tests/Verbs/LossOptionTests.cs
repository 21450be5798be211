using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

public class LossOptionTests
{
    [Fact]
    public void The_structural_similarity_of_rows_that_are_no_images_is_refused_in_one_line()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(
            folder.Of("table.csv"),
            string.Concat(Enumerable.Range(0, 9).Select(row => $"{row},{row * row},{9 - row}\n"))
        );
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "train", "table.csv", "--loss", "ssim");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "the ssim loss compares images, but these rows are 3 columns",
            result.Errors,
            StringComparison.Ordinal
        );
        Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void The_deviation_that_was_learned_is_shown()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result trained = PinholeCommand.Run(
            folder.Path,
            "train",
            "digits",
            "--rows",
            "60",
            "--epochs",
            "3",
            "--hidden",
            "8",
            "--latent",
            "3",
            "--model",
            "vae",
            "--loss",
            "gaussian",
            "--out",
            "run",
            "--quiet"
        );
        Assert.True(trained.ExitCode == 0, trained.Errors);

        using JsonDocument json = JsonDocument.Parse(PinholeCommand.Run(folder.Path, "info", "run", "--json").Output);
        Assert.InRange(json.RootElement.GetProperty("sigma").GetDouble(), 0.9, 0.999);
        Assert.Matches(
            @"loss +Gaussian likelihood \(gaussian\), σ = 0\.9\d+\n",
            PinholeCommand.Run(folder.Path, "info", "run").Output
        );
        Assert.Contains(
            "Gaussian likelihood (gaussian), learned σ = 0.9",
            File.ReadAllText(folder.Of("run/report.html")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Images_train_with_the_structural_similarity()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result trained = PinholeCommand.Run(
            folder.Path,
            "train",
            "digits",
            "--rows",
            "60",
            "--epochs",
            "1",
            "--hidden",
            "8",
            "--latent",
            "3",
            "--loss",
            "ssim",
            "--out",
            "run",
            "--quiet"
        );
        Assert.True(trained.ExitCode == 0, trained.Errors);
        Assert.Contains(
            "structural similarity (ssim)",
            File.ReadAllText(folder.Of("run/report.html")),
            StringComparison.Ordinal
        );
    }
}
