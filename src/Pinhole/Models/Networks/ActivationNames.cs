using Pinhole.Engine.Kernels;
using Pinhole.Pieces;

namespace Pinhole.Models.Networks;

/// <summary>The names of activations on the command line, and in reports.</summary>
public static class ActivationNames
{
    private static readonly (string Name, Activation Activation)[] Bent =
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

    /// <summary>The names of nonlinear activations, for hidden layers.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Bent.Select(pair => pair.Name)];

    /// <summary>All names, including "linear".</summary>
    public static IReadOnlyList<string> AllAndLinear { get; } = [Linear, .. All];

    /// <summary>All of them, as the choices of a setting.</summary>
    internal static ChoiceNames<Activation> Choices { get; } =
        new("activation", [(Linear, Activation.Identity), .. Bent]);

    /// <summary>The activation of one of these names.</summary>
    /// <param name="name">One of <see cref="AllAndLinear"/>.</param>
    /// <exception cref="InputException">There is no such name.</exception>
    public static Activation Find(string name) => Choices.Find(name);

    /// <summary>The name of an activation.</summary>
    /// <param name="activation">The activation.</param>
    public static string Of(Activation activation) => Choices.Of(activation);

    /// <summary>The name in reports: "leaky ReLU".</summary>
    /// <param name="activation">The activation.</param>
    public static string Read(Activation activation) =>
        activation switch
        {
            Activation.Identity => Linear,
            Activation.Relu => "ReLU",
            Activation.LeakyRelu => "leaky ReLU",
            Activation.Elu => "ELU",
            Activation.Gelu => "GELU",
            _ => $"{activation}".ToLowerInvariant(),
        };
}
