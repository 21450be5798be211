using System.Reflection;
using System.Text.RegularExpressions;
using Pinhole.Models;

namespace Pinhole.Tests;

/// <summary>
/// The rules of the house, read from the source: who may use whom, and who may touch files, consoles and vectors.
/// </summary>
public partial class ArchitectureTests
{
    /// <summary>The folders of the toolkit, floor by floor; a folder uses lower floors alone.</summary>
    private static readonly string[][] Floors =
    [
        ["Pieces"],
        ["Data", "Layers", "Optimizers", "Numerics"],
        ["Models"],
        ["Evaluation", "ModelFiles"],
        ["Training"],
        ["Runs"],
        ["Applications", "Reports"],
        ["Recipes"],
    ];

    /// <summary>
    /// The words that all of Data shares: files at its root that use nothing else of it. The other files there stand
    /// above all of its folders.
    /// </summary>
    private static readonly string[] DataWords =
    [
        "CategoryColumn",
        "DataOptions",
        "DatabaseAddress",
        "DistinctNames",
        "ILabelledRows",
        "IRows",
        "ImageColor",
        "ImageShape",
        "ImageSize",
        "NpyLabels",
        "NumberSurvey",
        "PatchSize",
        "PngChecksum",
        "RowComputation",
        "RowUser",
        "Schema",
    ];

    /// <summary>The folders within Data, floor by floor, above the words.</summary>
    private static readonly string[][] DataFloors =
    [
        ["Stores"],
        ["Readers", "Writers", "Generators"],
        ["Preprocessing"],
    ];

    /// <summary>The folders of the engine.</summary>
    private static readonly string[][] EngineFloors =
    [
        ["Memory", "Random"],
        ["Kernels"],
        ["Autograd"],
        ["Ops"],
    ];

    private static readonly Storey House = new("Pinhole", Floors);

    private static readonly Storey[] Storeys =
    [
        House,
        new("Pinhole/Data", DataFloors),
        new("Pinhole.Engine", EngineFloors),
    ];

    private static readonly SourceFile[] Source = SourceFile.Read("src");
    private static readonly SourceFile[] Toolkit = [.. House.Of(Source)];
    private static readonly SourceFile[] Engine = [.. Storeys[^1].Of(Source)];
    private static readonly SourceFile[] Libraries = [.. Toolkit, .. Engine];

    [Fact]
    public void The_source_is_found()
    {
        Assert.Contains(Toolkit, file => file.Path == "Pinhole/Models/Autoencoder.cs");
        Assert.Contains(Engine, file => file.Path == "Pinhole.Engine/Kernels/Kernels.cs");
    }

    // A rule that sees nothing would pass whatever is written.
    [Fact]
    public void The_rules_see_what_is_there()
    {
        Assert.Superset(
            new HashSet<string> { "Data", "Optimizers", "Models" },
            House.UsedBy(Find("Pinhole/Training/TrainingLoop.cs")).ToHashSet()
        );
        Assert.Matches(Disk(), Find("Pinhole/Data/Writers/AtomicFile.cs").Code);
        Assert.Matches(Vectors(), Find("Pinhole/Numerics/DoubleVectors.cs").Code);
        Assert.Matches(Threads(), Find("Pinhole.Engine/Memory/WorkerPool.cs").Code);
        Assert.Matches(EmptyCatch(), "try { } catch (Exception) { }");
        Assert.Matches(Outside(), "long now = DateTime.UtcNow.Ticks;");
    }

    [Fact]
    public void Every_namespace_is_its_folder() =>
        AssertNone(
            Libraries
                .Where(file =>
                    !file.Code.Contains($"namespace {file.Folder.Replace('/', '.')};", StringComparison.Ordinal)
                )
                .Select(file => $"{file.Path} has another namespace than its folder")
        );

    [Fact]
    public void Folders_use_lower_floors_alone() => AssertNone(Storeys.SelectMany(storey => storey.Faults(Source)));

    // The checks themselves see an arrow that runs upward, one that runs sideways, and a folder that nobody knows.
    [Theory]
    [InlineData("Pinhole/Data/Dataset.cs", "using Pinhole.Models;")]
    [InlineData("Pinhole/Data/Dataset.cs", "Layers.Dense layer;")]
    [InlineData("Pinhole.Engine/Kernels/Kernels.cs", "Pinhole.Engine.Ops.Sum sum;")]
    [InlineData("Pinhole/Elsewhere/New.cs", "")]
    [InlineData("Pinhole/Data/Stores/New.cs", "Data.Readers.CsvTable table;")]
    public void A_wrong_arrow_is_seen(string path, string text) =>
        Assert.Single(Storeys.SelectMany(storey => storey.Faults([new SourceFile(path, text)])));

    // Without circles: rows are read and made by what knows no dataset, which stands on top of all of them.
    [Fact]
    public void The_words_of_data_use_none_of_its_folders_and_no_folder_uses_what_stands_on_top()
    {
        Storey data = Storeys[1];
        SourceFile[] files = [.. data.Of(Toolkit)],
            root = [.. files.Where(file => data.FolderOf(file) is null)],
            words = [.. root.Where(file => DataWords.Contains(TypeName(file)))];
        string[] top = [.. root.Except(words).Select(TypeName).Distinct()];
        Assert.Superset(new HashSet<string> { "Dataset", "BatchLoader" }, top.ToHashSet());
        AssertNone(DataWords.Except(words.Select(TypeName)));

        AssertNone(from file in words from used in data.UsedBy(file) select $"{file.Path} uses {used}");
        AssertNone(
            from file in files
            where !top.Contains(TypeName(file)) || data.FolderOf(file) is not null
            from type in top
            where Regex.IsMatch(file.Code, $@"(?<![\w.]){type}\b")
            select $"{file.Path} uses {type}, which stands above it"
        );
    }

    [Fact]
    public void The_engine_does_not_know_the_toolkit() =>
        AssertNone(from file in Engine from used in House.UsedBy(file) select $"{file.Path} uses {used}");

    [Fact]
    public void Only_data_model_files_runs_and_reports_touch_the_disk() =>
        AssertNone(
            Libraries
                .Where(file =>
                    file.TopFolder is not ("Data" or "ModelFiles" or "Runs" or "Reports") && Disk().IsMatch(file.Code)
                )
                .Select(file => $"{file.Path} touches the disk")
        );

    [Fact]
    public void Libraries_neither_write_to_the_console_nor_ask_for_the_time_nor_roll_dice_of_their_own() =>
        AssertNone(
            Libraries
                .Where(file => Outside().IsMatch(file.Code))
                .Select(file => $"{file.Path} uses {Outside().Match(file.Code).Value}")
        );

    // The products of PCA take four times as long in plain loops; they need double precision, which the engine's
    // kernels do not have.
    [Fact]
    public void Only_memory_kernels_and_products_of_doubles_mention_vectors() =>
        AssertNone(
            Libraries
                .Where(file =>
                    file.Path != "Pinhole/Numerics/DoubleVectors.cs"
                    && !file.Path.StartsWith("Pinhole.Engine/Memory/", StringComparison.Ordinal)
                    && !file.Path.StartsWith("Pinhole.Engine/Kernels/", StringComparison.Ordinal)
                    && Vectors().IsMatch(file.Code)
                )
                .Select(file => $"{file.Path} mentions vectors")
        );

    [Fact]
    public void Only_memory_and_kernels_start_threads() =>
        AssertNone(
            Libraries
                .Where(file =>
                    !file.Path.StartsWith("Pinhole.Engine/Memory/", StringComparison.Ordinal)
                    && !file.Path.StartsWith("Pinhole.Engine/Kernels/", StringComparison.Ordinal)
                    && Threads().IsMatch(file.Code)
                )
                .Select(file => $"{file.Path} starts threads")
        );

    [Fact]
    public void In_the_engine_only_memory_and_kernels_know_threads_and_nobody_the_time() =>
        AssertNone(
            Engine
                .Where(file => file.TopFolder is not ("Memory" or "Kernels") && ThreadsOrTime().IsMatch(file.Code))
                .Select(file => $"{file.Path} uses {ThreadsOrTime().Match(file.Code).Value}")
        );

    [Fact]
    public void Of_the_toolkit_only_the_map_of_a_file_is_unsafe() =>
        Assert.Equal(
            ["Pinhole/Data/Stores/MappedFile.cs"],
            Toolkit.Where(file => Regex.IsMatch(file.Code, @"\bunsafe\b")).Select(file => file.Path)
        );

    // A failure may be passed over in silence only where the code names which one.
    [Fact]
    public void No_catch_is_empty_without_naming_its_failures() =>
        AssertNone(
            Libraries.Where(file => EmptyCatch().IsMatch(file.Code)).Select(file => $"{file.Path} has an empty catch")
        );

    [Fact]
    public void Every_public_class_is_abstract_or_sealed()
    {
        Assembly[] assemblies = [typeof(Autoencoder).Assembly, typeof(Engine.Kernels.Kernels).Assembly];

        AssertNone(
            assemblies
                .SelectMany(assembly => assembly.GetExportedTypes())
                .Where(type => type.IsClass && !type.IsAbstract && !type.IsSealed)
                .Select(type => $"{type.FullName} is neither abstract nor sealed")
        );
    }

    private static string TypeName(SourceFile file) => file.Path.Split('/')[^1].Split('.')[0];

    private static void AssertNone(IEnumerable<string> faults) => Assert.Equal([], faults);

    private static SourceFile Find(string path) => Libraries.Single(file => file.Path == path);

    [GeneratedRegex(
        @"(?<!\.)\b(File|Directory|FileStream|FileInfo|DirectoryInfo|StreamReader|StreamWriter)\b\s*[.(]"
            + @"|(?<![.\w])Path\.[A-Z]|new FileStream"
    )]
    private static partial Regex Disk();

    [GeneratedRegex(
        @"(?<![.\w])Console\.|DateTime(Offset)?\.(UtcN|N)ow|System\.Random|new Random\(|Random\.Shared|Guid\.NewGuid"
    )]
    private static partial Regex Outside();

    [GeneratedRegex(
        @"\bVector(64|128|256|512)?<|\bVector(64|128|256|512)\b|System\.Runtime\.Intrinsics|System\.Numerics\.Vector"
    )]
    private static partial Regex Vectors();

    [GeneratedRegex(@"new Thread\(|\bParallel\.|\bTask\.Run\b|ThreadPool\.")]
    private static partial Regex Threads();

    [GeneratedRegex(@"\bThread\w*\b|\bParallel\b|\bTask\b|DateTime|Stopwatch|Environment\.TickCount")]
    private static partial Regex ThreadsOrTime();

    [GeneratedRegex(@"catch\s*(\([^()]*\)\s*)?\{\s*\}")]
    private static partial Regex EmptyCatch();
}
