using System.Text.RegularExpressions;
using Pinhole.Engine.Autograd;

namespace Pinhole.Engine.Tests;

/// <summary>
/// The rules of the house that are the engine's alone; those of all floors are tested with the toolkit.
/// </summary>
public sealed partial class ArchitectureTests
{
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
    public void Comments_on_members_with_tensors_say_their_shapes()
    {
        int members = 0;
        List<string> silent = [];
        foreach ((string path, string text) in Repository.Files("src/Pinhole.Engine"))
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

    [GeneratedRegex(@"^public (?!.*\b(class|struct|interface)\b).*\bTensor\??[ >\]]")]
    private static partial Regex TensorMember();

    [GeneratedRegex(@"\[\w*[^\]]*\]|any shapes?|scalar|one number|shape needs", RegexOptions.IgnoreCase)]
    private static partial Regex Shapes();
}
