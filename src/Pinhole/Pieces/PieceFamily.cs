namespace Pinhole.Pieces;

/// <summary>All pieces of one kind.</summary>
/// <typeparam name="TFamily">The abstract record that they derive from.</typeparam>
public sealed class PieceFamily<TFamily>
    where TFamily : class
{
    private readonly Lazy<PieceDescription<TFamily>[]> _pieces;

    /// <param name="noun">What one of them is, such as "corruption".</param>
    /// <param name="pieces">Lists their descriptions, at first use: descriptions may need the family.</param>
    internal PieceFamily(string noun, Func<PieceDescription<TFamily>[]> pieces)
    {
        Noun = noun;
        _pieces = new(pieces);
    }

    /// <summary>What one of them is, such as "corruption".</summary>
    public string Noun { get; }

    /// <summary>Their descriptions, in the order of display.</summary>
    public IReadOnlyList<PieceDescription<TFamily>> Pieces => _pieces.Value;

    /// <summary>Their names on the command line.</summary>
    public IReadOnlyList<string> Names => [.. Pieces.Select(piece => piece.OptionName)];

    /// <summary>The description of a piece.</summary>
    /// <param name="name">Its name in JSON or on the command line.</param>
    /// <exception cref="InputException">There is no such piece.</exception>
    public PieceDescription<TFamily> Find(string name) =>
        Pieces.FirstOrDefault(piece => piece.Name == name || piece.OptionName == name)
        ?? throw new InputException(Suggestion.Unknown(Noun, name, Names));

    /// <summary>A piece with default settings.</summary>
    /// <param name="name">Its name in JSON or on the command line.</param>
    /// <exception cref="InputException">There is no such piece.</exception>
    public TFamily Create(string name) => Find(name).Standard;

    /// <summary>
    /// The piece with a name: the current piece if it has that name, otherwise one with default settings.
    /// </summary>
    /// <param name="name">A name; null keeps the current piece.</param>
    /// <param name="start">The current piece.</param>
    /// <exception cref="InputException">There is no piece of this name.</exception>
    public TFamily Choose(string? name, TFamily start)
    {
        ArgumentNullException.ThrowIfNull(start);
        if (name is null)
            return start;
        PieceDescription<TFamily> description = Find(name);
        return description.Standard.GetType() == start.GetType() ? start : description.Standard;
    }
}
