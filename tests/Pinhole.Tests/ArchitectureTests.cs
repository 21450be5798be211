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

    private static readonly SourceFile[] Toolkit = Read("Pinhole");
    private static readonly SourceFile[] Engine = Read("Pinhole.Engine");
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
            UsedFolders(Find("Pinhole/Training/TrainingLoop.cs")).ToHashSet()
        );
        Assert.Matches(Disk(), Find("Pinhole/Data/Writers/AtomicFile.cs").Code);
        Assert.Matches(Vectors(), Find("Pinhole/Numerics/GramMatrix.cs").Code);
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
    public void Every_folder_has_a_floor() =>
        AssertNone(
            Toolkit
                .Where(file => file.TopFolder is not null && Floor(file.TopFolder) < 0)
                .Select(file => $"{file.Path} lies on no floor; give {file.TopFolder} one here and in the design")
        );

    [Fact]
    public void Folders_use_lower_floors_alone() =>
        AssertNone(
            from file in Toolkit
            where file.TopFolder is not null
            from used in UsedFolders(file)
            where used != file.TopFolder && Floor(used) >= Floor(file.TopFolder!)
            select $"{file.Path} uses {used}, which is not below it"
        );

    [Fact]
    public void Every_word_of_data_is_there_and_every_folder_has_a_floor()
    {
        AssertNone(DataWords.Where(word => !Toolkit.Any(file => file.Path == $"Pinhole/Data/{word}.cs")));
        AssertNone(
            DataFiles
                .Where(file => DataFloor(file) < 0)
                .Select(file => $"{file.Path} lies on no floor of Data; give its folder one here and in the design")
        );
    }

    // Without circles: rows are read and made by what knows no dataset, which stands on top of all of them.
    [Fact]
    public void Folders_of_data_use_its_lower_floors_alone()
    {
        string[] top =
        [
            .. DataFiles.Where(file => DataFloor(file) == DataFloors.Length + 1).Select(TypeName).Distinct(),
        ];
        Assert.Superset(new HashSet<string> { "Dataset", "BatchLoader" }, top.ToHashSet());

        AssertNone(
            from file in DataFiles
            let folder = DataFolder(file)
            from floor in Enumerable.Range(0, DataFloors.Length)
            from used in DataFloors[floor]
            where used != folder && floor + 1 >= DataFloor(file)
            where Regex.IsMatch(file.Code, $@"\bPinhole\.Data\.{used}\b|(?<![\w.])(Data\.)?{used}\.[A-Z]")
            select $"{file.Path} uses {used}, which is not below it"
        );
        AssertNone(
            from file in DataFiles
            where DataFloor(file) <= DataFloors.Length
            from type in top
            where Regex.IsMatch(file.Code, $@"(?<![\w.]){type}\b")
            select $"{file.Path} uses {type}, which stands above it"
        );
    }

    [Fact]
    public void The_engine_does_not_know_the_toolkit() =>
        AssertNone(from file in Engine from used in UsedFolders(file) select $"{file.Path} uses {used}");

    [Fact]
    public void Only_data_model_files_and_reports_touch_the_disk() =>
        AssertNone(
            Libraries
                .Where(file => file.TopFolder is not ("Data" or "ModelFiles" or "Reports") && Disk().IsMatch(file.Code))
                .Select(file => $"{file.Path} touches the disk")
        );

    [Fact]
    public void Libraries_neither_write_to_the_console_nor_ask_for_the_time_nor_roll_dice_of_their_own() =>
        AssertNone(
            Libraries
                .Where(file => Outside().IsMatch(file.Code))
                .Select(file => $"{file.Path} uses {Outside().Match(file.Code).Value}")
        );

    // The covariance of wide tables takes four times as long in plain loops, in which PCA's time lies; it needs double
    // precision, which the engine's kernels do not have.
    [Fact]
    public void Only_memory_kernels_and_the_covariance_mention_vectors() =>
        AssertNone(
            Libraries
                .Where(file =>
                    file.Path != "Pinhole/Numerics/GramMatrix.cs"
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
    public void Of_the_toolkit_only_the_map_of_a_file_is_unsafe() =>
        Assert.Equal(
            ["Pinhole/Data/Stores/MappedFile.cs"],
            Toolkit.Where(file => Regex.IsMatch(file.Code, @"\bunsafe\b")).Select(file => file.Path)
        );

    [Fact]
    public void No_source_file_is_longer_than_four_hundred_lines() =>
        AssertNone(
            Libraries.Where(file => file.Lines > 400).Select(file => $"{file.Path} has {file.Lines} lines; split it")
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

    private static IEnumerable<SourceFile> DataFiles => Toolkit.Where(file => file.TopFolder == "Data");

    private static string TypeName(SourceFile file) => file.Path.Split('/')[^1].Split('.')[0];

    /// <summary>The folder within Data; null for files at its root.</summary>
    private static string? DataFolder(SourceFile file) =>
        file.Path.Split('/') is [_, _, string folder, _, ..] ? folder : null;

    /// <summary>0 for the words, then the folders, and above them the other files at the root; −1 for none.</summary>
    private static int DataFloor(SourceFile file) =>
        DataFolder(file) is not string folder
            ? DataWords.Contains(TypeName(file))
                ? 0
                : DataFloors.Length + 1
            : Array.FindIndex(DataFloors, floor => floor.Contains(folder)) is int found and >= 0
                ? found + 1
                : -1;

    private static void AssertNone(IEnumerable<string> faults) => Assert.Equal([], faults);

    private static SourceFile Find(string path) => Libraries.Single(file => file.Path == path);

    private static int Floor(string folder) => Array.FindIndex(Floors, floor => floor.Contains(folder));

    // Both `using Pinhole.Data.Readers;` and a name written out, from the root or from a neighbour:
    // `Data.Readers.CsvReader`.
    private static IEnumerable<string> UsedFolders(SourceFile file) =>
        Floors
            .SelectMany(floor => floor)
            .Where(folder => Regex.IsMatch(file.Code, $@"\bPinhole\.{folder}\b|(?<![\w.]){folder}\.[A-Z]\w*\.[A-Z]"))
            .Distinct();

    private static SourceFile[] Read(string project) =>
        [.. Repository.Files($"src/{project}").Select(file => new SourceFile($"{project}/{file.Path}", file.Text))];

    [GeneratedRegex(
        @"(?<!\.)\b(File|Directory|FileStream|FileInfo|DirectoryInfo|StreamReader|StreamWriter)\b\s*[.(]|(?<![.\w])Path\.[A-Z]|new FileStream"
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

    [GeneratedRegex(@"catch\s*(\([^()]*\)\s*)?\{\s*\}")]
    private static partial Regex EmptyCatch();

    /// <summary>A source file under src, with its comments and its strings taken out.</summary>
    private sealed partial class SourceFile(string path, string text)
    {
        public string Path { get; } = path;

        public string Folder { get; } = path[..path.LastIndexOf('/')];

        /// <summary>The folder within the project, or null for files at its root.</summary>
        public string? TopFolder { get; } = path.Split('/') is [_, string folder, _, ..] ? folder : null;

        public int Lines { get; } = text.Count(letter => letter == '\n');

        public string Code { get; } = Strings().Replace(Comments().Replace(text, ""), "\"\"");

        [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
        private static partial Regex Comments();

        [GeneratedRegex("\"([^\"\\\\\n]|\\\\.)*\"")]
        private static partial Regex Strings();
    }
}
