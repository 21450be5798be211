using System.Text.RegularExpressions;

namespace Pinhole.Cli.Output;

/// <summary>
/// The command's words for settings. A message of the toolkit names a setting between backticks, as a program has it:
/// <c>`LearningRate`</c>. Whoever types commands knows it as an option: <c>--learning-rate</c>.
/// </summary>
internal static partial class SettingWords
{
    // Other options have the name of the setting, with hyphens.
    private static readonly Dictionary<string, string> Words = new()
    {
        ["AuxiliaryWeight"] = "--sparsity-weight",
        ["BatchSize"] = "--batch",
        ["Bottleneck"] = "--sparsity",
        ["Checkpoints"] = "--checkpoint-every",
        ["ClipNorm"] = "--clip",
        ["DynamicBinarization"] = "--binarize dynamic",
        ["Emphasis"] = "--corrupted-weight and --clean-weight",
        ["Normalization"] = "--norm",
        ["OutputActivation"] = "--output-activation",
        ["Overwrite"] = "--force",
        ["Pretraining"] = "--pretrain",
        ["Reconstruction"] = "--loss",
        ["ResumeFrom"] = "--resume",
        ["RunFolder"] = "--out",
        ["Samples"] = "--importance-samples",
        ["Target"] = "--sparsity-target",
        ["TiedWeights"] = "--tied",
        ["Units"] = "--sparsity-units",
        ["ValidationShare"] = "--validation",
        ["Weight"] = "--sparsity-weight",
    };

    /// <summary>A message with options where it names settings.</summary>
    /// <param name="message">Text, in which settings stand between backticks.</param>
    public static string Show(string message) =>
        message.Contains('`', StringComparison.Ordinal)
            ? Setting().Replace(message, match => Option(match.Groups[1].Value))
            : message;

    /// <summary>The option that stands for a setting.</summary>
    /// <param name="setting">Its name in a program, such as LearningRate.</param>
    public static string Option(string setting) =>
        Words.TryGetValue(setting, out string? word) ? word : $"--{Hump().Replace(setting, "-$1").ToLowerInvariant()}";

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex Setting();

    [GeneratedRegex("(?<=[a-z])([A-Z])")]
    private static partial Regex Hump();
}
