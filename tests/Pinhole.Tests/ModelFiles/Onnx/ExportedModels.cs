using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.ModelFiles.Onnx;
using Pinhole.Models;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.ModelFiles.Onnx;

/// <summary>
/// Each of <see cref="OnnxCases"/>, exported and run: what ONNX Runtime made of rows beside what the model makes of
/// them.
/// </summary>
public sealed class ExportedModels : IDisposable
{
    private const int Rows = 7;

    private readonly TestFolder _folder = new();
    private readonly Lazy<ILookup<string, Outcome>> _outcomes;

    public ExportedModels() => _outcomes = new(RunAll);

    /// <summary>What became of a model's files.</summary>
    internal IEnumerable<Outcome> Of(string name) => _outcomes.Value[name];

    public void Dispose() => _folder.Dispose();

    private ILookup<string, Outcome> RunAll()
    {
        List<(string Name, OnnxJob Job, float[] Expected)> all = [];
        foreach (string name in OnnxCases.All.Keys)
        {
            using Autoencoder model = OnnxCases.Train(name);
            string folder = _folder.Path($"{all.Count}");
            OnnxExport.Write(model, folder);
            Dataset rows = OnnxCases.All[name].Rows.Take([.. Enumerable.Range(0, Rows)]);
            all.AddRange(Jobs(model, folder, rows).Select(job => (name, job.Job, job.Expected)));
        }

        (float[] Values, string? Error)[] results = OnnxRuntime.Run(
            [.. all.Select(each => each.Job)],
            _folder.Path(".")
        );
        return all.Zip(results)
            .ToLookup(
                each => each.First.Name,
                each => new Outcome(each.First.Job, each.First.Expected, each.Second.Values, each.Second.Error)
            );
    }

    private static IEnumerable<(OnnxJob Job, float[] Expected)> Jobs(Autoencoder model, string folder, Dataset data)
    {
        float[] rows = data.Values(),
            conditions = model.Conditions(data);
        float[] latents = new float[Rows * model.Latent],
            decoded = new float[Rows * model.OutputColumns],
            rebuilt = new float[decoded.Length];
        float[] scores = new float[Rows];
        model.Encode(rows, latents, conditions);
        model.Decode(latents, decoded, conditions);
        model.Reconstruct(rows, rebuilt, conditions);
        AnomalyScores.Measure(model, rows, scores, conditions, data.Targets?.Values());

        (string, float[], int)[] condition =
            model.ConditionSize == 0 ? [] : [("condition", InUnitsOfData(model, data, conditions), Rows)];
        (string, float[], int)[] targets = data.Targets is null ? [] : [("targets", data.Targets.Values(), Rows)];
        yield return (new OnnxJob(File("encoder"), [("rows", rows, Rows), .. condition], "latent"), latents);
        yield return (
            new OnnxJob(File("decoder"), [("latent", latents, Rows), .. condition], "reconstruction"),
            decoded
        );
        yield return (
            new OnnxJob(File("reconstructor"), [("rows", rows, Rows), .. condition], "reconstruction"),
            rebuilt
        );
        yield return (new OnnxJob(File("scorer"), [("rows", rows, Rows), .. targets, .. condition], "score"), scores);
        // One row alone comes out as it does among others.
        (string, float[], int)[] first =
        [
            .. condition.Select(input => (input.Item1, input.Item2[..model.ConditionSize], 1)),
        ];
        yield return (
            new OnnxJob(File("reconstructor"), [("rows", rows[..model.Columns], 1), .. first], "reconstruction"),
            rebuilt[..model.OutputColumns]
        );

        string File(string name) => Path.Combine(folder, $"{name}.onnx");
    }

    // The library takes context that has been prepared, a file as it is in the data.
    private static float[] InUnitsOfData(Autoencoder model, Dataset data, float[] conditions)
    {
        float[] raw = [.. conditions];
        for (int row = 0; row < Rows && model.Options.Condition.Context; row++)
        {
            ReadOnlySpan<float> context = data.Context!.Row(row);
            context.CopyTo(raw.AsSpan(((row + 1) * model.ConditionSize) - context.Length));
        }

        return raw;
    }
}

/// <summary>What a file gave.</summary>
/// <param name="Job">What was run.</param>
/// <param name="Expected">What the model gives.</param>
/// <param name="Actual">What ONNX Runtime gave.</param>
/// <param name="Error">Why it gave nothing; null where it did.</param>
internal sealed record Outcome(OnnxJob Job, float[] Expected, float[] Actual, string? Error);
