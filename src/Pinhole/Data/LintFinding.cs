namespace Pinhole.Data;

/// <summary>A problem of the data that may spoil training.</summary>
/// <param name="Kind">The kind of problem, a fixed word: "leak", "counting", "constant", "empty", "duplicate",
/// "missing", "scales", "counts", "rows".</param>
/// <param name="Message">The problem and what to do, in one sentence.</param>
/// <param name="Columns">The columns concerned, counted from 0; empty for all.</param>
public sealed record LintFinding(string Kind, string Message, IReadOnlyList<int> Columns);
