using Pinhole.Engine.Kernels;

namespace Pinhole.ModelFiles.Onnx;

/// <summary>Activations as operators of ONNX.</summary>
internal static class ActivationNodes
{
    private const float LeakySlope = 0.01f;

    /// <summary>f(x) for any shape of x.</summary>
    public static string Activate(this Graph graph, string x, Activation activation) =>
        activation switch
        {
            Activation.Identity => x,
            Activation.Relu => graph.Add("Relu", [x]),
            Activation.LeakyRelu => graph.Add("LeakyRelu", [x], Attributes.Number("alpha", LeakySlope)),
            Activation.Elu => graph.Add("Elu", [x], Attributes.Number("alpha", 1)),
            Activation.Tanh => graph.Add("Tanh", [x]),
            Activation.Sigmoid => graph.Add("Sigmoid", [x]),
            Activation.Softplus => graph.Add("Softplus", [x]),
            Activation.Gelu => graph.Gelu(x),
            _ => throw Unsupported.Piece(activation),
        };

    /// <summary>x Φ(x) = x (1 + erf(x / √2)) / 2: ONNX has an operator for it only since opset 20.</summary>
    private static string Gelu(this Graph graph, string x)
    {
        string erf = graph.Add("Erf", [graph.Add("Mul", [x, graph.Number(1 / MathF.Sqrt(2))])]);
        string half = graph.Add("Mul", [x, graph.Number(0.5f)]);
        return graph.Add("Mul", [half, graph.Add("Add", [erf, graph.Number(1)])]);
    }
}
