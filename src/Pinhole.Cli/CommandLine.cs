using System.CommandLine;
using System.CommandLine.Help;
using Pinhole.Cli.Parsing;
using Pinhole.Cli.Verbs;

namespace Pinhole.Cli;

/// <summary>The command <c>pinhole</c>: parses arguments, runs a verb, and returns an exit code.</summary>
internal static class CommandLine
{
    public static int Run(string[] arguments)
    {
        try
        {
            ParseResult parsed = Parse(arguments);
            if (ParseErrors.Find(parsed) is string error)
                throw new InputException(error);
            return parsed.Invoke(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
            );
        }
        catch (Exception exception)
        {
            return ExitCodes.Report(exception, arguments.Contains(SharedOptions.Debug.Name));
        }
    }

    /// <summary>Parses arguments, without running anything.</summary>
    public static ParseResult Parse(string[] arguments) =>
        Create()
            .Parse(
                arguments,
                new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null }
            );

    private static RootCommand Create()
    {
        Command data = new("data", "Built-in data, file formats, and data sets to download.")
        {
            new DataListVerb(),
            new DataMakeVerb(),
            new DataDescribeVerb(),
            new DataGetVerb(),
        };
        RootCommand root = new(
            "Autoencoders: train one, look at its report, and use it on rows of numbers or on images."
        )
        {
            new TrainVerb(),
            new EvaluateVerb(),
            new EncodeVerb(),
            new DecodeVerb(),
            new ReconstructVerb(),
            new ScoreVerb(),
            new DenoiseVerb(),
            new SampleVerb(),
            new InterpolateVerb(),
            new TraverseVerb(),
            new InfoVerb(),
            new ExportVerb(),
            new ImportVerb(),
            new RunsVerb(),
            new ReproduceVerb(),
            data,
            SharedOptions.Json,
            SharedOptions.Quiet,
            SharedOptions.Debug,
            HelpPage.AllOption(),
        };
        root.HelpName = "pinhole";
        // The standard option also has /h and /?, which shell completion would offer in place of files.
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Options.Add(
            new HelpOption("--help", "-h", "-?") { Description = "Show help.", Action = new HelpPage(all: false) }
        );
        root.Options.OfType<VersionOption>().Single().Action = new VersionLine();
        // A bare "pinhole" shows help, with exit code 0.
        root.SetAction(HelpPage.Show);
        data.SetAction(HelpPage.Show);
        return root;
    }
}
