using Pinhole.Engine.Autograd;

namespace Pinhole.ModelFiles.Onnx;

/// <summary>
/// The weights of a model in ONNX, with the names of the model file. Each is read once for all graphs.
/// </summary>
/// <param name="parameters">The weights.</param>
internal sealed class Weights(ParameterSet parameters)
{
    private readonly Dictionary<int, TensorProto> _tensors = [];

    /// <summary>Adds a weight in the order of the model.</summary>
    /// <param name="place">Its index among the parameters.</param>
    public TensorProto Get(int place) =>
        Get(place, ModelFile.Sizes(parameters.Parameters[place].Shape), values => values);

    /// <summary>Adds a weight whose numbers have another order in ONNX.</summary>
    /// <param name="place">Its index among the parameters.</param>
    /// <param name="shape">Its shape in ONNX.</param>
    /// <param name="reorder">Reorders its numbers.</param>
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
