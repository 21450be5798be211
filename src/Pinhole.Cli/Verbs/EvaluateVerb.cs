using System.CommandLine;
using System.Text.Json;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Reports;

namespace Pinhole.Cli.Verbs;

/// <summary><c>evaluate MODEL DATA</c>: how well rows are rebuilt, beside the PCA that training kept.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly Argument<string> _model;
    private readonly Argument<string> _data;

    private readonly Option<ulong> _seed = OptionKinds.Number(
        SharedOptions.Seed.Name, "The seed of built-in data; the one after training's without it, so that the rows are new.", 0UL);

    public EvaluateVerb()
        : base("evaluate", "Measure how well a model rebuilds data, beside PCA.", "pinhole evaluate runs/digits-deep digits --rows 2000")
    {
        _model = RequiredModel();
        _data = RequiredData();
        AddAll(SharedOptions.Labels, SharedOptions.Rows, _seed, SharedOptions.Threads);
    }

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        using Kernels kernels = SharedOptions.CreateKernels(parsed);
        StoredRun run = RunFolder.Open(parsed.GetRequiredValue(_model), kernels);
        using Autoencoder model = run.Model;
        ulong seed = parsed.GetResult(_seed) is { Implicit: false } ? parsed.GetValue(_seed) : unchecked((run.TrainingSeed ?? 1) + 1);
        Dataset data = SharedOptions.OpenData(parsed, parsed.GetRequiredValue(_data), seed);
        RequireWidth(model, data);

        ReconstructionMetrics own = Metrics.Reconstruction(model, data);
        ReconstructionMetrics? pca = run.Baseline is PrincipalComponents baseline
            ? Metrics.Reconstruction(baseline, model.Preprocessor, data)
            : null;
        if (terminal.Json)
            PrintJson(terminal, model, data, own, run.Baseline, pca);
        else
            Print(terminal, model, data, own, pca);
        return ExitCodes.Success;
    }

    private static void PrintJson(
        Terminal terminal, Autoencoder model, Dataset data, ReconstructionMetrics own, PrincipalComponents? baseline, ReconstructionMetrics? pca) =>
        terminal.PrintJson(json =>
        {
            json.WriteString("model", model.Options.Preset);
            json.WriteString("data", data.Name);
            json.WriteNumber("rows", data.Rows);
            json.WriteNumber("columns", data.Columns);
            json.WriteNumber("latent", model.Latent);
            WriteMembers(json, own, model.Columns, model.Latent);
            if (baseline is null || pca is null)
            {
                json.WriteNull("pca");
                json.WriteString("note", NoBaseline);
                return;
            }

            json.WriteStartObject("pca");
            WriteMembers(json, pca, baseline.Columns, baseline.Count);
            json.WriteEndObject();
        });

    private static void WriteMembers(Utf8JsonWriter json, ReconstructionMetrics figures, int columns, int latent)
    {
        Figures.WriteMembers(json, figures);
        json.WriteNumber("compressionRatio", ReconstructionMetrics.CompressionRatio(columns, latent));
    }

    private static void Print(Terminal terminal, Autoencoder model, Dataset data, ReconstructionMetrics own, ReconstructionMetrics? pca)
    {
        terminal.Print(Figures.Table($"{data.Name}, {Figures.Count(data.Rows, "row")}", model.Preprocessor.Name, model.Options.Preset, own, pca));
        terminal.Print(pca is null ? NoBaseline : Figures.Sentence(model.Options.Preset, model.Latent, own, pca));
    }

    private const string NoBaseline = "This model file has no PCA beside it, so there is nothing to compare with; train writes one.";
}
