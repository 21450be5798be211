using System.Text;
using Pinhole.Data;
using Pinhole.Data.Writers;
using Pinhole.Models;
using Pinhole.Reports.Html;
using Pinhole.Reports.Sections;
using Pinhole.Runs;
using Pinhole.Training;

namespace Pinhole.Reports;

/// <summary>A training run as one self-contained HTML file: no scripts, no other files, no network.</summary>
public static class Report
{
    /// <summary>Renders the report of a run into its folder.</summary>
    /// <param name="folder">The run's folder, already written: see <see cref="RunFolder.Write"/>.</param>
    /// <param name="model">The trained model.</param>
    /// <param name="record">Its record.</param>
    /// <param name="data">All rows of the training, validation rows included.</param>
    /// <param name="command">The command that repeats the run.</param>
    /// <exception cref="InputException">The folder cannot be written.</exception>
    /// <exception cref="IOException">Writing failed, for example because the disk is full.</exception>
    public static void Write(string folder, Autoencoder model, TrainingRecord record, Dataset data, string command)
    {
        byte[] report = Encoding.UTF8.GetBytes(Render(model, record, data, command));
        AtomicFile.Write(RunFolder.ReportPath(folder), stream => stream.Write(report));
    }

    /// <summary>Renders the report. The same run gives the same text.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="record">Its record.</param>
    /// <param name="data">All rows of the training, validation rows included, [rows, columns]; the pictures show some
    /// of them.</param>
    /// <param name="command">The command that repeats the run.</param>
    /// <returns>HTML; after its first line it is well-formed XML.</returns>
    /// <exception cref="InputException">The rows have the wrong width.</exception>
    public static string Render(Autoencoder model, TrainingRecord record, Dataset data, string command)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(command);
        model.RequireFit(data);

        ReportSource source = new(model, record, data, new ReportRows(model, record, data));
        HtmlWriter html = new();
        using (html.Open("html", ("lang", "en")))
        {
            WriteHead(html, record);
            using (html.Open("body"))
            {
                using (html.Open("header"))
                    HeadlineSection.Write(html, source);
                using (html.Open("main"))
                    WriteSections(html, source, command);
                using (html.Open("footer"))
                    html.Leaf(
                        "p",
                        $"Pinhole {typeof(Report).Assembly.GetName().Version?.ToString(3)}, seed {record.Training.Seed}"
                    );
            }
        }

        return "<!DOCTYPE html>\n" + html;
    }

    private static void WriteHead(HtmlWriter html, TrainingRecord record)
    {
        using (html.Open("head"))
        {
            html.Empty("meta", ("charset", "utf-8"));
            html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            html.Leaf("title", $"{record.Model.Preset} on {record.Data}");
            html.Style(StyleSheet.Text);
        }
    }

    private static void WriteSections(HtmlWriter html, ReportSource source, string command)
    {
        Section(html, "settings", () => SettingsSection.Write(html, source));
        Section(html, "loss", () => LossSection.Write(html, source));
        Section(html, "examples", () => ExamplesSection.Write(html, source));
        Section(html, "latent", () => LatentSection.Write(html, source));
        if (GeneratedSection.Applies(source))
            Section(html, "generated", () => GeneratedSection.Write(html, source));
        Section(html, "information", () => InformationSection.Write(html, source));
        Section(html, "errors", () => ErrorsSection.Write(html, source));
        Section(html, "comparison", () => ComparisonSection.Write(html, source));
        Section(html, "command", () =>
        {
            html.Leaf("h2", "To repeat this run");
            html.Leaf("pre", command);
        });
    }

    private static void Section(HtmlWriter html, string name, Action write)
    {
        using (html.Open("section", ("id", name)))
            write();
    }
}
