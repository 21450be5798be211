using Pinhole.Data;
using Pinhole.ModelFiles;

namespace Pinhole.Runs;

/// <summary>The indices of the validation rows as an attachment of a model.</summary>
internal static class StoredSplit
{
    private const string Name = "split";
    private const string ValidationRows = "validation";

    public static IEnumerable<Attachment> ToAttachments(RowSplit? split) =>
        split is null
            ? []
            :
            [
                new(
                    Name,
                    tensors: [StoredTensor.FromIntegers(ValidationRows, [split.Validation.Length], split.Validation)]
                ),
            ];

    /// <summary>Reads the indices; null if none were stored.</summary>
    /// <exception cref="InputException">They are not indices of rows, or one occurs twice.</exception>
    public static int[]? Find(StoredModel stored, string path)
    {
        if (stored.Attachments.Find(Name, ValidationRows) is not StoredTensor tensor)
            return null;
        int[] rows = tensor is { Type: ElementType.I32, Shape: [> 0] } ? tensor.ToIntegers() : [];
        return rows.Length > 0 && rows.All(row => row >= 0) && rows.Distinct().Count() == rows.Length
            ? rows
            : throw new InputException(
                $"{path} has a tensor {Name}.{ValidationRows} that holds no numbers of rows; the file is damaged"
            );
    }
}
