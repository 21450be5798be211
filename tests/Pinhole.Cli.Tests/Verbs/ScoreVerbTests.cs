using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

[Collection(TrainedRunCollection.Name)]
public sealed class ScoreVerbTests(TrainedRun run)
{
    private static readonly string[] Data = ["digits", "--rows", "20"];

    [Fact]
    public void Scores_are_the_errors_that_evaluate_sums_up()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result scored = PinholeCommand.Run(folder.Path, ["score", run.Folder, .. Data, "--seed", "9"]);
        Assert.True(scored.ExitCode == 0, scored.Errors);
        Assert.Equal(["scores.csv"], folder.Entries);
        double[][] rows =
        [
            .. File.ReadLines(folder.Of("scores.csv"))
                .Skip(1)
                .Select(line =>
                    Array.ConvertAll(line.Split(','), number => double.Parse(number, CultureInfo.InvariantCulture))
                ),
        ];
        JsonElement evaluated = TrainedRun.Json(
            PinholeCommand.Run(folder.Path, ["evaluate", run.Folder, .. Data, "--seed", "9", "--json"]).Output
        );

        Assert.Equal("score,pca", File.ReadLines(folder.Of("scores.csv")).First());
        Assert.Equal(20, rows.Length);
        Assert.Equal(evaluated.GetProperty("mse").GetDouble() * 784, rows.Average(row => row[0]), 1e-3);
        Assert.Equal(
            evaluated.GetProperty("pca").GetProperty("mse").GetDouble() * 784,
            rows.Average(row => row[1]),
            1e-3
        );
    }

    [Fact]
    public void They_go_to_arrays_and_to_standard_output_too()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, PinholeCommand.Run(folder.Path, ["score", run.Folder, .. Data, "--out", "s.csv"]).ExitCode);
        JsonElement json = TrainedRun.Json(
            PinholeCommand.Run(folder.Path, ["score", run.Folder, .. Data, "--out", "s.npy", "--json"]).Output
        );
        Assert.Equal(
            0,
            PinholeCommand
                .Run(folder.Path, ["score", run.Folder, .. Data, "--out", "sqlite:s.db?table=scores"])
                .ExitCode
        );
        PinholeCommand.Result printed = PinholeCommand.Run(folder.Path, ["score", run.Folder, .. Data, "--out", "-"]);

        Assert.Equal((20, 2), (json.GetProperty("rows").GetInt32(), json.GetProperty("columns").GetInt32()));
        Assert.Equal("(20, 2)", folder.NpyShape("s.npy"));
        Assert.Equal((0, "", File.ReadAllText(folder.Of("s.csv"))), (printed.ExitCode, printed.Errors, printed.Output));
        Assert.Contains("s.db", folder.Entries);
        PinholeCommand.Result picture = PinholeCommand.Run(
            folder.Path,
            ["score", run.Folder, .. Data, "--out", "s.png"]
        );
        Assert.Equal(2, picture.ExitCode);
        Assert.Contains("no images", Assert.Single(picture.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_go_along_and_numbers_that_cannot_be_scored_are_refused()
    {
        using TemporaryFolder folder = new();
        Train(folder, row => $"{row % 7},{row % 5},{row + (row % 3)}");
        folder.Write("new.csv", "name,a,b,c\nAda,1,2,3\nBob,4,1,900\n");
        folder.Write("holes.csv", "name,a,b,c\nAda,1,2,3\nBob,4,,9\n");
        folder.Write("huge.csv", "name,a,b,c\nAda,1,2,3\nBob,4,1,1e38\n");

        string[] lines = PinholeCommand
            .Run(folder.Path, "score", "run", "new.csv", "--id", "name", "--out", "-")
            .Output.TrimEnd('\n')
            .Split('\n');
        Assert.Equal("id,score,pca", lines[0]);
        Assert.StartsWith("Ada,", lines[1], StringComparison.Ordinal);
        Assert.True(
            float.Parse(lines[2].Split(',')[1], CultureInfo.InvariantCulture)
                > 100 * float.Parse(lines[1].Split(',')[1], CultureInfo.InvariantCulture)
        );

        Says(folder, "holes.csv", "lacks 1 of its numbers");
        Says(folder, "huge.csv", "row 2 of the data", "not a finite number");
        Assert.DoesNotContain("scores.csv", folder.Entries);
    }

    [Fact]
    public void Rows_that_become_something_else_need_it()
    {
        using TemporaryFolder folder = new();
        Train(folder, row => $"{row % 7},{row % 5},{(row % 7) + (row % 5)}", "--targets", "c");
        folder.Write("new.csv", "a,b,c\n1,2,3\n4,1,80\n");
        folder.Write("rows.csv", "a,b\n1,2\n4,1\n");

        string[] lines = PinholeCommand
            .Run(folder.Path, "score", "run", "new.csv", "--out", "-")
            .Output.TrimEnd('\n')
            .Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.True(float.Parse(lines[2].Split(',')[0], CultureInfo.InvariantCulture) > 10);
        Says(folder, "rows.csv", "--targets");
    }

    [Fact]
    public void A_classifier_is_scored_by_the_labels()
    {
        using TemporaryFolder folder = new();
        Train(
            folder,
            row => $"{row % 2},{row % 5},{(row % 2 == 0 ? "no" : "yes")}",
            "--labels",
            "c",
            "--targets",
            "labels"
        );
        PinholeCommand.Result scored = PinholeCommand.Run(
            folder.Path,
            "score",
            "run",
            "rows.csv",
            "--labels",
            "c",
            "--out",
            "-"
        );
        Assert.True(scored.ExitCode == 0, scored.Errors);
        Assert.Equal(61, scored.Output.TrimEnd('\n').Split('\n').Length);
        PinholeCommand.Result unlabelled = PinholeCommand.Run(folder.Path, "score", "run", "rows.csv", "--ignore", "c");
        Assert.Contains("--labels", Assert.Single(unlabelled.ErrorLines), StringComparison.Ordinal);
    }

    private static void Train(TemporaryFolder folder, Func<int, string> row, params string[] options)
    {
        StringBuilder text = new("a,b,c\n");
        for (int i = 0; i < 60; i++)
            text.Append(row(i)).Append('\n');
        folder.Write("rows.csv", text.ToString());
        PinholeCommand.Result trained = PinholeCommand.Run(
            folder.Path,
            ["train", "rows.csv", "--latent", "1", "--epochs", "3", "--out", "run", "--quiet", .. options]
        );
        Assert.True(trained.ExitCode == 0, trained.Errors);
    }

    private static void Says(TemporaryFolder folder, string file, params string[] parts)
    {
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            ["score", "run", file, .. file == "rows.csv" ? Array.Empty<string>() : ["--id", "name"]]
        );
        Assert.Equal(2, result.ExitCode);
        string line = Assert.Single(result.ErrorLines);
        foreach (string part in parts)
            Assert.Contains(part, line, StringComparison.Ordinal);
    }
}
