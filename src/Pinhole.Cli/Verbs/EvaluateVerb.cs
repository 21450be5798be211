using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Runs;

namespace Pinhole.Cli.Verbs;

/// <summary><c>evaluate MODEL DATA</c>: how well a model reconstructs rows, compared with PCA.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly Argument<string> _model;
    private readonly Argument<string> _data;

    private readonly Option<ulong> _seed = OptionKinds.Number(
        SharedOptions.Seed.Name,
        "The seed of built-in data and of the rows for probes; default: the training seed + 1, so that rows are new.",
        0UL
    );

    private readonly Option<int> _importanceSamples = OptionKinds.Number(
        "--importance-samples",
        "Samples of each row for the importance-weighted likelihood of a vae, such as 5000; default: none.",
        1
    );

    public EvaluateVerb()
        : base(
            "evaluate",
            "Measure how well a model reconstructs data, compared with PCA.",
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
        EvaluationOptions options = new() { Seed = seed, ImportanceSamples = importanceSamples };
        if (!TryMeasure(terminal, run, data, options, out EvaluationRecord? record))
            return ExitCodes.Interrupted;
        if (terminal.Json)
            terminal.PrintWholeJson(record.WriteTo);
        else
            EvaluationFigures.Print(terminal, record);
        return ExitCodes.Success;
    }

    /// <returns>False where it was interrupted.</returns>
    private static bool TryMeasure(
        Terminal terminal,
        StoredRun run,
        Dataset data,
        EvaluationOptions options,
        [NotNullWhen(true)] out EvaluationRecord? record
    )
    {
        record = null;
        if (options.ImportanceSamples == 0)
        {
            record = Evaluator.Measure(run.Model, data, run.Baseline, options);
            return true;
        }

        terminal.Say(
            $"drawing {Figures.Count(options.ImportanceSamples, "sample")} for each of "
                + $"{Figures.Count(data.Rows, "row")}"
        );
        using Interruption interruption = new(() => { });
        interruption.Heed();
        try
        {
            record = WorkProgressBar.Run(terminal, "drawing samples", progress =>
                Evaluator.Measure(run.Model, data, run.Baseline, options, progress, interruption.Token)
            );
            return true;
        }
        catch (OperationCanceledException)
        {
            terminal.Say("stopped before all samples were drawn; nothing was measured");
            return false;
        }
    }
}
