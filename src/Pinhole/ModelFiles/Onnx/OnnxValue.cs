namespace Pinhole.ModelFiles.Onnx;

/// <summary>
/// An input or output of an ONNX file: float32 numbers, [batch, features], or [batch] if <see cref="Features"/> is
/// null.
/// </summary>
/// <param name="Name">Its name, such as <c>rows</c> or <c>latent</c>.</param>
/// <param name="Features">Numbers in a row; null for one number without a second dimension.</param>
public sealed record OnnxValue(string Name, int? Features)
{
    /// <summary>The name of the first dimension: any number of rows.</summary>
    public const string Batch = "batch";

    /// <summary>As written in messages: <c>rows [batch, 784]</c>.</summary>
    public override string ToString() =>
        Features is int features ? $"{Name} [{Batch}, {features}]" : $"{Name} [{Batch}]";
}
