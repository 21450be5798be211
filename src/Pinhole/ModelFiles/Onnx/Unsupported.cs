namespace Pinhole.ModelFiles.Onnx;

/// <summary>What is said of pieces that someone else made.</summary>
internal static class Unsupported
{
    /// <summary>The refusal of a piece that has no form in ONNX here.</summary>
    /// <param name="piece">The piece.</param>
    public static NotSupportedException Piece(object piece) =>
        new(
            "The model cannot be written as ONNX: only Pinhole's own pieces have a form there, and "
                + $"{piece.GetType().Name} is not one; use the model in .NET, or build it of others."
        );
}
