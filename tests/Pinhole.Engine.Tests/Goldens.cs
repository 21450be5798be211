using System.Text.Json;
using Pinhole.Engine.Autograd;

namespace Pinhole.Engine.Tests;

/// <summary>What PyTorch computed; the scripts that wrote the files lie beside them in tests/golden.</summary>
internal static class Goldens
{
    private static readonly JsonElement Operations = Open("engine_ops.json");

    public static JsonElement Training { get; } = Open("engine_training.json");

    public static IEnumerable<string> OpNames =>
        Operations.GetProperty("cases").EnumerateObject().Select(property => property.Name);

    public static GoldenOp Op(string name)
    {
        JsonElement found = Operations.GetProperty("cases").GetProperty(name);
        return new GoldenOp(
            [.. found.GetProperty("inputs").EnumerateArray().Select(GoldenTensor.Parse)],
            GoldenTensor.Parse(found.GetProperty("output"))
        );
    }

    public static GoldenOptimizer Optimizer(string name)
    {
        JsonElement found = Operations.GetProperty("optimizers").GetProperty(name);
        return new GoldenOptimizer(
            Numbers(found.GetProperty("start")),
            [.. found.GetProperty("gradients").EnumerateArray().Select(Numbers)],
            [.. found.GetProperty("after").EnumerateArray().Select(Numbers)]
        );
    }

    public static double[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static JsonElement Open(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "golden", name));
        using JsonDocument document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }
}

/// <summary>
/// One call of an operation; the output's gradient is what the sum that was differentiated weighs it with.
/// </summary>
internal sealed record GoldenOp(GoldenTensor[] Inputs, GoldenTensor Output);

/// <summary>Three steps of an optimizer from given parameters and gradients.</summary>
internal sealed record GoldenOptimizer(double[] Start, double[][] Gradients, double[][] After);

/// <summary>Numbers and their gradient, which is null where none is wanted.</summary>
internal sealed record GoldenTensor(Shape Shape, double[] Values, double[]? Gradient)
{
    public float[] Floats => [.. Values.Select(value => (float)value)];

    public static GoldenTensor Parse(JsonElement element)
    {
        int[] sizes = [.. element.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        Shape shape = sizes switch
        {
            [] => Shape.Scalar,
            [int length] => new Shape(length),
            _ => new Shape(sizes[0], sizes[1]),
        };
        double[]? gradient = element.TryGetProperty("gradient", out JsonElement numbers)
            ? Goldens.Numbers(numbers)
            : null;
        return new GoldenTensor(shape, Goldens.Numbers(element.GetProperty("values")), gradient);
    }
}
