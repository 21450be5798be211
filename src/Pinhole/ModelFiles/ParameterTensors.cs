using System.Numerics.Tensors;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.ModelFiles;

/// <summary>
/// Numbers that lie in memory as a model's weights do (the weights themselves, a copy of them, an optimizer's moments)
/// as tensors of a file: one for each parameter, with its shape.
/// </summary>
internal static class ParameterTensors
{
    /// <summary>Names numbers that lie on the device; they are fetched as they are written, so nothing may change
    /// them before.</summary>
    /// <param name="parameters">Whose names and shapes they have.</param>
    /// <param name="values">As long as <see cref="ParameterSet.Values"/>.</param>
    /// <param name="prefix">What the names begin with.</param>
    public static IEnumerable<StoredTensor> ToTensors(ParameterSet parameters, Block values, string prefix = "")
    {
        foreach (Parameter parameter in parameters.Parameters)
        {
            Block part = Part(parameters, values, parameter);
            yield return StoredTensor.FromFloats(
                prefix + parameter.Name,
                ModelFile.Sizes(parameter.Shape),
                part.Length,
                (start, numbers) => parameters.Kernels.Read(part.Slice(start, numbers.Length), numbers)
            );
        }
    }

    /// <summary>Brings numbers back to the device.</summary>
    /// <param name="attachments">Where the tensors are kept.</param>
    /// <param name="attachment">The attachment that has them.</param>
    /// <param name="prefix">What their names in it begin with.</param>
    /// <param name="parameters">Whose names and shapes they have.</param>
    /// <param name="target">As long as <see cref="ParameterSet.Values"/>.</param>
    /// <exception cref="InputException">A tensor is missing, has another shape or type, or holds NaN.</exception>
    public static void Write(
        AttachmentList attachments,
        string attachment,
        string prefix,
        ParameterSet parameters,
        Block target
    )
    {
        foreach (Parameter parameter in parameters.Parameters)
        {
            string name = prefix + parameter.Name;
            if (
                attachments.Find(attachment, name) is not StoredTensor tensor
                || tensor.Type != ElementType.F32
                || !tensor.Shape.SequenceEqual(ModelFile.Sizes(parameter.Shape))
            )
                throw new InputException(
                    $"its tensor {attachment}.{name} is missing, or has another shape or type than the "
                        + "model needs; the file is damaged"
                );
            Block block = Part(parameters, target, parameter);
            tensor.ForEachPart(
                (start, numbers) =>
                {
                    if (TensorPrimitives.IsNaNAny(numbers))
                        throw new InputException($"its tensor {attachment}.{name} holds NaN; the file is damaged");
                    parameters.Kernels.Write(numbers, block.Slice(start, numbers.Length));
                }
            );
        }
    }

    private static Block Part(ParameterSet parameters, Block values, Parameter parameter) =>
        values.Slice(parameter.Value.Offset - parameters.Values.Offset, parameter.Value.Length);
}
