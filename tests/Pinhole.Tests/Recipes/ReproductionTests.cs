using System.Xml.Linq;
using Pinhole.Recipes;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Recipes;

public sealed class ReproductionTests
{
    [Theory]
    [InlineData(2.9, false, true, true)]
    [InlineData(3.0, false, false, true)]
    [InlineData(3.2, false, false, true)]
    [InlineData(3.6, false, false, false)]
    [InlineData(3.6, true, true, true)]
    [InlineData(3.2, true, true, false)]
    [InlineData(2.9, true, false, false)]
    public void Better_is_than_published_and_reached_is_the_goal(double figure, bool higher, bool better, bool reached)
    {
        Reproduction result = Result() with
        {
            HigherIsBetter = higher,
            Goal = 3.5,
            Runs = [Run("a", 1), Run("b", figure)],
        };
        Assert.Equal((figure, better, reached, 30.0), (result.Ours, result.Better, result.Reached, result.Seconds));
    }

    [Fact]
    public void Without_a_run_or_something_to_compare_there_is_no_answer()
    {
        Reproduction none = Result() with { Runs = [] },
            table = Result() with { Published = null, Goal = null };
        Assert.All([none, table], result =>
            Assert.Equal((null, null, null), (result.Ours, result.Better, result.Reached))
        );
    }

    [Fact]
    public void It_is_read_as_it_was_written()
    {
        Reproduction result = Result();
        string text = result.ToJson();
        Reproduction read = Reproduction.Parse(text);
        Assert.Equal(text, read.ToJson());
        Assert.Equal((result.Ours, result.Date, result.Variant), (read.Ours, read.Date, read.Variant));
        Assert.Equal(2.0, read.Runs[0].Figures["time"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{ \"recipe\": \"a\" }")]
    public void Other_files_are_refused(string text) =>
        Assert.StartsWith(
            "this is not the result of a recipe: ",
            Assert.Throws<InputException>(() => Reproduction.Parse(text)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_page_has_a_line_and_a_part_for_each_result()
    {
        string page = ReproducibilityPage.Render([
            Result(),
            Result() with
            {
                Variant = RecipeVariant.Quick,
                Settings = Settings("hinton-2006", RecipeVariant.Quick),
                Goal = 2,
                Runs = [Run("", 2.5)],
            },
        ]);
        Assert.Contains(
            "| [`hinton-2006`](#hinton-2006) | error | **2.900** | 3.000 | ≤ 3.500: reached | 15 s |",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "| [`hinton-2006, quick`](#hinton-2006-quick) | error | **2.500** | 3.000 | ≤ 2.000: missed | 15 s |",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("\n## hinton-2006, quick\n", page, StringComparison.Ordinal);
        Assert.Contains("    pinhole reproduce hinton-2006 --quick\n", page, StringComparison.Ordinal);
        Assert.Contains("Published: 3.000 (somebody); PCA 13.870.\n", page, StringComparison.Ordinal);
        Assert.Contains("| first | 2.900 | 2.000 | 7 | 15 s |\n", page, StringComparison.Ordinal);
        Assert.Contains("2026-11-23, Pinhole 0.1.0, two abacuses.\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_in_the_documentation_is_that_of_the_results_that_are_kept()
    {
        string[] files =
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "recipes", "results"), "*.json")
                .Order(StringComparer.Ordinal),
        ];
        Assert.NotEmpty(files);
        Reproduction[] results = [.. files.Select(file => Reproduction.Parse(File.ReadAllText(file)))];
        Assert.Equal(
            files.Select(Path.GetFileNameWithoutExtension),
            results.Select(result => result.Recipe + (result.Variant == RecipeVariant.Full ? "-full" : ""))
        );
        Assert.Equal(
            File.ReadAllText(Path.Combine(Repository.Root, "docs", "reproducibility.md")),
            ReproducibilityPage.Render(results)
        );
    }

    [Fact]
    public void A_result_of_other_settings_has_no_place_on_the_page()
    {
        string problem = Assert
            .Throws<InputException>(() => ReproducibilityPage.Render([Result() with { Settings = "other" }]))
            .Message;
        Assert.Equal(
            "the result of hinton-2006 was made with other settings than the recipe has today; run it again, or leave "
                + "its file out",
            problem
        );
        Refusal.Says(
            () => ReproducibilityPage.Render([Result() with { Runs = [] }]),
            "hinton-2006 has no runs yet",
            "resume it"
        );
    }

    [Fact]
    public void Runs_that_differ_by_their_seed_are_one_line_with_their_range()
    {
        Reproduction result = Sweep();
        Assert.Equal(["a", "b"], result.Groups.Select(group => group.Variation));
        Assert.Equal(
            (2.0, 1.0, 3.0),
            (result.Groups[0].Mean("error"), result.Groups[0].Minimum("error"), result.Groups[0].Maximum("error"))
        );
        string page = ReproducibilityPage.Render([result]);
        Assert.Contains(
            "| a | 2.000 (1.000 to 3.000) | 2.000 (2.000 to 2.000) | 7 | 30 s |\n",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("Means over 2 seeds", page, StringComparison.Ordinal);
        Assert.Contains("![error by layers](images/reproducibility/depth.png)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_is_a_page_with_a_chart_a_figure_and_a_table()
    {
        string text = ReproductionReport.Render(Sweep());
        XElement page = XElement.Parse(text[text.IndexOf('\n', StringComparison.Ordinal)..]);
        // The other figure is the same for all.
        Assert.Equal(
            ["error by layers"],
            page.Descendants("svg").Select(svg => (string?)svg.Attribute("aria-label")).OfType<string>()
        );
        // A mean between a least and a greatest.
        Assert.Equal(
            3,
            page.Descendants("svg")
                .First()
                .Elements("path")
                .Count(path => ((string)path.Attribute("class")!).StartsWith("curve", StringComparison.Ordinal))
        );
        Assert.Equal(4, page.Descendants("tbody").Single().Elements("tr").Count());
        Assert.Equal(text, ReproductionReport.Render(Sweep()));
    }

    [Theory]
    [InlineData("vae-static", true)]
    [InlineData("depth", false)]
    public void The_report_tells_the_verdict_once_all_runs_are_there(string recipe, bool all)
    {
        string text = ReproductionReport.Render(
            Result() with
            {
                Recipe = recipe,
                Runs = [Run("a", 2.8), Run("b", 2.9)],
            }
        );
        Assert.Equal(
            all,
            text.Contains(
                "<p>2.900 is better than the published 3.000; the goal, at most 3.500, is reached. Published in: "
                    + "somebody.</p>",
                StringComparison.Ordinal
            )
        );
    }

    [Theory]
    [InlineData(
        2.9,
        RecipeVariant.Standard,
        true,
        "2.900 is better than the published 3.000; the goal, at most 3.500, is reached."
    )]
    [InlineData(3.0, RecipeVariant.Standard, false, "3.000 is equal to the published 3.000.")]
    [InlineData(
        3.6,
        RecipeVariant.Full,
        true,
        "3.600 is worse than the published 3.000; the goal, at most 3.500, is missed."
    )]
    [InlineData(
        3.6,
        RecipeVariant.Quick,
        true,
        "3.600: the expected figure of the quick run, at most 3.500, is missed."
    )]
    [InlineData(3.6, RecipeVariant.Quick, false, "")]
    public void The_verdict_is_a_sentence(double figure, RecipeVariant variant, bool goal, string verdict) =>
        Assert.Equal(
            verdict,
            (Result() with { Variant = variant, Goal = goal ? 3.5 : null, Runs = [Run("", figure)] }).Verdict
        );

    private static Reproduction Sweep() =>
        Result() with
        {
            Recipe = "depth",
            Settings = Settings("depth"),
            Axis = "layers",
            Runs =
            [
                Run("a", 1),
                Run("a", 3) with
                {
                    Seed = 2,
                },
                Run("b", 4) with
                {
                    At = 2,
                },
                Run("b", 5) with
                {
                    Seed = 2,
                    At = 2,
                },
            ],
        };

    private static Reproduction Result() =>
        new()
        {
            Recipe = "hinton-2006",
            Variant = RecipeVariant.Standard,
            Settings = Settings("hinton-2006"),
            Title = "error",
            HigherIsBetter = false,
            Published = new PublishedFigure(3, "somebody", new Dictionary<string, double> { ["PCA"] = 13.87 }),
            Goal = 3.5,
            Runs = [Run("first", 2.9)],
            Machine = "two abacuses",
            Version = "0.1.0",
            Date = new DateOnly(2026, 11, 23),
        };

    private static string Settings(string recipe, RecipeVariant variant = RecipeVariant.Standard) =>
        RecipeBook.Read(recipe, variant).Settings;

    private static ReproducedRun Run(string name, double figure) =>
        new(name, 1, new Dictionary<string, double> { ["error"] = figure, ["time"] = 2 }, 7, 15, "ELU", 1);
}
