namespace Pinhole.ModelFiles.Onnx;

/// <summary>An ONNX file that was written.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Inputs">What it takes.</param>
/// <param name="Outputs">What it gives.</param>
public sealed record OnnxFile(string Path, IReadOnlyList<OnnxValue> Inputs, IReadOnlyList<OnnxValue> Outputs);
