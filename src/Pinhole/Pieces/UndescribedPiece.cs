namespace Pinhole.Pieces;

/// <summary>Descriptions of pieces that do not describe themselves.</summary>
internal static class UndescribedPiece
{
    /// <summary>
    /// The description of a piece that a program derives and does not describe: it is called as its type, and has no
    /// settings.
    /// </summary>
    /// <param name="piece">The piece.</param>
    public static PieceDescription<TFamily> Describe<TFamily>(TFamily piece)
        where TFamily : class
    {
        string name = piece.GetType().Name;
        return new PieceDescription<TFamily, TFamily>(name, "A piece of the program's own", piece, _ => name);
    }
}
