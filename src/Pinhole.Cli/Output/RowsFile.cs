using System.Text.Json;
using Pinhole.Data;
using Pinhole.Data.Writers;

namespace Pinhole.Cli.Output;

/// <summary>
/// A file of rows that a verb writes: checked before the work, written after it. "-" is standard output.
/// </summary>
internal static class RowsFile
{
    public const string StandardOutput = "-";

    /// <summary>Refuses a file that cannot be written, before the work.</summary>
    /// <param name="terminal">What the rest of the result goes to.</param>
    /// <param name="path">The file.</param>
    /// <param name="force">Whether a file there may be overwritten.</param>
    /// <param name="labels">Whether labels will be written too.</param>
    /// <returns>The same path.</returns>
    public static string Claim(Terminal terminal, string path, bool force, bool labels = false)
    {
        if (path == StandardOutput)
        {
            return terminal.Json
                ? throw new InputException("--out - and --json both write to standard output; leave one of them out")
                : path;
        }

        if (DatabaseAddress.Is(path))
        {
            DatabaseWriter.Require(DatabaseAddress.Parse(path), force);
            return path;
        }

        string extension = Path.GetExtension(path);
        if (!DatasetWriter.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
        {
            string hint = Suggestion.Nearest(extension, DatasetWriter.Extensions) is string nearest
                ? $"did you mean '{nearest}'? "
                : "";
            throw new InputException(
                $"--out {path} has no known format; {hint}valid: "
                    + $"{string.Join(", ", DatasetWriter.Extensions)}, or sqlite:FILE?table=NAME"
            );
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
            throw new InputException(
                $"--out {path} is in a folder that does not exist; make {folder} first, or choose another place"
            );
        if (Directory.Exists(path))
            throw new InputException($"--out {path} is a folder; name a file in it");

        // The labels of an npy file go to a second file, which must not be lost either.
        string[] files =
            labels && extension.Equals(".npy", StringComparison.OrdinalIgnoreCase)
                ? [path, Path.ChangeExtension(path, null) + "-labels.npy"]
                : [path];
        if (!force && files.FirstOrDefault(File.Exists) is string existing)
            throw new InputException($"{existing} exists already; choose another --out, or overwrite it with --force");
        return path;
    }

    /// <summary>Refuses to write over what is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">Where the rows come from.</param>
    public static void RequireOther(string path, string source)
    {
        if (File.Exists(source) && Path.GetFullPath(source) == Path.GetFullPath(path))
            throw new InputException($"{path} is the input, and its rows would be lost; choose another --out");
    }

    /// <summary>Whether the file is a picture.</summary>
    public static bool IsPicture(string path) =>
        Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses rows that the file cannot hold, before they are made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">What the rows will be.</param>
    /// <param name="name">What to call them.</param>
    public static void Require(string path, Schema schema, string name)
    {
        if (IsPicture(path))
            ImageGridWriter.Require(schema, name);
    }

    /// <summary>
    /// Writes the rows: all of them or, on failure and after Ctrl-C, nothing; as CSV where they go to standard output.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="path">The file.</param>
    /// <param name="across">Images in a line, where the file is a picture.</param>
    /// <param name="range">For a picture: black is its minimum, white its maximum; null for those of the rows.</param>
    /// <exception cref="OperationCanceledException">It was interrupted; the message says what is there.</exception>
    public static void Write(Dataset rows, string path, int? across = null, Schema? range = null) =>
        Write(_ => rows, path, across, range);

    /// <summary>The same for rows that are made while they are written.</summary>
    /// <param name="rows">Gives the rows; heeds the token as it makes them.</param>
    /// <param name="path">The file.</param>
    /// <param name="across">Images in a line, where the file is a picture.</param>
    /// <param name="range">For a picture: black is its minimum, white its maximum; null for those of the rows.</param>
    /// <exception cref="OperationCanceledException">It was interrupted; the message says what is there.</exception>
    public static void Write(
        Func<CancellationToken, Dataset> rows,
        string path,
        int? across = null,
        Schema? range = null
    )
    {
        using Interruption interruption = new(() => { });
        interruption.Heed();
        try
        {
            Write(rows(interruption.Token), path, across, range, interruption.Token);
        }
        catch (OperationCanceledException exception)
        {
            string result =
                path == StandardOutput
                    ? "not all rows were written"
                    : $"{DatabaseAddress.WithoutPassword(path)} was not written";
            throw new OperationCanceledException($"interrupted; {result}", exception);
        }
    }

    private static void Write(
        Dataset rows,
        string path,
        int? across,
        Schema? range,
        CancellationToken cancellationToken
    )
    {
        if (DatabaseAddress.Is(path))
        {
            // Claim has refused a table that must not be replaced.
            DatabaseWriter.Write(rows, DatabaseAddress.Parse(path), replace: true, cancellationToken);
            return;
        }

        if (path != StandardOutput)
        {
            DatasetWriter.Write(rows, path, across, range, cancellationToken);
            return;
        }

        using Stream output = Console.OpenStandardOutput();
        CsvWriter.Write(output, rows, cancellationToken);
    }

    /// <summary>Says what was written.</summary>
    /// <param name="terminal">Where to say it.</param>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many rows it holds.</param>
    /// <param name="columns">How many numbers each has.</param>
    /// <param name="width">What to call that.</param>
    public static void Tell(Terminal terminal, string path, int rows, int columns, string width)
    {
        if (path == StandardOutput)
            return;
        path = DatabaseAddress.WithoutPassword(path);
        if (!terminal.Json)
        {
            terminal.Say($"{path}: {Figures.Count(rows, "row")} × {width}");
            return;
        }

        terminal.PrintJson(json => WriteMembers(json, path, rows, columns));
    }

    /// <summary>Writes what was written as members of the current JSON object.</summary>
    public static void WriteMembers(Utf8JsonWriter json, string path, int rows, int columns)
    {
        json.WriteString("out", path);
        json.WriteNumber("rows", rows);
        json.WriteNumber("columns", columns);
    }
}
