using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

/// <summary>Counts from a file to a trained model, its likelihood and rows that are drawn.</summary>
public class CountsTests
{
    private static readonly string[] Model = ["--loss", "poisson", "--latent", "2", "--hidden", "6", "--epochs", "3"];

    [Fact]
    public void A_count_model_is_trained_evaluated_in_nats_and_drawn_from()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Of("counts.csv"), Rows(row => $"{row % 5},{row * row % 7},{(row * 3) % 11}"));
        Run(folder, ["train", "counts.csv", "--model", "vae", "--out", "run", "--quiet", .. Model]);
        Assert.Matches(@"loss +Poisson likelihood \(poisson\)\n", Run(folder, ["info", "run"]));
        using JsonDocument json = JsonDocument.Parse(Run(folder, ["evaluate", "run", "counts.csv", "--json"]));
        Assert.True(json.RootElement.GetProperty("variational").GetProperty("elbo").GetDouble() < 0);

        string means = Run(folder, ["sample", "run", "--count", "20", "--out", "-"]),
            drawn = Run(folder, ["sample", "run", "--count", "20", "--draw", "--out", "-"]);
        Assert.Contains('.', means);
        Assert.DoesNotContain('.', drawn);
        Assert.Equal(21, drawn.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_model_without_a_Gaussian_bottleneck_has_a_likelihood_too()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Of("counts.csv"), Rows(row => $"{row % 5},{row * row % 7},{(row * 3) % 11}"));
        Run(folder, ["train", "counts.csv", "--out", "run", "--quiet", .. Model]);
        Assert.Matches(@"NLL of a row given its latent: \d+\.\d+ nats", Run(folder, ["evaluate", "run", "counts.csv"]));
    }

    [Fact]
    public void What_is_no_count_is_refused_in_one_line()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Of("table.csv"), Rows(row => $"{row},{row + 0.5},{row}"));
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, ["train", "table.csv", .. Model]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "the poisson loss is for counts, and row 1 of table.csv has 0.5; give raw counts",
            result.Errors,
            StringComparison.Ordinal
        );
    }

    private static string Rows(Func<int, string> row) =>
        "a,b,c\n" + string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"{row(i)}\n")));

    private static string Run(TemporaryFolder folder, string[] arguments)
    {
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, arguments);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }
}
