using System.Text.RegularExpressions;
using Pinhole.Engine.Autograd;

namespace Pinhole.Engine.Tests;

/// <summary>The rules of the house that a compiler does not check.</summary>
public sealed partial class ArchitectureTests
{
    private const string Engine = "src/Pinhole.Engine";

    // A folder uses only folders on lower floors, and itself.
    private static readonly Dictionary<string, int> Floors = new()
    {
        ["Memory"] = 1,
        ["Random"] = 1,
        ["Kernels"] = 2,
        ["Autograd"] = 3,
        ["Ops"] = 4,
    };

    [Fact]
    public void Namespaces_are_folders()
    {
        foreach ((string path, string text) in Repository.Files(Engine))
        {
            string folder = Path.GetDirectoryName(path)!.Replace('/', '.').Replace('\\', '.');
            Assert.True(
                text.Contains($"namespace Pinhole.Engine.{folder};", StringComparison.Ordinal),
                $"{path} has another namespace than its folder."
            );
        }
    }

    [Fact]
    public void No_folder_uses_one_above_or_beside_it()
    {
        foreach ((string path, string text) in Repository.Files(Engine))
        {
            string folder = path.Split('/')[0];
            Assert.True(Floors.ContainsKey(folder), $"{folder} has no floor yet.");
            foreach ((string other, int floor) in Floors)
            {
                // By using, or by a name such as Random.Rng or Pinhole.Engine.Ops.
                bool uses = Regex.IsMatch(
                    Code(text),
                    $@"using Pinhole\.Engine\.{other}\b|(Pinhole\.Engine\.|(?<![\w.])){other}\.[A-Z]"
                );
                Assert.False(uses && other != folder && floor >= Floors[folder], $"{path} uses {other}.");
            }
        }
    }

    [Fact]
    public void Only_memory_and_kernels_know_vectors_and_threads()
    {
        foreach ((string path, string text) in Repository.Files(Engine))
        {
            if (path.Split('/')[0] is "Memory" or "Kernels")
                continue;
            Match match = VectorsAndThreads().Match(Code(text));
            Assert.False(match.Success, $"{path} mentions {match.Value}.");
        }
    }

    [Fact]
    public void No_file_has_more_than_400_lines()
    {
        foreach (string folder in new[] { Engine, "tests/Pinhole.Engine.Tests" })
        {
            foreach ((string path, string text) in Repository.Files(folder))
                Assert.True(text.Count(c => c == '\n') <= 400, $"{path} must be split.");
        }
    }

    [Fact]
    public void Public_classes_are_abstract_sealed_or_static() =>
        Assert.All(typeof(Tape).Assembly.GetExportedTypes().Where(type => type.IsClass), type =>
            Assert.True(type.IsAbstract || type.IsSealed, $"{type} is neither abstract nor sealed.")
        );

    [Fact]
    public void Of_kernels_and_threads_only_the_seam_and_work_beside_the_caller_are_public()
    {
        // The loops behind CpuKernels may change with every new processor. Threads are started here alone, so a loader
        // that reads ahead asks for one.
        IEnumerable<string> found = typeof(Tape)
            .Assembly.GetExportedTypes()
            .Where(type => type.Namespace is "Pinhole.Engine.Kernels.Cpu" or "Pinhole.Engine.Memory")
            .Select(type => type.Name);
        Assert.Equal(["BackgroundWork", "CpuKernels"], found.Order());
    }

    [Fact]
    public void Randomness_time_and_console_are_left_to_others()
    {
        foreach ((string path, string text) in Repository.Files(Engine))
            Assert.False(Forbidden().IsMatch(Code(text)), $"{path} uses {Forbidden().Match(Code(text)).Value}.");
    }

    [Fact]
    public void Comments_on_members_with_tensors_say_their_shapes()
    {
        int members = 0;
        List<string> silent = [];
        foreach ((string path, string text) in Repository.Files(Engine))
        {
            string comment = "";
            foreach (string line in text.Split('\n').Select(line => line.Trim()))
            {
                if (line.StartsWith("///", StringComparison.Ordinal))
                {
                    comment += line;
                    continue;
                }

                if (TensorMember().IsMatch(line) && !comment.Contains("<inheritdoc", StringComparison.Ordinal))
                {
                    members++;
                    if (!Shapes().IsMatch(comment))
                        silent.Add($"{path}: {line}");
                }

                comment = "";
            }
        }

        Assert.Empty(silent);
        Assert.True(members > 25, "The members were not recognised.");
    }

    [Fact]
    public void Nothing_but_the_runtime_is_needed() =>
        Assert.All(typeof(Tape).Assembly.GetReferencedAssemblies(), name =>
            Assert.StartsWith("System.", name.Name, StringComparison.Ordinal)
        );

    private static string Code(string text) => Comment().Replace(text, "");

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bVector(\d+)?\b|\bThread\w*\b|Intrinsics|\bParallel\b|\bTask\b")]
    private static partial Regex VectorsAndThreads();

    [GeneratedRegex(
        @"DateTime|Stopwatch|System\.Random|Random\.Shared|new Random\(|Console\.|Environment\.TickCount|Guid\.New|\bFile\."
    )]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"^public (?!.*\b(class|struct|interface)\b).*\bTensor\??[ >\]]")]
    private static partial Regex TensorMember();

    [GeneratedRegex(@"\[\w*[^\]]*\]|any shapes?|scalar|one number|shape needs", RegexOptions.IgnoreCase)]
    private static partial Regex Shapes();
}
