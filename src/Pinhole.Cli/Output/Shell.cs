namespace Pinhole.Cli.Output;

/// <summary>Writes commands so that they can be pasted into a shell.</summary>
internal static class Shell
{
    /// <summary>The command with these arguments.</summary>
    public static string Command(params IEnumerable<string> arguments) =>
        string.Join(' ', ["pinhole", .. arguments.Select(Quoted)]);

    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./,:=+@%".Contains(c))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
