using System.Text.RegularExpressions;

namespace Pinhole.Tests.Pieces;

/// <summary>
/// Nobody asks which type a piece is but its own folder and its form in ONNX: whatever else wants to know something of
/// a piece asks for a property that the piece has.
/// </summary>
public class PieceWallTests
{
    private static readonly string[] Projects = ["Pinhole", "Pinhole.Cli"];

    private static readonly Regex Asked = Asking(AllPieces.All.Select(pair => pair.Piece));

    [Theory]
    [InlineData("if (options.Bottleneck is not GaussianBottleneck)")]
    [InlineData("switch (x) { case HuberReconstruction huber: break; }")]
    [InlineData("string name = corruption switch\n{\n    MaskingCorruption masking => \"masking\",\n};")]
    [InlineData("    TopKBottleneck { Units: 3 } top =>\n        1,")]
    [InlineData("if (options is { Network: DenseNetwork, Latent: 3 })")]
    [InlineData("DenseNetwork dense = (DenseNetwork)network;")]
    [InlineData("pieces.OfType<L1Regularizer>().Any()")]
    [InlineData("piece.GetType() == typeof(AdamOptions)")]
    public void The_wall_sees(string code) => Assert.Matches(Asked, code);

    [Theory]
    [InlineData("Bottleneck = new GaussianBottleneck(Beta: 4)")]
    [InlineData("Network: new DenseNetwork([3])")]
    [InlineData("$\"choose {nameof(GaussianBottleneck)}\"")]
    [InlineData("public AdamOptions Optimizer => _optimizer;")]
    public void The_wall_lets_pass(string code) => Assert.DoesNotMatch(Asked, code);

    [Fact]
    public void Only_its_folder_and_ONNX_ask_which_type_a_piece_is()
    {
        (string Path, string Code)[] files =
        [
            .. from project in Projects
            from file in Repository.Files($"src/{project}")
            where project != "Pinhole" || !file.Path.StartsWith("ModelFiles/Onnx/", StringComparison.Ordinal)
            select ($"{project}/{file.Path}", WithoutComments(file.Text)),
        ];
        Assert.Equal(
            [],
            from family in AllPieces.All.GroupBy(pair => pair.Family, pair => pair.Piece)
            let home = family.Key.Namespace!.Replace('.', '/') + "/"
            let asked = Asking(family)
            from file in files
            where !file.Path.StartsWith(home, StringComparison.Ordinal)
            from match in asked.Matches(file.Code)
            select $"{file.Path} asks for a type of piece: {match.Value.Trim()}"
        );
    }

    // x is T, case T, T { … } t => in a switch, { P: T }, (T)x, OfType<T>, typeof(T) and the like.
    private static Regex Asking(IEnumerable<Type> pieces)
    {
        string types = string.Join('|', pieces.Select(piece => piece.Name));
        return new(
            $@"\b(is|as|case|not|or|and)\s+(not\s+)?\(?\s*({types})\b"
                + $@"|(^|[{{,(])\s*({types})\b(\s*\{{[^;]*?\}})?(\s+\w+)?(\s+when\b[^;]*?)?\s*=>"
                + $@"|[{{,]\s*[\w.]+:\s*(not\s+)?\(?({types})\b"
                + $@"|\(\s*({types})\s*\)\s*[\w(]"
                + $@"|<\s*({types})\s*>\s*\("
                + $@"|\btypeof\(\s*({types})\s*\)",
            RegexOptions.Multiline
        );
    }

    private static string WithoutComments(string text) => Regex.Replace(text, @"^\s*//.*$", "", RegexOptions.Multiline);
}
