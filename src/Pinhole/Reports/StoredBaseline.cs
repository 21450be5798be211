using Pinhole.ModelFiles;
using Pinhole.Numerics;

namespace Pinhole.Reports;

/// <summary>PCA as tensors beside a model's own.</summary>
internal static class StoredBaseline
{
    private const string Mean = "pca.mean";
    private const string Components = "pca.components";
    private const string Variances = "pca.variances";
    private const string OutputMean = "pca.output-mean";
    private const string Outputs = "pca.outputs";

    public static IEnumerable<StoredTensor> ToTensors(PrincipalComponents baseline) =>
        [
            StoredTensor.FromFloats(Mean, [baseline.Columns], baseline.Mean),
            StoredTensor.FromFloats(Components, [baseline.Count, baseline.Columns], baseline.Components),
            StoredTensor.FromFloats(Variances, [baseline.Count], baseline.Variances),
            .. baseline.HasTargets
                ? new[]
                {
                    StoredTensor.FromFloats(OutputMean, [baseline.OutputColumns], baseline.OutputMean),
                    StoredTensor.FromFloats(Outputs, [baseline.Count, baseline.OutputColumns], baseline.Outputs),
                }
                : [],
        ];

    /// <summary>Reads the PCA, or null where none was kept.</summary>
    /// <exception cref="InputException">A part is missing, has another shape than the rest, or holds NaN or
    /// infinity.</exception>
    public static PrincipalComponents? Find(StoredModel stored, string path)
    {
        if (!new[] { Mean, Components, Variances }.Any(stored.Attachments.ContainsKey))
            return null;

        long count = stored.Attachments.TryGetValue(Variances, out StoredTensor? variances) ? variances.Count : 0;
        if (count == 0)
            throw new InputException($"{path} has a PCA without {Variances}; the file is damaged");
        return new PrincipalComponents(
            Read(stored, Mean, [stored.Model.Columns], path),
            Read(stored, Components, [count, stored.Model.Columns], path),
            Read(stored, Variances, [count], path),
            stored.Model.Schema.Targets is null ? [] : Read(stored, OutputMean, [stored.Model.OutputColumns], path),
            stored.Model.Schema.Targets is null ? [] : Read(stored, Outputs, [count, stored.Model.OutputColumns], path)
        );
    }

    private static float[] Read(StoredModel stored, string name, long[] shape, string path)
    {
        if (!stored.Attachments.TryGetValue(name, out StoredTensor? tensor) || !tensor.Shape.SequenceEqual(shape))
            throw new InputException(
                $"{path} has no tensor {name} of shape [{string.Join(", ", shape)}]; the file is damaged"
            );
        float[] values = tensor.ToFloats();
        if (!Array.TrueForAll(values, float.IsFinite))
            throw new InputException($"{path} has NaN or infinity in tensor {name}; the file is damaged");
        return values;
    }
}
