using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

public class RegularizerOptionsTests
{
    [Theory]
    [InlineData("--l1 -1", "--l1 '-1' is not possible; give a number of at least 0")]
    [InlineData("--l2 much", "--l2 'much' is not possible; give a number of at least 0")]
    [InlineData("--contractive 1e300", "a contractive penalty with the weight 1E+300 is not possible")]
    public void A_weight_that_cannot_work_is_refused_in_one_line(string options, string message)
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

    [Fact]
    public void What_is_asked_for_is_in_the_record_with_its_terms_and_in_the_report()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            "train",
            "digits",
            "--rows",
            "40",
            "--epochs",
            "1",
            "--hidden",
            "none",
            "--latent",
            "3",
            "--out",
            "run",
            "--quiet",
            "--l1",
            "0",
            "--l2",
            "0.25",
            "--contractive",
            "0.5"
        );
        Assert.True(result.ExitCode == 0, result.Errors);

        JsonElement record = JsonDocument.Parse(File.ReadAllText(folder.Of("run/record.json"))).RootElement;
        JsonElement[] penalties = [.. record.GetProperty("model").GetProperty("regularizers").EnumerateArray()];
        Assert.Equal(["l2", "contractive"], penalties.Select(penalty => penalty.GetProperty("kind").GetString()));
        Assert.Equal([0.25, 0.5], penalties.Select(penalty => penalty.GetProperty("weight").GetDouble()));
        Assert.All(penalties, penalty => Assert.Equal(2, penalty.EnumerateObject().Count()));
        JsonElement terms = record.GetProperty("epochs")[0].GetProperty("terms");
        Assert.Equal(["reconstruction", "l2", "contractive"], terms.EnumerateObject().Select(term => term.Name));
        // Without hidden layers the contraction is also a sum of squares, of a part of the weights.
        Assert.InRange(terms.GetProperty("contractive").GetDouble(), 0.01, 2 * terms.GetProperty("l2").GetDouble());
        Assert.Contains("0.25 · Σ w²", File.ReadAllText(folder.Of("run/report.html")), StringComparison.Ordinal);
    }
}
