namespace Pinhole.Pieces;

/// <summary>The kind of a setting's value.</summary>
public enum SettingKind
{
    /// <summary>A <see cref="double"/>.</summary>
    Number,

    /// <summary>An <see cref="int"/>.</summary>
    Count,

    /// <summary>One of the names in <see cref="Setting.Choices"/>, a <see cref="string"/>.</summary>
    Choice,

    /// <summary>A <see cref="bool"/>.</summary>
    Flag,

    /// <summary>Sizes of layers, an <see cref="IReadOnlyList{T}"/> of <see cref="int"/>.</summary>
    Sizes,
}
