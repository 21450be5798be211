using Pinhole.Engine.Autograd;

namespace Pinhole.ModelFiles.Onnx;

/// <summary>
/// The weights of a model as ONNX stores them, under the names that the model file has. Each is read once, for all
/// graphs.
/// </summary>
/// <param name="parameters">The weights.</param>
internal sealed class Weights(ParameterSet parameters)
{
    private readonly Dictionary<int, TensorProto> _tensors = [];

    /// <summary>A weight as the model has it.</summary>
    /// <param name="place">Its place among the parameters.</param>
    public TensorProto Get(int place) =>
        Get(place, ModelFile.Sizes(parameters.Parameters[place].Shape), values => values);

    /// <summary>A weight whose numbers ONNX wants in another order.</summary>
    /// <param name="place">Its place among the parameters.</param>
    /// <param name="shape">Its shape in ONNX.</param>
    /// <param name="reorder">Puts its numbers into that order.</param>
    public TensorProto Get(int place, long[] shape, Func<float[], float[]> reorder)
    {
        if (_tensors.TryGetValue(place, out TensorProto? tensor))
            return tensor;
        Parameter parameter = parameters.Parameters[place];
        float[] values = new float[parameter.Shape.Length];
        parameters.Kernels.Read(parameter.Value, values);
        return _tensors[place] = Tensors.Of(parameter.Name, shape, reorder(values));
    }
}
