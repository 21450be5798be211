using System.Text;
using Pinhole.Pieces;

namespace Pinhole.Tests.Pieces;

/// <summary>A family of pieces as a table of docs/models.md.</summary>
internal static class PieceTable
{
    /// <summary>A heading, and a row for each setting of each piece.</summary>
    public static string Of<TFamily>(string title, PieceFamily<TFamily> family)
        where TFamily : class
    {
        StringBuilder text = new();
        text.Append($"### {title}\n\n| piece | setting | default | what it may be | option | what it does |\n");
        text.Append("| --- | --- | --- | --- | --- | --- |\n");
        foreach (PieceDescription<TFamily> piece in family.Pieces)
        {
            string name = piece.OptionName == piece.Name ? $"`{piece.Name}`" : $"`{piece.Name}` (`{piece.Alias}`)";
            text.Append($"| {name} | | | | | {Cell(piece.Help)} |\n");
            foreach (Setting<TFamily> setting in piece.Settings)
                text.Append(
                    $"| | `{setting.Name}` | {Cell(setting.Text(piece.Standard))} | {Cell(setting.Range)} | "
                        + $"{(setting.Option is string option ? $"`--{option}`" : "")} | {Cell(setting.Help)} |\n"
                );
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
