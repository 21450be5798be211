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

/// <summary><c>reproduce NAME</c>: a published result beside ours.</summary>
internal sealed class ReproduceVerb : Verb
{
    private readonly Argument<string?> _name = new("NAME")
    {
        HelpName = "NAME",
        Description = "A recipe; --list shows them.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<bool> _list = OptionKinds.Flag(
        "--list",
        "List the recipes: what they show, and the figures that were published."
    );
    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "FOLDER",
        Description =
            "Where the files of a known data set are, such as those of MNIST; recipes of generated data need none.",
    };
    private readonly Option<bool> _quick = OptionKinds.Flag(
        "--quick",
        "A minute's worth on built-in data, which shows that everything works and has an expectation of its own."
    );
    private readonly Option<bool> _full = OptionKinds.Flag(
        "--full",
        "Hours, for figures that were published after very long training."
    );
    private readonly Option<ulong> _seed = OptionKinds.Number(
        SharedOptions.Seed.Name,
        "The seed of training, on the same rows; where a recipe trains with several seeds, this one and those after "
            + "it; the recipe's own without it.",
        0UL
    );
    private readonly Option<bool> _resume = OptionKinds.Flag(
        "--resume",
        "Go on where it was stopped, in the same folder."
    );
    private readonly Option<string?> _page = new("--page")
    {
        HelpName = "FOLDER",
        Description =
            "Write a page of all results in this folder (NAME.json, as runs leave them) to --out, in Markdown; run "
            + "nothing.",
    };
    private readonly Option<string?> _out = SharedOptions.Out("The run folder; runs/NAME without it.");

    public ReproduceVerb()
        : base(
            "reproduce",
            "Reproduce a published result, and see ours beside it.",
            "pinhole reproduce hinton-2006 --data mnist"
        )
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
            terminal.Say("note   these rows are made, not read; --data is not looked at");
        using Kernels kernels = SharedOptions.CreateKernels(parsed);
        terminal.Say($"{recipe.Name}: {recipe.Title}");
        terminal.Say(
            $"data   {recipe.Data.Name}, {Figures.Count(train.Rows, "row")} to train and choose by, "
                + $"{Figures.Count(test.Rows, "row")} to measure on, × {Describe.Rows(train.Schema)}"
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
