using Pinhole.Engine.Autograd;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

/// <summary>Runs layers alone, and reads what they hold.</summary>
internal static class LayerRun
{
    /// <summary>What a layer makes of rows, [batch, inputs].</summary>
    public static float[] Run(this Layer layer, Pass pass, params float[] rows)
    {
        using Tape tape = new(pass.Parameters.Kernels);
        int batch = rows.Length / layer.Inputs;
        float[] output = new float[batch * layer.Outputs];
        tape.Read(layer.Forward(tape.Input(rows, new Shape(batch, layer.Inputs)), pass), output);
        return output;
    }

    /// <summary>The numbers of a parameter.</summary>
    public static float[] Values(this ParameterSet parameters, string name)
    {
        Parameter parameter = parameters.Parameters.Single(parameter => parameter.Name == name);
        float[] values = new float[parameter.Shape.Length];
        parameters.Kernels.Read(parameter.Value, values);
        return values;
    }
}
