using System.Text;
using Pinhole.Data.Writers;
using Pinhole.Recipes;
using Pinhole.Runs;

namespace Pinhole.Cli.Output;

/// <summary>The folder of a reproduction: a run folder for each training, and the results so far.</summary>
internal sealed class ReproductionPlace : IDisposable
{
    private const string ResultName = "reproduction.json";

    private readonly Recipe _recipe;
    private readonly RunClaim _place;
    private readonly List<RunClaim> _inner = [];
    private readonly bool _resumed;
    private Reproduction? _result;

    private ReproductionPlace(Recipe recipe, RunClaim place, Reproduction? result)
    {
        _recipe = recipe;
        _place = place;
        _result = result;
        _resumed = result is not null;
    }

    public string Folder => _place.Folder;

    private string ResultPath => Path.Combine(Folder, ResultName);

    /// <summary>Claims a place, and refuses one where results would be lost or cannot be written.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="recipe">What is reproduced.</param>
    /// <param name="resume">Whether to go on with what is there.</param>
    /// <param name="force">Whether what is there may be replaced.</param>
    public static ReproductionPlace Claim(string folder, Recipe recipe, bool resume, bool force)
    {
        if (string.IsNullOrWhiteSpace(folder))
            throw new InputException("--out is empty; name a folder, or leave it out");
        string path = Path.Combine(folder, ResultName);
        if (!resume)
        {
            if (File.Exists(path) && !force)
                throw new InputException(
                    $"{folder} holds a reproduction already; continue it with --resume, replace it with --force, or "
                        + "choose another --out"
                );
            return new ReproductionPlace(recipe, RunFolder.Claim(folder, force), null);
        }

        if (!File.Exists(path))
            throw new InputException($"{folder} holds no reproduction to resume; leave --resume out");
        Reproduction result = Reproduction.Parse(File.ReadAllText(path));
        if (result.Recipe != recipe.Name || result.Variant != recipe.Variant)
            throw new InputException(
                $"{folder} holds {result.Recipe} ({result.Variant.ToString().ToLowerInvariant()}); give the same "
                    + "recipe, or another --out"
            );
        if (result.Settings != recipe.Settings)
            throw new InputException(
                $"{folder} was started with other settings than {recipe.Name} has now; start again with --force in "
                    + "place of --resume"
            );
        return new ReproductionPlace(recipe, RunFolder.Claim(folder, force: true), result);
    }

    /// <summary>The results so far; none at first.</summary>
    /// <param name="machine">What the rest is measured on.</param>
    public Reproduction Start(string machine) =>
        Write(
            _result is null
                ? Reproduction.Begin(_recipe, machine, DateOnly.FromDateTime(DateTime.UtcNow))
                : _result with
                {
                    Machine = machine,
                }
        );

    /// <summary>Adds the result of a run.</summary>
    public Reproduction Add(ReproducedRun run) => Write(_result! with { Runs = [.. _result.Runs, run] });

    /// <summary>The run folder of a training; the folder itself if there is only one training.</summary>
    public string FolderOf(RecipeRun run)
    {
        if (_recipe.Runs.Count > 1)
            _inner.Add(RunFolder.Claim(Path.Combine(Folder, run.FolderName), force: true));
        string folder = _recipe.Runs.Count > 1 ? _inner[^1].Folder : Folder;
        // A new reproduction must not resume a checkpoint of the one that it replaces.
        if (!_resumed)
            RunFolder.RemoveCheckpoint(folder);
        return folder;
    }

    public void Dispose()
    {
        foreach (RunClaim inner in _inner)
            inner.Dispose();
        _place.Dispose();
    }

    private Reproduction Write(Reproduction result)
    {
        _result = result;
        WriteText(ResultPath, result.ToJson() + "\n");
        // A single training writes its own report.
        if (_recipe.Runs.Count > 1 && result.Runs.Count > 0)
            WriteText(RunFolder.ReportPath(Folder), ReproductionReport.Render(result));
        return result;
    }

    private static void WriteText(string path, string text) =>
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
