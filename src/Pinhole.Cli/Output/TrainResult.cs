using System.Text.Json;
using Pinhole.Evaluation;
using Pinhole.Runs;
using Pinhole.Training;

namespace Pinhole.Cli.Output;

/// <summary>What <c>train</c> prints at the end.</summary>
/// <param name="record">The training.</param>
/// <param name="folder">Where the run was written.</param>
/// <param name="threads">How many threads computed.</param>
/// <param name="next">The suggested next command.</param>
internal sealed class TrainResult(TrainingRecord record, string folder, int threads, string next)
{
    private string Preset => record.Model.Preset;

    private string Kept =>
        record switch
        {
            { BestEpoch: 0 } => "the initial weights, as no epoch was better",
            { StopReason: StopReason.EarlyStopped } => $"epoch {record.BestEpoch}, as later ones were no better",
            _ => $"epoch {record.BestEpoch}",
        };

    /// <summary>Prints the result, as text or as JSON.</summary>
    public void Print(Terminal terminal)
    {
        if (terminal.Json)
            terminal.PrintJson(WriteMembers);
        else if (!terminal.Quiet)
            PrintText(terminal);
    }

    private void PrintText(Terminal terminal)
    {
        terminal.Say(
            $"done   {Figures.Count(record.Epochs.Count, "epoch")} in {record.Seconds:F1} s, "
                + $"{record.SamplesPerSecond:#,0} rows/s; kept {Kept}"
        );
        (ReconstructionMetrics own, ReconstructionMetrics? pca, string title) = record.Validation is { } validation
            ? (validation, record.PcaValidation, Figures.Count(record.ValidationRows, "validation row"))
            : (record.Train, record.PcaTrain, Figures.Count(record.TrainingRows, "training row"));
        if (record.Classes is { } classes)
        {
            terminal.Print(ClassificationFigures.Table(title, Preset, classes, record.PcaClasses));
            if (record.PcaClasses is { } pcaClasses)
                terminal.Print(ClassificationFigures.Sentence(Preset, classes, pcaClasses));
        }
        else
        {
            terminal.Print(
                Figures.Table(title, record.Model.PreprocessTargets ?? record.Preprocessing, Preset, own, pca)
            );
            if (pca is not null)
                terminal.Print(Figures.Sentence(Preset, record.Baseline!.Count, own, pca));
        }

        if (record.BaselineNote is string note)
            terminal.Print(note);

        foreach (string warning in record.Warnings)
            terminal.Print($"warning: {warning}");
        terminal.Print("");
        terminal.Print($"report: {RunFolder.ReportPath(folder)}");
        terminal.Print($"next:   {next}");
    }

    private void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("model", Preset);
        json.WriteString("run", folder);
        json.WriteString("modelFile", RunFolder.ModelPath(folder));
        json.WriteString("report", RunFolder.ReportPath(folder));
        json.WriteString("data", record.Data);
        json.WriteNumber("rows", record.TrainingRows + record.ValidationRows);
        json.WriteNumber("columns", record.Columns);
        json.WriteNumber("latent", record.Model.Latent!.Value);
        Figures.Write(json, "compressionRatio", record.CompressionRatio);
        json.WriteNumber("parameters", record.Parameters);
        json.WriteNumber("epochs", record.Epochs.Count);
        json.WriteNumber("bestEpoch", record.BestEpoch);
        json.WriteString("stopReason", JsonNamingPolicy.CamelCase.ConvertName(record.StopReason.ToString()));
        Figures.Write(json, "seconds", record.Seconds);
        Figures.Write(json, "samplesPerSecond", record.SamplesPerSecond);
        json.WriteNumber("seed", record.Training.Seed);
        json.WriteNumber("threads", threads);
        Figures.Write(json, "train", record.Train);
        Figures.Write(json, "validation", record.Validation);
        WriteBaseline(json);
        if (record.Classes is { } classes)
            ClassificationFigures.Write(json, "classes", classes);
        if (record.Latents.ActiveUnits is int active)
            json.WriteNumber("activeUnits", active);
        else
            json.WriteNumber("deadUnits", record.DeadUnits ?? record.Latents.DeadUnits);
        json.WriteStartArray("warnings");
        foreach (string warning in record.Warnings)
            json.WriteStringValue(warning);
        json.WriteEndArray();
    }

    private void WriteBaseline(Utf8JsonWriter json)
    {
        if (record.PcaTrain is null)
        {
            json.WriteNull("pca");
        }
        else
        {
            json.WriteStartObject("pca");
            Figures.Write(json, "train", record.PcaTrain);
            Figures.Write(json, "validation", record.PcaValidation);
            if (record.PcaClasses is { } pca)
                ClassificationFigures.Write(json, "classes", pca);
            json.WriteEndObject();
        }

        if (record.BaselineNote is string note)
            json.WriteString("note", note);
    }
}
