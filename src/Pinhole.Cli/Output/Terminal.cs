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

    public bool Quiet => quiet;

    public bool Json => json;

    /// <summary>The console behind standard error, on which progress is drawn.</summary>
    public static IAnsiConsole ErrorConsole { get; } =
        AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                // The bar stays in the terminal when the result goes to a pipe.
                Interactive = Console.IsErrorRedirected ? InteractionSupport.No : InteractionSupport.Yes,
                Out = new AnsiConsoleOutput(Console.Error),
            }
        );

    /// <summary>A remark, on standard error.</summary>
    public void Say(string line)
    {
        if (!quiet)
            Console.Error.WriteLine(SettingWords.Show(line));
    }

    /// <summary>A line of the result.</summary>
    public void Print(string line) => _results.WriteLine(SettingWords.Show(line));

    /// <summary>A table or list as part of the result.</summary>
    public void Print(IRenderable renderable)
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) }
        );
        console.Profile.Width = Console.IsOutputRedirected ? 100 : Math.Max(40, Console.WindowWidth);
        console.Write(renderable);
        // Cells are padded with blanks, which wrap in narrow windows and trouble scripts.
        foreach (string line in text.ToString().TrimEnd().Split('\n'))
            _results.WriteLine(line.TrimEnd());
    }

    /// <summary>The result as one JSON object on one line.</summary>
    /// <param name="members">Writes the members.</param>
    public void PrintJson(Action<Utf8JsonWriter> members) =>
        PrintWholeJson(json =>
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        });

    /// <summary>A result that is a JSON object already, on one line.</summary>
    /// <param name="result">Writes it, braces included.</param>
    public void PrintWholeJson(Action<Utf8JsonWriter> result)
    {
        using MemoryStream buffer = new();
        using (
            Utf8JsonWriter writer = new(
                buffer,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            result(writer);
        }

        _results.WriteLine(SettingWords.Show(Encoding.UTF8.GetString(buffer.ToArray())));
    }
}
