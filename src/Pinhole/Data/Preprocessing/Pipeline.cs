namespace Pinhole.Data.Preprocessing;

/// <summary>Several steps, applied in order and undone in reverse order.</summary>
public sealed class Pipeline : Preprocessor
{
    private readonly Preprocessor[] _steps;

    /// <summary>Makes a pipeline of fitted steps, each fitted on rows that the steps before it have prepared.</summary>
    /// <param name="steps">At least one.</param>
    /// <exception cref="InputException">There is none.</exception>
    public Pipeline(IReadOnlyList<Preprocessor> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Count == 0)
            throw new InputException("a preprocessing pipeline needs at least one step");
        _steps = [.. steps];
        Name = string.Join(',', steps.Select(step => step.Name));
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>The steps, in the order in which they are applied.</summary>
    public IReadOnlyList<Preprocessor> Steps => _steps;

    internal override IReadOnlyList<(string Name, float[] Values)> Learned =>
        [
            .. _steps.SelectMany(
                (step, i) => step.Learned.Select(learned => ($"{i + 1}.{learned.Name}", learned.Values))
            ),
        ];

    internal override bool KeepsZeros => Array.TrueForAll(_steps, step => step.KeepsZeros);

    internal override void ApplyInPlace(ReadOnlySpan<int> places, Span<float> values)
    {
        foreach (Preprocessor step in _steps)
            step.ApplyInPlace(places, values);
    }

    /// <inheritdoc/>
    public override void ApplyInPlace(Span<float> row)
    {
        foreach (Preprocessor step in _steps)
            step.ApplyInPlace(row);
    }

    /// <inheritdoc/>
    public override void InvertInPlace(Span<float> row)
    {
        for (int i = _steps.Length - 1; i >= 0; i--)
            _steps[i].InvertInPlace(row);
    }
}
