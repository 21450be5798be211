namespace Pinhole.Optimizers;

/// <summary>The optimizers by name, each with its usual settings.</summary>
public static class OptimizerNames
{
    /// <summary>The names that <see cref="Create"/> takes.</summary>
    public static IReadOnlyList<string> All { get; } = ["adam", "adamw", "sgd", "rmsprop"];

    /// <summary>The settings of an optimizer.</summary>
    /// <exception cref="InputException">There is no such optimizer.</exception>
    public static OptimizerOptions Create(string name) =>
        name switch
        {
            "adam" => new AdamOptions(),
            "adamw" => new AdamWOptions(),
            "sgd" => new SgdOptions(),
            "rmsprop" => new RmsPropOptions(),
            _ => throw new InputException(Suggestion.Unknown("optimizer", name, All)),
        };
}
