using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

public sealed class ConditionOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ConditionOptionsTests()
    {
        Succeed("train digits --rows 60 --epochs 1 --model conditional-vae --hidden 8 --latent 3 --out run --quiet");
        IEnumerable<string> rows = Enumerable
            .Range(0, 40)
            .Select(i => $"{i},{i % 7},{2 * i},{(i % 2 == 0 ? "N" : "S")}");
        File.WriteAllText(_folder.Of("z.csv"), "0,1,2\n1,1,1\n");
        File.WriteAllLines(_folder.Of("t.csv"), ["a,age,price,kind", .. rows]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_class_is_chosen_or_all_come_in_turn()
    {
        Succeed("sample run --count 20 --out all.npy");
        Succeed("sample run --count 20 --class 3 --out three.npy");
        Succeed("traverse run --class 3 --count 3 --out t.npy");
        Succeed("reconstruct run digits --rows 10 --out own.npy");
        Succeed("reconstruct run digits --rows 10 --class 3 --out other.npy");
        Succeed("interpolate run digits --rows 10 --out way.npy");
        Assert.NotEqual(File.ReadAllBytes(_folder.Of("all.npy")), File.ReadAllBytes(_folder.Of("three.npy")));
        Assert.NotEqual(File.ReadAllBytes(_folder.Of("own.npy")), File.ReadAllBytes(_folder.Of("other.npy")));
    }

    [Theory]
    [InlineData("sample run --class 12", "unknown class '12'")]
    [InlineData("sample run --context-values 3", "choose a class, one of 0, 1")]
    [InlineData("traverse run", "choose a class, one of 0, 1")]
    [InlineData("decode run z.csv", "choose a class, one of 0, 1")]
    [InlineData(
        "train t.csv --model conditional --labels kind --condition labels --context age",
        "--context is for models conditional on context"
    )]
    [InlineData("train curves --rows 20 --model conditional", "needs data with labels")]
    [InlineData("train t.csv --labels kind --context years --model conditional", "no column 'years' for --context")]
    [InlineData("train t.csv --labels kind --targets cost", "no column 'cost' for --targets")]
    public void What_cannot_be_is_refused_in_one_line(string command, string message)
    {
        PinholeCommand.Result result = Run(command);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Single(result.ErrorLines);
    }

    [Fact]
    public void Any_pieces_go_together_as_in_a_conditional_denoising_beta_vae_of_convolutions()
    {
        Succeed(
            "train digits --rows 60 --epochs 1 --model conditional-vae --network convolutional --hidden 4,8 --latent "
                + "3 --beta 4 --corruption masking --out c --quiet"
        );
        JsonElement info = TrainedRun.Json(Succeed("info c --json"));
        Assert.Equal(
            (2, 10),
            (info.GetProperty("channels").GetArrayLength(), info.GetProperty("condition").GetInt32())
        );
        Succeed("sample c --class 3 --count 4 --out c.png");
        Succeed(
            "train digits --rows 60 --epochs 1 --model convolutional --network dense --hidden 8 --latent 3 --out "
                + "d --quiet"
        );
        Assert.Equal(1, TrainedRun.Json(Succeed("info d --json")).GetProperty("hidden").GetArrayLength());
    }

    [Fact]
    public void Context_and_targets_are_columns_that_later_commands_know()
    {
        Succeed(
            "train t.csv --labels kind --context age --targets price --condition both --latent 1 --hidden 4 --epochs "
                + "2 --out r --quiet"
        );
        JsonElement info = TrainedRun.Json(Succeed("info r --json"));
        Assert.Equal(
            (1, 3, 1),
            (
                info.GetProperty("columns").GetInt32(),
                info.GetProperty("condition").GetInt32(),
                info.GetProperty("outputColumns").GetInt32()
            )
        );
        Assert.Contains("class, context age", Succeed("info r"), StringComparison.Ordinal);

        JsonElement figures = TrainedRun.Json(Succeed("evaluate r t.csv --labels kind --json"));
        Assert.True(
            figures.GetProperty("pca").GetProperty("mse").GetDouble() < 1e-6,
            "the price is twice a, which a line knows"
        );
        string[] lines = Succeed("reconstruct r t.csv --labels kind --out -")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(41, lines.Length);
        Assert.Equal("price", lines[0]);
        Succeed("decode r z.csv --class N --context-values 3 --out -", () =>
            File.WriteAllText(_folder.Of("z.csv"), "z1\n1\n2\n")
        );
        Assert.Contains(
            "'x', which is not a number",
            Run("decode r z.csv --class N --context-values x --out -").Errors,
            StringComparison.Ordinal
        );
    }

    private string Succeed(string command, Action? before = null)
    {
        before?.Invoke();
        PinholeCommand.Result result = Run(command);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }

    private PinholeCommand.Result Run(string command) => PinholeCommand.Run(_folder.Path, command.Split(' '));
}
