using System.CommandLine;

namespace Pinhole.Cli.Parsing;

/// <summary>
/// Where options stand on help pages: under which title, and which of them most people need. An option that is not
/// named here is a setting of a piece, and stands under the last title.
/// </summary>
internal static class HelpGroups
{
    private static readonly Group Pieces = new("Settings of the model's pieces", [], []);

    private static readonly Group[] Titles =
    [
        new(
            "Data",
            ["--labels", "--preprocess", "--rows"],
            [
                "--id",
                "--ignore",
                "--transpose",
                "--image-size",
                "--color",
                "--patch",
                "--context",
                "--targets",
                "--binarize",
            ]
        ),
        new(
            "Model",
            ["--model", "--latent", "--hidden", "--loss"],
            [
                "--network",
                "--decoder-hidden",
                "--activation",
                "--norm",
                "--initialization",
                "--dropout",
                "--tied",
                "--condition",
            ]
        ),
        new(
            "Training",
            ["--epochs", "--seed", "--resume"],
            [
                "--batch",
                "--validation",
                "--patience",
                "--optimizer",
                "--learning-rate",
                "--weight-decay",
                "--schedule",
                "--warmup",
                "--decay",
                "--decay-epochs",
                "--clip",
                "--checkpoint-every",
                "--threads",
            ]
        ),
        new("Output", ["--out", "--force"], ["--json", "--quiet", "--debug", "--help", "--help-all"]),
        Pieces,
    ];

    /// <summary>The names that have a place here.</summary>
    public static IEnumerable<string> Names => Titles.SelectMany(group => group.Common.Concat(group.Others));

    /// <summary>Options by title, in the order of the pages; within a title the common ones first.</summary>
    /// <param name="options">Options of a verb.</param>
    /// <param name="all">Whether to give those too that few people need.</param>
    public static IEnumerable<(string Title, Option[] Options)> Of(IEnumerable<Option> options, bool all) =>
        from title in Titles
        let chosen = options
            .Where(option => Find(option) == title && (all || title.Common.Contains(option.Name)))
            .OrderBy(option =>
                Array.IndexOf(title.Common, option.Name) is >= 0 and int place ? place : title.Common.Length
            )
            .ToArray()
        where chosen.Length > 0
        select (title.Title, chosen);

    private static Group Find(Option option) =>
        Array.Find(Titles, title => title.Common.Contains(option.Name) || title.Others.Contains(option.Name)) ?? Pieces;

    private sealed record Group(string Title, string[] Common, string[] Others);
}
