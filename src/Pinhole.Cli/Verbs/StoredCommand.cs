using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pinhole.Cli.Parsing;
using Pinhole.Training;

namespace Pinhole.Cli.Verbs;

/// <summary>
/// The command line that started a run, kept in its checkpoint: where the data are is known from it alone.
/// </summary>
internal static class StoredCommand
{
    private const string Note = "command";

    /// <summary>The arguments as a note.</summary>
    public static Dictionary<string, string> ToNotes(string[] arguments) =>
        new() { [Note] = JsonSerializer.Serialize(arguments, StoredCommandJson.Default.StringArray) };

    /// <summary>The arguments that a checkpoint was started with.</summary>
    /// <exception cref="InputException">It was not written by this command.</exception>
    public static string[] Read(TrainingCheckpoint checkpoint, string folder)
    {
        try
        {
            if (
                checkpoint.Notes.TryGetValue(Note, out string? text)
                && JsonSerializer.Deserialize(text, StoredCommandJson.Default.StringArray) is string[] arguments
                && !arguments.Contains(null!)
            )
                return arguments;
        }
        catch (JsonException exception)
        {
            throw NotStarted(folder, exception);
        }

        throw NotStarted(folder);
    }

    /// <summary>Understands the arguments again.</summary>
    /// <exception cref="InputException">They are no command that trains.</exception>
    public static ParseResult Parse(string[] arguments, string folder)
    {
        ParseResult started = CommandLine.Parse(arguments);
        return started.CommandResult.Command is TrainVerb && ParseErrors.Find(started) is null
            ? started
            : throw NotStarted(folder);
    }

    /// <summary>Refuses an option that says something else than it did when the run was started.</summary>
    /// <param name="given">The command line that resumes.</param>
    /// <param name="started">The one that started.</param>
    /// <param name="free">Options that may change.</param>
    /// <param name="folder">The run.</param>
    public static void RequireSame(ParseResult given, ParseResult started, Option[] free, string folder)
    {
        foreach (OptionResult option in given.CommandResult.Children.OfType<OptionResult>())
        {
            if (option.Implicit || free.Contains(option.Option))
                continue;
            string name = option.Option.Name;
            OptionResult? before = started
                .CommandResult.Children.OfType<OptionResult>()
                .FirstOrDefault(other => other.Option.Name == name && !other.Implicit);
            if (before is null ? !IsStandard(option) : !Words(before).SequenceEqual(Words(option)))
                throw new InputException(
                    $"{folder} was started "
                        + $"{(before is null ? $"without {name}" : $"with {name} {string.Join(' ', Words(before))}")}, and a resumed run keeps its options; leave {name} out, or train anew"
                );
        }
    }

    // "--batch 128" says what would be so without it.
    private static bool IsStandard(OptionResult option) =>
        option.Option.HasDefaultValue
        && option.Option.GetDefaultValue() is object standard
        && Words(option)
            .SequenceEqual([Convert.ToString(standard, System.Globalization.CultureInfo.InvariantCulture)!]);

    private static IEnumerable<string> Words(OptionResult option) => option.Tokens.Select(token => token.Value);

    private static InputException NotStarted(string folder, Exception? cause = null) =>
        new(
            $"the checkpoint of {folder} does not say how pinhole train started it; resume it from the program "
                + "that did",
            cause
        );
}

[JsonSerializable(typeof(string[]))]
internal sealed partial class StoredCommandJson : JsonSerializerContext;
