namespace Pinhole.Data.Preprocessing;

/// <summary>Leaves the rows as they are.</summary>
public sealed class NoPreprocessing : Preprocessor
{
    /// <inheritdoc/>
    public override string Name => "none";

    internal override bool KeepsZeros => true;

    /// <inheritdoc/>
    public override void ApplyInPlace(Span<float> row) { }

    /// <inheritdoc/>
    public override void InvertInPlace(Span<float> row) { }
}
