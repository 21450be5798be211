using System.Numerics.Tensors;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.ModelFiles;

/// <summary>
/// Stores arrays with the layout of a model's weights (the weights, a copy of them, an optimizer's moments) as tensors:
/// one for each parameter, with its shape.
/// </summary>
internal static class ParameterTensors
{
    /// <summary>
    /// Creates tensors from numbers on the device. They are fetched while the file is written and must not change
    /// before.
    /// </summary>
    /// <param name="parameters">The parameters, for names and shapes.</param>
    /// <param name="values">As long as <see cref="ParameterSet.Values"/>.</param>
    /// <param name="prefix">The prefix of the names.</param>
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

    /// <summary>Copies tensors back to the device.</summary>
    /// <param name="attachments">The attachments of the file.</param>
    /// <param name="attachment">The name of the attachment.</param>
    /// <param name="prefix">The prefix of the tensors' names.</param>
    /// <param name="parameters">The parameters, for names and shapes.</param>
    /// <param name="target">As long as <see cref="ParameterSet.Values"/>.</param>
    /// <exception cref="InputException">A tensor is missing, has the wrong shape or type, or holds NaN.</exception>
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
