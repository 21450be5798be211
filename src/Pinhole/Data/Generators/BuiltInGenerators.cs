namespace Pinhole.Data.Generators;

/// <summary>The built-in generators, which need no file.</summary>
public static class BuiltInGenerators
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Generator> All { get; } = [new Digits(), new Curves(), new Shapes()];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(generator => generator.Name)];

    /// <summary>The generator of a name, or null.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static Generator? Find(string name) => All.FirstOrDefault(generator => generator.Name == name);
}
