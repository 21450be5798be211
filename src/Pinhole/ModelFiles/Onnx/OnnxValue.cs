namespace Pinhole.ModelFiles.Onnx;

/// <summary>
/// What an ONNX file takes or gives: float32 numbers, [batch, features], or [batch] where <see cref="Features"/> is
/// null.
/// </summary>
/// <param name="Name">What it is called, such as <c>rows</c> or <c>latent</c>.</param>
/// <param name="Features">Numbers in a row; null for one number without a dimension of its own.</param>
public sealed record OnnxValue(string Name, int? Features)
{
    /// <summary>What the first dimension is called: any number of rows.</summary>
    public const string Batch = "batch";

    /// <summary>As written in messages: <c>rows [batch, 784]</c>.</summary>
    public override string ToString() =>
        Features is int features ? $"{Name} [{Batch}, {features}]" : $"{Name} [{Batch}]";
}
