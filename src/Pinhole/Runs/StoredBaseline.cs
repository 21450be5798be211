using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Runs;

/// <summary>PCA as an attachment of a model.</summary>
internal static class StoredBaseline
{
    private const string Name = "pca";
    private const string Mean = "mean";
    private const string Components = "components";
    private const string Variances = "variances";
    private const string OutputMean = "output-mean";
    private const string Outputs = "outputs";

    public static IEnumerable<Attachment> ToAttachments(PrincipalComponents? baseline) =>
        baseline is null
            ? []
            :
            [
                new(
                    Name,
                    tensors:
                    [
                        StoredTensor.FromFloats(Mean, [baseline.Columns], baseline.Mean),
                        StoredTensor.FromFloats(
                            Components,
                            [baseline.Count, baseline.Columns],
                            baseline.Components.Length,
                            (start, part) => baseline.Components.Slice((int)start, part.Length).CopyTo(part)
                        ),
                        StoredTensor.FromFloats(Variances, [baseline.Count], baseline.Variances),
                        .. baseline.HasTargets
                            ? new[]
                            {
                                StoredTensor.FromFloats(OutputMean, [baseline.OutputColumns], baseline.OutputMean),
                                StoredTensor.FromFloats(
                                    Outputs,
                                    [baseline.Count, baseline.OutputColumns],
                                    baseline.Outputs
                                ),
                            }
                            : [],
                    ]
                ),
            ];

    /// <summary>Reads the PCA; null if none was stored.</summary>
    /// <exception cref="InputException">A part is missing, has the wrong shape, or holds NaN or infinity.</exception>
    public static PrincipalComponents? Find(StoredModel stored, string path)
    {
        if (stored.Attachments.Find(Name) is not Attachment kept)
            return null;

        long count = kept.Tensors.TryGetValue(Variances, out StoredTensor? variances) ? variances.Count : 0;
        if (count == 0)
            throw new InputException($"{path} has a PCA without {Variances}; the file is damaged");
        Autoencoder model = stored.Model;
        bool hasTargets = model.Schema.Targets is not null;
        return new PrincipalComponents(
            Read(kept, Mean, [model.Columns], path),
            Read(kept, Components, [count, model.Columns], path),
            Read(kept, Variances, [count], path),
            hasTargets ? Read(kept, OutputMean, [model.OutputColumns], path) : [],
            hasTargets ? Read(kept, Outputs, [count, model.OutputColumns], path) : []
        );
    }

    private static float[] Read(Attachment kept, string name, long[] shape, string path)
    {
        if (!kept.Tensors.TryGetValue(name, out StoredTensor? tensor) || !tensor.Shape.SequenceEqual(shape))
            throw new InputException(
                $"{path} has no tensor {Name}.{name} of shape [{string.Join(", ", shape)}]; the file is damaged"
            );
        float[] values = tensor.ToFloats();
        if (!Array.TrueForAll(values, float.IsFinite))
            throw new InputException($"{path} has NaN or infinity in tensor {Name}.{name}; the file is damaged");
        return values;
    }
}
