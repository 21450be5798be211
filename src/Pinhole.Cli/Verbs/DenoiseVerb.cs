using System.CommandLine;
using Pinhole.Applications;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Runs;

namespace Pinhole.Cli.Verbs;

/// <summary>
/// <c>denoise MODEL DATA</c>: removes noise from rows, or adds noise to clean rows and measures how well the model
/// removes it.
/// </summary>
internal sealed class DenoiseVerb : Verb
{
    private readonly Argument<string> _model;
    private readonly Argument<string> _data;
    private readonly Option<string?> _out = SharedOptions.Out(
        "The file to write: .npy, .csv, or .png for images; - for CSV on standard output.",
        "cleaned.npy"
    );
    private readonly Option<string> _noise = OptionKinds.Choice(
        "--noise",
        "Add this noise to clean rows, remove it with the model, and print the error",
        [.. Corruption.Names.Where(name => name != "none")]
    );
    private readonly Option<double> _noiseLevel = OptionKinds.Number(
        "--noise-level",
        "Standard deviation of the noise, or the share of numbers it replaces; default: 0.3.",
        0.0
    );

    private readonly Option<ulong> _seed = OptionKinds.Number(
        SharedOptions.Seed.Name,
        "The seed of built-in data and of the noise; default: the training seed + 1, so that both are new.",
        0UL
    );

    public DenoiseVerb()
        : base(
            "denoise",
            "Remove noise from rows or images.",
            "pinhole denoise runs/digits-denoising digits --rows 64 --noise masking --out cleaned.png"
        )
    {
        _model = RequiredModel();
        _data = RequiredData();
        AddAll([
            _out,
            SharedOptions.Force,
            _noise,
            _noiseLevel,
            .. SharedOptions.Reading,
            SharedOptions.Context,
            SharedOptions.Rows,
            _seed,
            SharedOptions.Threads,
        ]);
    }

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        string path = RowsFile.Claim(terminal, parsed.GetValue(_out)!, parsed.GetValue(SharedOptions.Force));
        string address = parsed.GetRequiredValue(_data);
        RowsFile.RequireOther(path, address);
        Corruption? corruption = Noise(parsed, path);
        using Kernels kernels = SharedOptions.CreateKernels(parsed);
        StoredRun run = RunFolder.Open(parsed.GetRequiredValue(_model), kernels);
        using Autoencoder model = run.Model;
        ulong seed = parsed.GetResult(_seed) is { Implicit: false }
            ? parsed.GetValue(_seed)
            : unchecked((run.TrainingSeed ?? 1) + 1);
        Dataset data = SharedOptions.OpenData(parsed, address, seed, model);
        RequireWidth(model, data);
        SayRemarks(terminal, data);
        RowsFile.Require(path, model.Schema.Output, $"what {Name} gives");
        if (!Denoising.IsTrainedFor(model))
            terminal.Say(
                $"note   this {model.Options.Preset} model was not trained to remove noise; a model from train --model "
                    + "denoising is likely better"
            );

        DenoisingTrial? trial = corruption is null
            ? null
            : DenoisingTrial.Make(model, run.Baseline, data, corruption, seed);
        Dataset cleaned = trial?.Cleaned ?? Denoising.Clean(model, data);
        if (trial is not null && RowsFile.IsPicture(path))
            RowsFile.Write(SideBySide(model.Schema, trial.Noisy, cleaned, data), path, Across(data.Rows), model.Schema);
        else
            RowsFile.Write(cleaned, path, range: model.Schema.Output);
        Tell(terminal, path, run, cleaned, trial?.Scores);
        return ExitCodes.Success;
    }

    private Corruption? Noise(ParseResult parsed, string path)
    {
        double? level = parsed.GetResult(_noiseLevel) is { Implicit: false } ? parsed.GetValue(_noiseLevel) : null;
        if (parsed.GetValue(_noise) is not string name)
            return level is null
                ? null
                : throw new InputException(
                    $"{_noiseLevel.Name} is for {_noise.Name}; add {_noise.Name} gaussian, or masking"
                );
        if (path == RowsFile.StandardOutput)
            throw new InputException(
                $"{SharedOptions.OutName} - writes rows to standard output, where {_noise.Name} prints its figures; "
                    + "name a file"
            );
        Corruption corruption = Corruption.Create(name, level);
        corruption.Validate();
        return corruption;
    }

    private static void Tell(Terminal terminal, string path, StoredRun run, Dataset cleaned, DenoisingScores? scores)
    {
        if (scores is null)
        {
            RowsFile.Tell(terminal, path, cleaned.Rows, cleaned.Columns, Describe.Rows(cleaned.Schema));
            return;
        }

        if (terminal.Json)
        {
            terminal.PrintJson(json =>
            {
                RowsFile.WriteMembers(json, path, cleaned.Rows, cleaned.Columns);
                json.WritePropertyName("denoising");
                scores.WriteTo(json);
            });
            return;
        }

        RowsFile.Tell(terminal, path, cleaned.Rows, cleaned.Columns, Describe.Rows(cleaned.Schema));
        terminal.Print(
            DenoisingFigures.Table(
                Figures.Count(cleaned.Rows, "row"),
                run.Model.Options.Preset,
                run.Model.Preprocessor.Name,
                scores
            )
        );
        terminal.Print(DenoisingFigures.Sentence(run.Model.Options.Preset, run.Baseline?.Count ?? 0, scores));
    }

    // Three images a row of data: noisy, denoised, clean.
    private static Dataset SideBySide(Schema schema, params Dataset[] parts)
    {
        long numbers = (long)parts.Length * parts[0].Rows * schema.Columns;
        if (numbers > Array.MaxLength)
            throw new InputException($"{parts[0].Rows} images are too many for one picture; choose .npy");
        float[] values = new float[numbers];
        for (int i = 0; i < parts.Length * parts[0].Rows; i++)
            parts[i % parts.Length].Row(i / parts.Length).CopyTo(values.AsSpan(i * schema.Columns));
        return Dataset.FromRows(values, schema.Columns, parts[0].Name, image: schema.Image);
    }

    private static int Across(int rows) => 3 * Math.Max(1, (int)Math.Round(Math.Sqrt(rows / 3.0)));
}
