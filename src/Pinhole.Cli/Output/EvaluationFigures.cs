using Pinhole.Evaluation;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>Shows all that was measured of a model: a table for each part that there is.</summary>
internal static class EvaluationFigures
{
    /// <summary>Prints the record.</summary>
    public static void Print(Terminal terminal, EvaluationRecord record)
    {
        if (record.Classes is not null)
            PrintClasses(terminal, record, record.Classes);
        else if (record.Errors is not null)
            PrintErrors(terminal, record, record.Errors);
        if (record.Denoising is not null)
        {
            terminal.Print(
                DenoisingFigures.Table("the same rows", record.Model, record.Preprocessing, record.Denoising)
            );
            terminal.Print(DenoisingFigures.Sentence(record.Model, record.Pca?.Count ?? 0, record.Denoising));
        }

        if (record.Variational is not null)
            VariationalFigures.Print(terminal, record.Variational);
        if (record.Likelihood is not null)
            VariationalFigures.Print(terminal, record.Likelihood);
        if (record.Information is not null)
            InformationFigures.Print(terminal, record.Information);
        if (record.Probes is not null)
            terminal.Print(ProbeFigures.Table(record.Probes));
        if (record.Disentanglement is not null)
            terminal.Print(FactorFigures.Table(record.Disentanglement));
    }

    private static void PrintClasses(Terminal terminal, EvaluationRecord record, ClassificationScores classes)
    {
        string title = $"{Title(record)}, {record.ClassNames?.Count} classes";
        terminal.Print(ClassificationFigures.Table(title, record.Model, classes, record.Pca?.Classes));
        if (record.Pca is null)
            terminal.Print(Figures.NoBaseline);
    }

    private static void PrintErrors(Terminal terminal, EvaluationRecord record, ReconstructionMetrics errors)
    {
        Table table = Figures.Table(Title(record), record.Preprocessing, record.Model, errors, record.Pca?.Errors);
        if (record.Images is not null)
            table.AddRow([
                .. new[] { "SSIM", Figures.Text(record.Images.Ssim) },
                .. record.Pca is null ? [] : new[] { Figures.Text(record.Pca.Images?.Ssim) },
            ]);
        terminal.Print(table);
        terminal.Print(
            record.Pca is { Errors: { } others } pca
                ? Figures.Sentence(record.Model, pca.Count, errors, others)
                : Figures.NoBaseline
        );
    }

    private static string Title(EvaluationRecord record) => $"{record.Data}, {Figures.Count(record.Rows, "row")}";
}
