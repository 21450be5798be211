using System.CommandLine;
using System.Diagnostics;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Recipes;
using Pinhole.Reports;
using Pinhole.Runs;
using Pinhole.Training;

namespace Pinhole.Cli.Verbs;

/// <summary><c>reproduce NAME</c>: reproduces a published result and compares.</summary>
internal sealed class ReproduceVerb : Verb
{
    private readonly Argument<string?> _name = new("NAME")
    {
        HelpName = "NAME",
        Description = "A recipe; --list shows them.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<bool> _list = OptionKinds.Flag("--list", "List the recipes and their published figures.");
    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "FOLDER",
        Description =
            "The folder with the files of a known data set, such as MNIST; recipes with generated data need none.",
    };
    private readonly Option<bool> _quick = OptionKinds.Flag(
        "--quick",
        "Run for about a minute on built-in data, with an expected figure of its own, to check that everything works."
    );
    private readonly Option<bool> _full = OptionKinds.Flag(
        "--full",
        "Run for hours, for figures that were published after very long training."
    );
    private readonly Option<ulong> _seed = OptionKinds.Number(
        SharedOptions.Seed.Name,
        "The seed of training, or the first of several; rows stay the same; default: the recipe's seed.",
        0UL
    );
    private readonly Option<bool> _resume = OptionKinds.Flag(
        "--resume",
        "Continue a stopped reproduction in the same folder."
    );
    private readonly Option<string?> _page = new("--page")
    {
        HelpName = "FOLDER",
        Description = "Run nothing; write all results in this folder (files NAME.json) as a Markdown page to --out.",
    };
    private readonly Option<string?> _out = SharedOptions.Out("The run folder; default: runs/NAME.");

    public ReproduceVerb()
        : base("reproduce", "Reproduce a published result and compare.", "pinhole reproduce hinton-2006 --data mnist")
    {
        Add(_name);
        AddAll(_list, _data, _quick, _full, _seed, _resume, _page, SharedOptions.Threads, _out, SharedOptions.Force);
    }

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(_list))
        {
            RecipeList.Print(terminal);
            return ExitCodes.Success;
        }

        if (parsed.GetValue(_page) is string results)
        {
            ReproductionFiles.WritePage(
                results,
                parsed.GetValue(_out)
                    ?? throw new InputException("--page needs a place for the page; add --out FILE.md")
            );
            return ExitCodes.Success;
        }

        string name = parsed.GetValue(_name)
            ?? throw new InputException($"{ParseErrors.Missing(this, "NAME")}; --list shows the recipes");
        if (parsed.GetValue(_quick) && parsed.GetValue(_full))
            throw new InputException("--quick and --full exclude each other; choose one");
        RecipeVariant variant =
            parsed.GetValue(_quick) ? RecipeVariant.Quick
            : parsed.GetValue(_full) ? RecipeVariant.Full
            : RecipeVariant.Standard;
        return Reproduce(parsed, RecipeBook.Read(name, variant, parsed.Given(_seed)), terminal);
    }

    private int Reproduce(ParseResult parsed, Recipe recipe, Terminal terminal)
    {
        string folder = parsed.GetValue(_out)
            ?? Path.Combine(
                "runs",
                recipe.Variant == RecipeVariant.Standard
                    ? recipe.Name
                    : $"{recipe.Name}-{recipe.Variant}".ToLowerInvariant()
            );
        bool resume = parsed.GetValue(_resume);
        using ReproductionPlace place = ReproductionPlace.Claim(
            folder,
            recipe,
            resume,
            parsed.GetValue(SharedOptions.Force)
        );
        using Interruption interruption = new(place.Dispose);
        (Dataset train, Dataset test) = recipe.Data.Open(parsed.GetValue(_data));
        if (parsed.GetValue(_data) is not null && !recipe.Data.IsKnown)
            terminal.Say("note   this recipe generates its rows; --data is ignored");
        using Kernels kernels = SharedOptions.CreateKernels(parsed);
        terminal.Say($"{recipe.Name}: {recipe.Title}");
        terminal.Say(
            $"data   {recipe.Data.Name}, {Figures.Count(train.Rows, "row")} for training and validation, "
                + $"{Figures.Count(test.Rows, "row")} for measuring, × {Describe.Rows(train.Schema)}"
        );

        interruption.Heed();
        Reproduction reproduction = place.Start(Machine.Describe(SharedOptions.ThreadCount(parsed)));
        foreach (RecipeRun run in recipe.Runs.Skip(reproduction.Runs.Count))
        {
            string runFolder = place.FolderOf(run);
            using TrainingCheckpoint? checkpoint = File.Exists(RunFolder.CheckpointPath(runFolder))
                ? RunFolder.OpenCheckpoint(runFolder, kernels)
                : null;
            Experiment experiment = recipe.Data.Locate(run.Experiment, parsed.GetValue(_data));
            using ExperimentRun training = checkpoint is null
                ? ExperimentRun.Begin(experiment, runFolder, train, kernels)
                : ExperimentRun.Resume(experiment, runFolder, train, checkpoint);
            if (run.Name.Length > 0)
                terminal.Say($"run    {run.Name} ({reproduction.Runs.Count + 1} of {recipe.Runs.Count})");
            terminal.Say(
                $"model  {Describe.Model(training.Model)}, "
                    + $"{Figures.Count(training.Model.Parameters.Count, "parameter")}"
            );
            TrainingRecord record = TrainingProgressBar.Run(
                terminal,
                observer => training.Train(Checkpoints.In(runFolder), observer, interruption.Token),
                interruption.Token
            );
            if (record.StopReason == StopReason.Diverged)
                throw new InvalidOperationException(
                    $"the training of {recipe.Name} diverged in epoch {record.Epochs.Count + 1}"
                );
            if (record.StopReason == StopReason.Interrupted)
                return Interrupted(parsed, $"in epoch {record.Epochs.Count + 1} of {record.Training.Epochs}");
            Stopwatch clock = Stopwatch.StartNew();
            IReadOnlyDictionary<string, double> figures;
            try
            {
                TrainedRun trained = new(training.Model, record, train, test);
                figures = WorkProgressBar.Run(terminal, "measuring", progress =>
                    recipe.Measure.Take(trained, progress, interruption.Token)
                );
            }
            catch (OperationCanceledException)
            {
                return Interrupted(parsed, "while measuring");
            }

            training.Write(record);
            string command = Shell.Command([.. Environment.GetCommandLineArgs().Skip(1)]);
            Report.Write(runFolder, training.Model, record, train, command);
            reproduction = place.Add(ReproducedRun.Of(run, record, figures, clock.Elapsed));
        }

        ReproductionFigures.Print(terminal, recipe, reproduction, place.Folder);
        return ExitCodes.Success;
    }

    private int Interrupted(ParseResult parsed, string when)
    {
        string[] words =
        [
            .. parsed
                .Tokens.Select(token => token.Value)
                .Where(word => word != _resume.Name && word != SharedOptions.Force.Name),
            _resume.Name,
        ];
        ExitCodes.Complain($"interrupted {when}; go on with {Shell.Command(words)}");
        return ExitCodes.Interrupted;
    }
}
