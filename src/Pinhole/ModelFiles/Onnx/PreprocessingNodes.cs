using Pinhole.Data.Preprocessing;

namespace Pinhole.ModelFiles.Onnx;

/// <summary>Preprocessing as nodes of a graph, on rows [batch, columns].</summary>
/// <param name="graph">The graph.</param>
internal sealed class PreprocessingNodes(Graph graph)
{
    /// <summary>Prepares rows for the model.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="preprocessor">The preprocessing.</param>
    /// <param name="name">The prefix of its tensors' names, as in the model file.</param>
    /// <exception cref="NotSupportedException">It is not one of Pinhole's own.</exception>
    public string Apply(string x, Preprocessor preprocessor, string name) =>
        preprocessor switch
        {
            NoPreprocessing => x,
            Pipeline pipeline => pipeline
                .Steps.Index()
                .Aggregate(x, (rows, step) => Apply(rows, step.Item, StepName(name, step.Index))),
            ColumnScaling scaling => graph.Add(
                "Div",
                [
                    graph.Add("Sub", [x, Values($"{name}.offset", scaling.Offset)]),
                    Values($"{name}.divisor", Divisor(scaling)),
                ]
            ),
            Impute impute => graph.Add("Where", [graph.Add("IsNaN", [x]), Values($"{name}.mean", impute.Mean), x]),
            LibrarySize size => ToSum(x, size.Sum),
            Log1p => Logarithm(graph.Add("Max", [x, graph.Number(Log1p.Least)])),
            Clip clip => graph.Add("Clip", [x, graph.Number(-clip.Limit), graph.Number(clip.Limit)]),
            Binarize binarize => graph.Add(
                "Where",
                [graph.Add("Greater", [x, graph.Number(binarize.Threshold)]), graph.Number(1), graph.Number(0)]
            ),
            _ => throw Unsupported.Piece(preprocessor),
        };

    /// <summary>Converts prepared rows back to the units of the data.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="preprocessor">The preprocessing.</param>
    /// <param name="name">The prefix of its tensors' names, as in the model file.</param>
    /// <exception cref="NotSupportedException">It is not one of Pinhole's own.</exception>
    public string Invert(string x, Preprocessor preprocessor, string name) =>
        preprocessor switch
        {
            NoPreprocessing or Impute or LibrarySize or Clip or Binarize => x,
            Pipeline pipeline => pipeline
                .Steps.Index()
                .Reverse()
                .Aggregate(x, (rows, step) => Invert(rows, step.Item, StepName(name, step.Index))),
            ColumnScaling scaling => graph.Add(
                "Add",
                [
                    graph.Add("Mul", [x, Values($"{name}.scale", scaling.Scale)]),
                    Values($"{name}.offset", scaling.Offset),
                ]
            ),
            Log1p => graph.Add(
                "Min",
                [graph.Add("Sub", [graph.Add("Exp", [x]), graph.Number(1)]), graph.Number(float.MaxValue)]
            ),
            _ => throw Unsupported.Piece(preprocessor),
        };

    private static string StepName(string name, int index) => $"{name}.{index + 1}";

    // A column of scale 0 becomes 0.
    private static float[] Divisor(ColumnScaling scaling) =>
        Array.ConvertAll(scaling.Scale.ToArray(), value => value == 0 ? float.PositiveInfinity : value);

    private string Values(string name, ReadOnlySpan<float> values) =>
        graph.Add(Tensors.Of(name, [values.Length], values));

    // Rows with sum 0 are unchanged.
    private string ToSum(string x, float sum)
    {
        string own = graph.Add("ReduceSum", [x, graph.Integers(1)], Attributes.Integer("keepdims", 1));
        string factor = graph.Add(
            "Where",
            [graph.Add("Greater", [own, graph.Number(0)]), graph.Add("Div", [graph.Number(sum), own]), graph.Number(1)]
        );
        return graph.Add("Mul", [x, factor]);
    }

    /// <summary>
    /// log(1 + x); computed directly, it loses the digits of a small x: log(u) x / (u − 1) with u = 1 + x rounded, or x
    /// where u is 1 (Goldberg 1991, What every computer scientist should know about floating-point arithmetic, theorem
    /// 4).
    /// </summary>
    private string Logarithm(string x)
    {
        string u = graph.Add("Add", [x, graph.Number(1)]),
            rounded = graph.Add("Sub", [u, graph.Number(1)]);
        string logarithm = graph.Add("Mul", [graph.Add("Log", [u]), graph.Add("Div", [x, rounded])]);
        return graph.Add("Where", [graph.Add("Equal", [rounded, graph.Number(0)]), x, logarithm]);
    }
}
