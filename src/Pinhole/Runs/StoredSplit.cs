using Pinhole.Data;
using Pinhole.ModelFiles;

namespace Pinhole.Runs;

/// <summary>The numbers of the validation rows as a tensor beside a model's own.</summary>
internal static class StoredSplit
{
    private const string ValidationRows = "split.validation";

    public static IEnumerable<StoredTensor> ToTensors(RowSplit? split) =>
        split is null ? [] : [StoredTensor.FromIntegers(ValidationRows, [split.Validation.Length], split.Validation)];

    /// <summary>Reads the numbers, or null where none were kept.</summary>
    /// <exception cref="InputException">They are no numbers of rows, or one comes twice.</exception>
    public static int[]? Find(StoredModel stored, string path)
    {
        if (!stored.Attachments.TryGetValue(ValidationRows, out StoredTensor? tensor))
            return null;
        int[] rows = tensor is { Type: ElementType.I32, Shape: [> 0] } ? tensor.ToIntegers() : [];
        return rows.Length > 0 && rows.All(row => row >= 0) && rows.Distinct().Count() == rows.Length
            ? rows
            : throw new InputException(
                $"{path} has a tensor {ValidationRows} that holds no numbers of rows; the file is damaged"
            );
    }
}
