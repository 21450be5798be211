using System.Xml.Linq;
using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Reports;
using Pinhole.Training;

namespace Pinhole.Tests.Reports;

/// <summary>A small model, trained for a moment, with its report.</summary>
internal sealed class TrainedRun : IDisposable
{
    public TrainedRun(
        Dataset data,
        int latent = 2,
        int epochs = 3,
        double validation = 0.2,
        AutoencoderOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        Data = data;
        Model = Autoencoder.Create(options ?? Presets.Create("vanilla", latent), data.Schema);
        TrainingOptions training = new()
        {
            Epochs = epochs,
            BatchSize = 16,
            ValidationShare = validation,
        };
        Record = Trainer.Fit(Model, data, training, cancellationToken: cancellationToken);
    }

    public Dataset Data { get; }

    public Autoencoder Model { get; }

    public TrainingRecord Record { get; init; }

    public string Html(string command = "pinhole train data") => Report.Render(Model, Record, Data, command);

    /// <summary>The report as XML, which fails unless every element is closed and every text escaped.</summary>
    public XDocument Document(string command = "pinhole train data") => Parse(Html(command));

    public static XDocument Parse(string html) =>
        XDocument.Parse(html[(html.IndexOf('\n', StringComparison.Ordinal) + 1)..]);

    /// <summary>Two-class images of 6 × 6 pixels in [0, 1].</summary>
    public static Dataset Images(int rows = 60) =>
        Dataset.FromRows(
            Values(rows, 36),
            36,
            "squares",
            [.. Enumerable.Range(0, rows).Select(row => row % 2)],
            ["low", "high"],
            new ImageShape(1, 6, 6)
        );

    /// <summary>Rows without labels.</summary>
    public static Dataset Table(int rows = 60, int columns = 5) =>
        Dataset.FromRows(Values(rows, columns), columns, "table");

    public void Dispose() => Model.Dispose();

    private static float[] Values(int rows, int columns)
    {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)((Math.Sin((0.7 * (i / columns)) + (0.3 * (i % columns))) + 1) / 2);
        return values;
    }
}
