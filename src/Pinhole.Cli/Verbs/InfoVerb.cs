using System.CommandLine;
using System.Globalization;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;
using Pinhole.Runs;
using Spectre.Console;

namespace Pinhole.Cli.Verbs;

/// <summary><c>info MODEL</c>: what a model file holds.</summary>
internal sealed class InfoVerb : Verb
{
    private readonly Argument<string> _model;

    public InfoVerb()
        : base("info", "Show what a model is and what data it takes.", "pinhole info runs/digits-deep") =>
        _model = RequiredModel();

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        StoredRun run = RunFolder.Open(parsed.GetRequiredValue(_model));
        using Autoencoder model = run.Model;
        string version = SafetensorsFile.Read(run.ModelPath).Metadata["version"];
        long bytes = new FileInfo(run.ModelPath).Length;
        if (terminal.Json)
            PrintJson(terminal, run, version, bytes);
        else
            Print(terminal, run, version, bytes);
        return ExitCodes.Success;
    }

    private static void PrintJson(Terminal terminal, StoredRun run, string version, long bytes) =>
        terminal.PrintJson(json =>
        {
            Autoencoder model = run.Model;
            json.WriteString("file", run.ModelPath);
            json.WriteNumber("bytes", bytes);
            json.WriteString("formatVersion", version);
            json.WriteString("model", model.Options.Preset);
            json.WriteNumber("columns", model.Columns);
            json.WriteNumber("latent", model.Latent);
            json.WriteNumber("condition", model.ConditionSize);
            json.WriteNumber("outputColumns", model.OutputColumns);
            json.WriteString("initialization", EnumNames.Of(model.Options.Initialization));
            PieceFigures.WriteSettings(json, model.Options.Network);
            PieceFigures.Write(json, model);
            foreach (LearnedFigure figure in model.Reconstruction.Learned(model))
                Figures.Write(json, figure.Name, figure.Value);
            json.WriteNumber("parameters", model.Parameters.Count);
            if (model.Options.Bottleneck.DeadUnits(model.Parameters) is int dead)
                json.WriteNumber("deadUnits", dead);
            json.WriteNumber("compressionRatio", ReconstructionMetrics.CompressionRatio(model.Columns, model.Latent));
            json.WriteString("preprocessing", model.Preprocessor.Name);
            if (model.Options.DynamicBinarization)
                json.WriteString("binarize", Binarization.Dynamic);
            if (model.Schema.IsBounded)
            {
                json.WriteStartArray("range");
                json.WriteNumberValue(model.Schema.Minimum);
                json.WriteNumberValue(model.Schema.Maximum);
                json.WriteEndArray();
            }
            else
            {
                json.WriteNull("range");
            }

            if (model.Schema.Image is ImageShape image)
            {
                json.WriteStartArray("image");
                json.WriteNumberValue(image.Channels);
                json.WriteNumberValue(image.Height);
                json.WriteNumberValue(image.Width);
                json.WriteEndArray();
            }
            else
            {
                json.WriteNull("image");
            }

            WriteNames(json, "columnNames", model.Schema.ColumnNames ?? []);
            WriteNames(json, "classes", model.Schema.ClassNames);
            json.WriteBoolean("pca", run.Baseline is not null);
        });

    private static void WriteNames(System.Text.Json.Utf8JsonWriter json, string member, IReadOnlyList<string> names)
    {
        json.WriteStartArray(member);
        foreach (string name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static void Print(Terminal terminal, StoredRun run, string version, long bytes)
    {
        Autoencoder model = run.Model;
        Schema schema = model.Schema;
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        void Add(string name, string text) => grid.AddRow(new Text(name), new Text(text));

        Add("file", $"{run.ModelPath}, {Size(bytes)}, format version {version}");
        Add("model", Describe.Model(model));
        Add("parameters", model.Parameters.Count.ToString("#,0", CultureInfo.InvariantCulture));
        Add("latent", $"{Figures.Count(model.Latent, "number")} a row, {Describe.Compression(model)}");
        foreach ((string kind, string reading) in PieceFigures.Readings(model))
            Add(kind, reading);
        if (model.Options.Bottleneck.DeadUnits(model.Parameters) is int dead)
            Add("dead units", $"{dead} of {model.Latent}");
        Add("rows", Describe.Rows(schema));
        if (schema.ColumnNames is { } columns)
            Add("columns", Describe.Names(columns));
        if (schema.ClassNames.Count > 0)
            Add("classes", Describe.Names(schema.ClassNames));
        if (model.ConditionSize > 0)
            Add("condition", Describe.Condition(model));
        if (schema.Targets is not null)
            Add(
                "gives",
                Describe.Rows(schema.Targets)
                    + (schema.Targets.ColumnNames is { } targets ? $": {Describe.Names(targets)}" : "")
            );
        Add(
            "range",
            !schema.IsBounded
                ? "not known"
                : string.Create(CultureInfo.InvariantCulture, $"{schema.Minimum:G4} to {schema.Maximum:G4}")
        );
        Add("preprocessing", model.Preprocessor.Name);
        if (model.Options.DynamicBinarization)
            Add("binarized", "zeros and ones are drawn from the rows in each step");
        Add("baseline", run.Baseline is { } pca ? $"PCA with {Figures.Count(pca.Count, "component")}" : "none");
        terminal.Print(grid);
    }

    private static string Size(long bytes) =>
        bytes < 1_000_000
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB");
}
