namespace Pinhole.Tests.ModelFiles;

/// <summary>A test on real data, skipped with a reason where the data are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string file)
    {
        File = file;
        if (!System.IO.File.Exists(RepositoryFiles.SharedData(file)))
            Skip = $"{file} is not in the folder that PINHOLE_DATA names, nor in ../shared/data beside the repository.";
    }

    public string File { get; }
}
