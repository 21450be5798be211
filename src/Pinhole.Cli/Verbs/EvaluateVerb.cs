using System.CommandLine;
using System.Text.Json;
using Pinhole.Applications;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Numerics;
using Pinhole.Runs;
using Spectre.Console;

namespace Pinhole.Cli.Verbs;

/// <summary><c>evaluate MODEL DATA</c>: how well rows are rebuilt, beside the PCA that training kept.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly Argument<string> _model;
    private readonly Argument<string> _data;

    private readonly Option<ulong> _seed = OptionKinds.Number(
        SharedOptions.Seed.Name,
        "The seed of built-in data and of the rows that probes see; the one after training's without it, so that the "
            + "rows are new.",
        0UL
    );

    private readonly Option<int> _importanceSamples = OptionKinds.Number(
        "--importance-samples",
        "Samples of each row for the importance-weighted likelihood of a vae, such as 5000; none without it.",
        1
    );

    public EvaluateVerb()
        : base(
            "evaluate",
            "Measure how well a model rebuilds data, beside PCA.",
            "pinhole evaluate runs/digits-deep digits --rows 2000"
        )
    {
        _model = RequiredModel();
        _data = RequiredData();
        AddAll([
            .. SharedOptions.Reading,
            SharedOptions.Context,
            SharedOptions.Targets,
            SharedOptions.Rows,
            _seed,
            Binarization.Evaluate,
            _importanceSamples,
            SharedOptions.Threads,
        ]);
    }

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        using Kernels kernels = SharedOptions.CreateKernels(parsed);
        StoredRun run = RunFolder.Open(parsed.GetRequiredValue(_model), kernels);
        using Autoencoder model = run.Model;
        int importanceSamples = parsed.GetValue(_importanceSamples);
        Variational.RequireLikelihood(model, importanceSamples);
        ulong seed = parsed.GetResult(_seed) is { Implicit: false }
            ? parsed.GetValue(_seed)
            : unchecked((run.TrainingSeed ?? 1) + 1);
        Dataset data = Binarization.Apply(
            parsed,
            SharedOptions.OpenData(parsed, parsed.GetRequiredValue(_data), seed, model),
            seed
        );
        RequireWidth(model, data);
        SayRemarks(terminal, data);
        if (Classification.IsTrainedFor(model))
            return RunClasses(run, data.WithLabelTargets(Classification.Classes(model)), seed, terminal);

        Measured own = new(Metrics.Reconstruction(model, data), ImageQuality.Measure(model, data), model.Latent);
        Measured? pca = run.Baseline is PrincipalComponents baseline
            ? new(
                Metrics.Reconstruction(baseline, model, data),
                ImageQuality.Measure(baseline, model, data),
                baseline.Count
            )
            : null;
        if (!TryMeasure(terminal, model, data, importanceSamples, seed, out VariationalMetrics? variational))
            return ExitCodes.Interrupted;
        Inside inside = new(
            Denoising.IsTrainedFor(model) && data.Targets is null
                ? Denoising.Try(model, run.Baseline, data, model.Options.Corruption, seed)
                : null,
            variational,
            variational is null ? ReconstructionLikelihood.Measure(model, data, seed) : null,
            InformationRetained.Measure(model, data, run.Baseline, seed),
            Probes.Measure(model, data, run.Baseline, seed),
            Disentanglement.Measure(model, data, seed)
        );
        if (terminal.Json)
            PrintJson(terminal, model, data, own, pca, inside);
        else
            Print(terminal, model, data, own, pca, inside);
        return ExitCodes.Success;
    }

    // Of a model that gives classes, distances between its numbers say little.
    private static int RunClasses(StoredRun run, Dataset data, ulong seed, Terminal terminal)
    {
        Autoencoder model = run.Model;
        ClassificationScores own = Classification.Measure(model, data);
        ClassificationScores? pca = run.Baseline is PrincipalComponents baseline
            ? Classification.Measure(baseline, model, data)
            : null;
        LatentProbes? probes = Probes.Measure(model, data, run.Baseline, seed);
        if (terminal.Json)
        {
            terminal.PrintJson(json =>
            {
                WriteHead(json, model, data);
                ClassificationFigures.WriteMembers(json, own);
                if (pca is null)
                {
                    json.WriteNull("pca");
                    json.WriteString("note", NoBaseline);
                }
                else
                {
                    ClassificationFigures.Write(json, "pca", pca);
                }

                ProbeFigures.Write(json, probes);
            });
            return ExitCodes.Success;
        }

        terminal.Print(
            ClassificationFigures.Table(
                $"{data.Name}, {Figures.Count(data.Rows, "row")}, {Classification.Classes(model).Count} classes",
                model.Options.Preset,
                own,
                pca
            )
        );
        if (pca is null)
            terminal.Print(NoBaseline);
        if (probes is not null)
            terminal.Print(ProbeFigures.Table(probes));
        return ExitCodes.Success;
    }

    private static void WriteHead(Utf8JsonWriter json, Autoencoder model, Dataset data)
    {
        json.WriteString("model", model.Options.Preset);
        json.WriteString("data", data.Name);
        json.WriteNumber("rows", data.Rows);
        json.WriteNumber("columns", data.Columns);
        json.WriteNumber("latent", model.Latent);
    }

    /// <returns>False where it was interrupted.</returns>
    private static bool TryMeasure(
        Terminal terminal,
        Autoencoder model,
        Dataset data,
        int importanceSamples,
        ulong seed,
        out VariationalMetrics? metrics
    )
    {
        metrics = null;
        if (importanceSamples == 0)
        {
            metrics = Variational.Measure(model, data, importanceSamples, seed);
            return true;
        }

        terminal.Say(
            $"drawing {Figures.Count(importanceSamples, "sample")} of each of {Figures.Count(data.Rows, "row")}"
        );
        using Interruption interruption = new(() => { });
        interruption.Heed();
        try
        {
            metrics = WorkProgressBar.Run(terminal, "drawing samples", progress =>
                Variational.Measure(model, data, importanceSamples, seed, progress, interruption.Token)
            );
            return true;
        }
        catch (OperationCanceledException)
        {
            terminal.Say("stopped before all samples were drawn; nothing was measured");
            return false;
        }
    }

    private static void PrintJson(
        Terminal terminal,
        Autoencoder model,
        Dataset data,
        Measured own,
        Measured? pca,
        Inside inside
    ) =>
        terminal.PrintJson(json =>
        {
            WriteHead(json, model, data);
            WriteMembers(json, own, model.Columns);
            if (pca is null)
            {
                json.WriteNull("pca");
                json.WriteString("note", NoBaseline);
            }
            else
            {
                json.WriteStartObject("pca");
                WriteMembers(json, pca, model.Columns);
                json.WriteEndObject();
            }

            if (inside.Denoising is not null)
                DenoisingFigures.Write(json, "denoising", model.Options.Corruption, inside.Denoising);
            VariationalFigures.Write(json, inside.Variational, model.Options.DynamicBinarization);
            Figures.Write(json, "reconstructionNll", inside.Reconstruction?.Nll);
            InformationFigures.Write(json, inside.Information);
            ProbeFigures.Write(json, inside.Probes);
            FactorFigures.Write(json, inside.Factors);
        });

    private static void WriteMembers(Utf8JsonWriter json, Measured measured, int columns)
    {
        Figures.WriteMembers(json, measured.Errors);
        if (measured.Images is not null)
            Figures.Write(json, "ssim", measured.Images.Ssim);
        json.WriteNumber("compressionRatio", ReconstructionMetrics.CompressionRatio(columns, measured.Latent));
    }

    private static void Print(
        Terminal terminal,
        Autoencoder model,
        Dataset data,
        Measured own,
        Measured? pca,
        Inside inside
    )
    {
        Table table = Figures.Table(
            $"{data.Name}, {Figures.Count(data.Rows, "row")}",
            model.OutputPreprocessor.Name,
            model.Options.Preset,
            own.Errors,
            pca?.Errors
        );
        if (own.Images is not null)
            table.AddRow([
                .. new[] { "SSIM", Figures.Text(own.Images.Ssim) },
                .. pca is null ? [] : new[] { Figures.Text(pca.Images?.Ssim) },
            ]);
        terminal.Print(table);
        terminal.Print(
            pca is null ? NoBaseline : Figures.Sentence(model.Options.Preset, pca.Latent, own.Errors, pca.Errors)
        );
        if (inside.Denoising is not null)
        {
            terminal.Print(DenoisingFigures.Table("the same rows", model.Options.Corruption, model, inside.Denoising));
            terminal.Print(DenoisingFigures.Sentence(model, pca?.Latent ?? 0, inside.Denoising));
        }

        if (inside.Variational is not null)
            VariationalFigures.Print(terminal, inside.Variational, model.Options.DynamicBinarization);
        if (inside.Reconstruction is not null)
            VariationalFigures.Print(terminal, inside.Reconstruction);
        if (inside.Information is not null)
            InformationFigures.Print(terminal, inside.Information);
        if (inside.Probes is not null)
            terminal.Print(ProbeFigures.Table(inside.Probes));
        if (inside.Factors is not null)
            terminal.Print(FactorFigures.Table(inside.Factors));
    }

    /// <summary>What else was found, as far as there is something to find.</summary>
    private sealed record Inside(
        DenoisingTrial? Denoising,
        VariationalMetrics? Variational,
        ReconstructionLikelihood? Reconstruction,
        InformationRetained? Information,
        LatentProbes? Probes,
        DisentanglementScores? Factors
    );

    /// <summary>
    /// What was measured of a model or of PCA; for images the signal-to-noise ratio is the mean over images.
    /// </summary>
    private sealed record Measured(ReconstructionMetrics Errors, ImageMetrics? Images, int Latent)
    {
        public ReconstructionMetrics Errors { get; } = Images is null ? Errors : Errors with { Psnr = Images.Psnr };
    }

    private const string NoBaseline =
        "This model file has no PCA beside it, so there is nothing to compare with; train writes one.";
}
