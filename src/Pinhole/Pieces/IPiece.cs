namespace Pinhole.Pieces;

/// <summary>A piece that knows its own description.</summary>
/// <typeparam name="TFamily">The abstract record that pieces of this kind derive from.</typeparam>
public interface IPiece<TFamily>
    where TFamily : class
{
    /// <summary>The description of this piece.</summary>
    PieceDescription<TFamily> Describe();
}
