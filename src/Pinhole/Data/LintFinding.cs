namespace Pinhole.Data;

/// <summary>Something about data that whoever trains on them should look at.</summary>
/// <param name="Kind">What it is, in a word or two that stay the same: "leak", "counting", "constant", "empty",
/// "duplicate", "missing", "scales", "counts", "rows".</param>
/// <param name="Message">What was found and what to do, in one sentence.</param>
/// <param name="Columns">The columns it is about, counted from 0; empty for all.</param>
public sealed record LintFinding(string Kind, string Message, IReadOnlyList<int> Columns);
