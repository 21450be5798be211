namespace Pinhole.ModelFiles.Onnx;

/// <summary>The exception for pieces that are not Pinhole's own.</summary>
internal static class Unsupported
{
    /// <summary>Creates the exception for a piece without a form in ONNX.</summary>
    /// <param name="piece">The piece.</param>
    public static NotSupportedException Piece(object piece) =>
        new(
            "The model cannot be written as ONNX: only Pinhole's own pieces have a form there, and "
                + $"{piece.GetType().Name} is not one; use the model in .NET, or build it of others."
        );
}
