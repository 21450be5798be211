using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

public sealed class DataDescribeVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DataDescribeVerbTests() =>
        _folder.Write(
            "shop.csv",
            "key,price,city,sold,again,class\na,1.5,Rome,0,1.5,x\nb,,Paris,4,,y\nc,-2,Rome,0,-2,x\nd,7,Paris,5,7,y\n"
        );

    [Fact]
    public void Columns_findings_and_a_latent_size_are_printed()
    {
        PinholeCommand.Result result = PinholeCommand.Run(
            _folder.Path,
            "data",
            "describe",
            "shop.csv",
            "--id",
            "key",
            "--labels",
            "class"
        );
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.All(
            [
                "4 × 5 columns, 2 classes",
                "60 % of the numbers",
                "x (2), y (2)",
                "impute,standardize",
                "city=Paris",
                "note: column 'again' repeats",
                "10 % of the numbers are missing",
                "try ",
            ],
            part => Assert.Contains(part, result.Output, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Json_has_the_same()
    {
        JsonElement json = TrainedRun.Json(
            PinholeCommand
                .Run(_folder.Path, "data", "describe", "shop.csv", "--id", "key", "--labels", "class", "--json")
                .Output
        );
        Assert.Equal(
            (4, 5, 0.6),
            (
                json.GetProperty("rows").GetInt32(),
                json.GetProperty("columns").GetInt32(),
                json.GetProperty("density").GetDouble()
            )
        );
        Assert.Equal(2, json.GetProperty("missing").GetInt64());
        Assert.Equal(
            ["duplicate", "missing"],
            json.GetProperty("lint").EnumerateArray().Select(finding => finding.GetProperty("kind").GetString())
        );
        Assert.Equal("price", json.GetProperty("statistics")[0].GetProperty("name").GetString());
        Assert.InRange(json.GetProperty("dimension").GetProperty("suggestedLatent").GetInt32(), 2, 4);
    }

    public void Dispose() => _folder.Dispose();
}
