namespace Pinhole.ModelFiles.Onnx;

/// <summary>A written ONNX file.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Outputs">Its outputs.</param>
public sealed record OnnxFile(string Path, IReadOnlyList<OnnxValue> Inputs, IReadOnlyList<OnnxValue> Outputs);
