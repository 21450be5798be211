using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pinhole.Cli.Output;

/// <summary>Where a verb speaks: results go to standard output, everything else to standard error.</summary>
/// <param name="quiet">Whether remarks are dropped.</param>
/// <param name="json">Whether the result is one JSON object.</param>
internal sealed class Terminal(bool quiet, bool json)
{
    private readonly TextWriter _results = Console.Out;
    private readonly IAnsiConsole _resultConsole = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });

    public bool Quiet => quiet;

    public bool Json => json;

    /// <summary>The console behind standard error, on which progress is drawn.</summary>
    public static IAnsiConsole ErrorConsole { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>A remark, on standard error.</summary>
    public void Say(string line)
    {
        if (!quiet)
            Console.Error.WriteLine(line);
    }

    /// <summary>A line of the result.</summary>
    public void Print(string line) => _results.WriteLine(line);

    /// <summary>A table or list as part of the result.</summary>
    public void Print(IRenderable renderable) => _resultConsole.Write(renderable);

    /// <summary>The result as one JSON object on one line.</summary>
    /// <param name="members">Writes the members.</param>
    public void PrintJson(Action<Utf8JsonWriter> members)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        _results.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
