using System.Xml.Linq;
using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Reports;
using Pinhole.Training;

namespace Pinhole.Tests.Reports;

public class ReportTests
{
    [Fact]
    public void A_report_on_images_has_every_section_in_order_and_every_picture()
    {
        using TrainedRun run = new(TrainedRun.Images());
        XDocument report = run.Document("pinhole train squares --seed 1");

        Assert.Equal(
            ["settings", "loss", "examples", "latent", "information", "errors", "comparison", "command"],
            report.Descendants("section").Select(section => section.Attribute("id")!.Value)
        );
        Assert.Equal("vanilla on squares", report.Descendants("h1").Single().Value);
        Assert.Contains("PCA", report.Descendants("p").First().Value, StringComparison.Ordinal);
        Assert.Equal("pinhole train squares --seed 1", report.Descendants("pre").Single().Value);
        Assert.Equal(3 * (12 + 8), report.Descendants("img").Count());
        Assert.All(report.Descendants("img"), image =>
            Assert.StartsWith("data:image/png;base64,iVBOR", image.Attribute("src")!.Value, StringComparison.Ordinal)
        );
        Assert.Equal(4, Plots(report).Count());
    }

    [Fact]
    public void A_report_needs_neither_script_nor_network_and_every_plot_says_what_it_shows()
    {
        using TrainedRun run = new(TrainedRun.Images());
        string html = run.Html();
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(
            "NaN",
            html.Replace("base64", "", StringComparison.Ordinal).Split("<body>")[1].Split("data:image")[0],
            StringComparison.Ordinal
        );
        Assert.All(Plots(TrainedRun.Parse(html)), plot => Assert.NotEmpty(plot.Attribute("aria-label")!.Value));
    }

    [Fact]
    public void Dead_units_are_those_that_training_counted_wherever_they_are_told()
    {
        using TrainedRun run = new(
            TrainedRun.Table(),
            options: Presets.Vanilla(6) with
            {
                Bottleneck = new TopKBottleneck(Units: 1, DeadAfter: 1000),
            }
        );
        string html = run.Html();
        Assert.Contains("0 of 6", html, StringComparison.Ordinal);
        Assert.Contains(
            "None of 6 latents is dead: not active in any training row for a long time.",
            html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_same_run_gives_the_same_report()
    {
        using TrainedRun run = new(TrainedRun.Images());
        Assert.Equal(run.Html(), run.Html());
    }

    [Fact]
    public void Names_from_files_cannot_become_markup()
    {
        const string Hostile = "<script>alert(\"1\")</script>&\u0001\uD800";
        float[] values = [.. Enumerable.Range(0, 60).Select(i => (float)Math.Sin(i))];
        Dataset data = Dataset.FromRows(
            values,
            3,
            Hostile,
            [.. Enumerable.Range(0, 20).Select(row => row % 2)],
            [Hostile, "b"],
            columnNames: [Hostile, "x\" onload=\"y", "]]>"]
        );
        using TrainedRun run = new(data);
        string html = run.Html(Hostile);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        XDocument report = TrainedRun.Parse(html);
        Assert.DoesNotContain(report.Descendants(), element => element.Attribute("onload") is not null);
        Assert.Equal("<script>alert(\"1\")</script>&\uFFFD\uFFFD", report.Descendants("pre").Single().Value);
    }

    [Fact]
    public void The_headline_says_who_is_better()
    {
        using TrainedRun run = new(TrainedRun.Table());
        Assert.Equal(
            "Rebuilds unseen rows with a squared error of 3.00 a row, 25\u202F% less than PCA with the same 2 "
                + "numbers (4.00).",
            Headline(run, 3, 4)
        );
        Assert.Equal(
            "PCA is better here: with the same 2 numbers it rebuilds unseen rows with a squared error of 4.00 a row, "
                + "this model with 6.00, 50\u202F% more.",
            Headline(run, 6, 4)
        );
        Assert.Contains("no better and no worse", Headline(run, 4.01, 4), StringComparison.Ordinal);
        Assert.Contains("no better and no worse", Headline(run, 0, 0), StringComparison.Ordinal);
        Assert.Contains("far more", Headline(run, 1, 0), StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_are_shown()
    {
        using TrainedRun trained = new(TrainedRun.Table());
        TrainingRecord record = trained.Record with { Warnings = ["mind the gap"] };
        XDocument report = TrainedRun.Parse(Report.Render(trained.Model, record, trained.Data, ""));
        Assert.Equal(
            "mind the gap",
            report
                .Descendants("ul")
                .First(list => list.Attribute("class")!.Value == "warnings")
                .Elements()
                .First()
                .Value
        );
    }

    [Fact]
    public void Settings_in_warnings_are_shown_as_code()
    {
        using TrainedRun trained = new(TrainedRun.Table());
        TrainingRecord record = trained.Record with { Warnings = ["lower `LearningRate`, not `this`"] };
        XElement warning = TrainedRun
            .Parse(Report.Render(trained.Model, record, trained.Data, ""))
            .Descendants("ul")
            .First(list => list.Attribute("class")!.Value == "warnings")
            .Elements()
            .First();
        Assert.Equal("lower LearningRate, not `this`", warning.Value);
        Assert.Equal("LearningRate", Assert.Single(warning.Elements("code")).Value);
    }

    [Fact]
    public void A_run_that_ended_in_its_first_epoch_still_gives_a_report()
    {
        using TrainedRun trained = new(TrainedRun.Table());
        TrainingRecord record = trained.Record with { Epochs = [], BestEpoch = 0, StopReason = StopReason.Interrupted };
        XDocument report = TrainedRun.Parse(Report.Render(trained.Model, record, trained.Data, ""));
        Assert.StartsWith("No epoch was completed", report.Descendants("p").First().Value, StringComparison.Ordinal);
        Assert.Contains("no curve", Section(report, "loss").Value, StringComparison.Ordinal);

        using TrainedRun interrupted = new(
            TrainedRun.Table(),
            cancellationToken: new CancellationToken(canceled: true)
        );
        Assert.Single(interrupted.Record.Epochs);
        Assert.Single(Section(interrupted.Document(), "loss").Descendants("svg"), svg =>
            svg.Attribute("role") is not null
        );
    }

    [Theory]
    [InlineData(60, 5, 1, 0.2)]
    [InlineData(60, 1, 1, 0.2)]
    [InlineData(60, 1, 3, 0)]
    [InlineData(60, 40, 2, 0)]
    [InlineData(3, 2, 1, 0.4)]
    [InlineData(2, 700, 2, 0)]
    public void Small_and_odd_data_give_a_report(int rows, int columns, int latent, double validation)
    {
        using TrainedRun run = new(TrainedRun.Table(rows, columns), latent, epochs: 1, validation);
        XDocument report = run.Document();
        Assert.All(Plots(report).Descendants("path"), path =>
            Assert.DoesNotContain("NaN", path.Attribute("d")!.Value, StringComparison.Ordinal)
        );
        Assert.Equal(validation > 0, report.Root!.Value.Contains("unseen rows", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(12, 8)]
    public void A_vae_of_images_shows_what_it_makes_up(int latent, int traversed)
    {
        using TrainedRun run = new(TrainedRun.Images(), options: Presets.Vae(latent));
        XElement section = Section(run.Document(), "generated");
        Assert.Equal(40 + (9 * traversed), section.Descendants("img").Count());
        Assert.Equal(traversed, section.Descendants("th").Count());
        Assert.Equal(latent > 8, section.Value.Contains("the 8 of 12 that differ most", StringComparison.Ordinal));

        using TrainedRun table = new(TrainedRun.Table(), options: Presets.Vae(latent));
        Assert.DoesNotContain(table.Document().Descendants("section"), other =>
            other.Attribute("id")!.Value == "generated"
        );
    }

    [Fact]
    public void Examples_of_a_denoising_model_are_shown_with_noise()
    {
        foreach (Dataset data in new[] { TrainedRun.Images(), TrainedRun.Table(), TrainedRun.Table(columns: 40) })
        {
            using TrainedRun noisy = new(data, options: Presets.Denoising(2)),
                clean = new(data);
            XElement examples = Section(noisy.Document(), "examples"),
                plain = Section(clean.Document(), "examples");
            Assert.Contains("with noise as in training", examples.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("noise", plain.Value, StringComparison.Ordinal);
            if (data.Schema.Image is not null)
                Assert.Equal(plain.Descendants("img").Count() / 3 * 4, examples.Descendants("img").Count());
        }
    }

    [Fact]
    public void Constant_data_give_a_report()
    {
        Dataset data = Dataset.FromRows([.. Enumerable.Repeat(3f, 80)], 4, "constant");
        using TrainedRun run = new(data);
        Assert.Contains("same latent", Section(run.Document(), "latent").Value, StringComparison.Ordinal);

        Dataset images = Dataset.FromRows(
            [.. Enumerable.Repeat(3f, 80)],
            4,
            "constant",
            image: new ImageShape(1, 2, 2)
        );
        using TrainedRun pictures = new(images);
        Assert.NotEmpty(pictures.Document().Descendants("img"));
    }

    [Fact]
    public void One_latent_with_labels_gives_a_strip_for_each_class()
    {
        using TrainedRun run = new(TrainedRun.Images(), latent: 1);
        XElement latent = Section(run.Document(), "latent");
        Assert.Equal(["low", "high"], latent.Descendants("li").Select(name => name.Value.Trim()));
        Assert.Equal(
            2,
            Plots(latent)
                .Single()
                .Elements("path")
                .Count(path => path.Attribute("class")!.Value.StartsWith("dots", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Classes_beyond_the_colours_are_one_grey_group()
    {
        Dataset table = TrainedRun.Table(60, 4);
        float[] values = [.. Enumerable.Range(0, 60).SelectMany(row => table.Row(row).ToArray())];
        int[] labels = [.. Enumerable.Range(0, 60).Select(row => row % 15)];
        using TrainedRun run = new(Dataset.FromRows(values, 4, labels: labels));
        string[] names = [.. Section(run.Document(), "latent").Descendants("li").Select(name => name.Value.Trim())];
        Assert.Equal(10, names.Length);
        Assert.Equal("6 others", names[0]);
    }

    private static IEnumerable<XElement> Plots(XContainer report) =>
        report.Descendants("svg").Where(svg => svg.Attribute("role") is not null);

    private static XElement Section(XDocument report, string name) =>
        report.Descendants("section").Single(section => section.Attribute("id")!.Value == name);

    private static string Headline(TrainedRun run, double model, double pca)
    {
        ReconstructionMetrics figures = run.Record.Validation!;
        TrainingRecord record = run.Record with
        {
            Validation = figures with { SquaredErrorPerSample = model },
            PcaValidation = figures with { SquaredErrorPerSample = pca },
        };
        return TrainedRun.Parse(Report.Render(run.Model, record, run.Data, "")).Descendants("p").First().Value;
    }
}
