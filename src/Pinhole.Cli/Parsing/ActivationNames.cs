using Pinhole.Engine.Kernels;

namespace Pinhole.Cli.Parsing;

/// <summary>What the activations of hidden layers are called on the command line.</summary>
internal static class ActivationNames
{
    private static readonly (string Name, Activation Activation)[] Pairs =
    [
        ("relu", Activation.Relu),
        ("leaky-relu", Activation.LeakyRelu),
        ("elu", Activation.Elu),
        ("tanh", Activation.Tanh),
        ("sigmoid", Activation.Sigmoid),
        ("softplus", Activation.Softplus),
        ("gelu", Activation.Gelu),
    ];

    private const string Linear = "linear";

    public static IReadOnlyList<string> All { get; } = [.. Pairs.Select(pair => pair.Name)];

    /// <summary>Those of layers that need not bend: "linear", and all others.</summary>
    public static IReadOnlyList<string> AllAndLinear { get; } = [Linear, .. All];

    /// <summary>The activation of one of these names.</summary>
    public static Activation Find(string name) =>
        name == Linear ? Activation.Identity : Pairs.Single(pair => pair.Name == name).Activation;

    /// <summary>The name of an activation; "identity" for the one that hidden layers do not have.</summary>
    public static string Of(Activation activation) =>
        Pairs.FirstOrDefault(pair => pair.Activation == activation).Name ?? "identity";
}
