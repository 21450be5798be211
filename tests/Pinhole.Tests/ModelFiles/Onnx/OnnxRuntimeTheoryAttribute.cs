namespace Pinhole.Tests.ModelFiles.Onnx;

/// <summary>A test that runs models in ONNX Runtime; skipped where Node or the package is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnnxRuntimeTheoryAttribute : TheoryAttribute
{
    public OnnxRuntimeTheoryAttribute() => Skip = OnnxRuntime.Absence;
}
