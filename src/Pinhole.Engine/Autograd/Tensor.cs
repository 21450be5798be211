namespace Pinhole.Engine.Autograd;

/// <summary>
/// A handle to numbers on a <see cref="Autograd.Tape"/>: three machine words, nothing to dispose. It is valid
/// until the tape is rewound.
/// </summary>
public readonly struct Tensor
{
    internal Tensor(Tape tape, int index, int generation)
    {
        Tape = tape;
        Index = index;
        Generation = generation;
    }

    /// <summary>The tape it lives on.</summary>
    public Tape Tape { get; }

    internal int Index { get; }

    internal int Generation { get; }

    /// <summary>Its sizes.</summary>
    /// <exception cref="InvalidOperationException">The tape was rewound since.</exception>
    public Shape Shape => Tape.Resolve(this).Shape;
}
