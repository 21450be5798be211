namespace Pinhole.Pieces;

/// <summary>Descriptions of pieces that do not describe themselves.</summary>
internal static class UndescribedPiece
{
    /// <summary>
    /// The description of a piece that a program defines without one: the name of its type, and no settings.
    /// </summary>
    /// <param name="piece">The piece.</param>
    public static PieceDescription<TFamily> Describe<TFamily>(TFamily piece)
        where TFamily : class
    {
        string name = piece.GetType().Name;
        return new PieceDescription<TFamily, TFamily>(name, "A piece of the program's own", piece, _ => name);
    }
}
