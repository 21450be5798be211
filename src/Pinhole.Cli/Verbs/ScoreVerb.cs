using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Numerics;
using Pinhole.Runs;

namespace Pinhole.Cli.Verbs;

/// <summary>
/// <c>score MODEL DATA</c>: writes the anomaly score of each row by the model and by PCA.
/// </summary>
internal sealed class ScoreVerb : RowsVerb
{
    public ScoreVerb()
        : base(
            "score",
            "Write an anomaly score for each row: its squared error by the model and by PCA.",
            "pinhole score runs/digits-deep digits --rows 500 --out scores.csv",
            "DATA",
            DataDescription,
            "scores.csv"
        ) => AddAll(SharedOptions.Targets);

    protected override Dataset Accept(Autoencoder model, Dataset source)
    {
        RequireWidth(model, source);
        if (Classification.IsTrainedFor(model) && source is { Targets: null, HasLabels: true })
            source = source.WithLabelTargets(Classification.Classes(model));
        model.RequireFit(source);
        return source;
    }

    protected override Schema Result(StoredRun run)
    {
        string[] names = run.Baseline is null ? ["score"] : ["score", "pca"];
        return new Schema { Columns = names.Length, ColumnNames = names };
    }

    protected override void Transform(StoredRun run, in Part part, Span<float> results)
    {
        int count = part.Count,
            width = results.Length / count;
        Span<float> scores = new float[results.Length];
        AnomalyScores.Measure(run.Model, part.Rows, scores[..count], part.Conditions, part.Targets);
        if (run.Baseline is PrincipalComponents baseline)
            AnomalyScores.Measure(baseline, run.Model, part.Rows, scores[count..], part.Targets);
        for (int i = 0; i < results.Length; i++)
        {
            float score = scores[(i % width * count) + (i / width)];
            results[i] = float.IsFinite(score)
                ? score
                : throw new InputException(
                    $"row {part.Indices[i / width] + 1} of the data is too far from the training rows: its score "
                        + "is not a finite number; check its numbers, or remove it"
                );
        }
    }
}
