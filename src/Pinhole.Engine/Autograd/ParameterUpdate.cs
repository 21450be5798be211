using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Autograd;

/// <summary>One optimizer step over all parameters of a set; see <see cref="Tape.BackwardAndUpdate"/>.</summary>
/// <param name="Parameters">The parameters to update.</param>
/// <param name="Step">How.</param>
/// <param name="FirstMoments">As long as <see cref="ParameterSet.Values"/>, or empty.</param>
/// <param name="SecondMoments">As long as <see cref="ParameterSet.Values"/>, or empty.</param>
public readonly record struct ParameterUpdate(
    ParameterSet Parameters,
    OptimizerStep Step,
    Block FirstMoments,
    Block SecondMoments
)
{
    /// <summary>Updates the parameters with the gradients in their set.</summary>
    public void Apply() => ApplyRange(0, Parameters.MovedLength);

    /// <summary>Updates the parameters that the backward pass has not updated already.</summary>
    internal void ApplyToRest(long pass)
    {
        long start = 0;
        foreach (Parameter parameter in Parameters.Span)
        {
            if (parameter.MovedInPass != pass)
                continue;
            ApplyRange(start, Offset(parameter) - start);
            start = Offset(parameter) + parameter.Value.Length;
        }

        ApplyRange(start, Parameters.MovedLength - start);
    }

    /// <summary>The part of a moment for one parameter.</summary>
    internal Block Part(Block moments, Parameter parameter) =>
        moments.IsEmpty ? default : moments.Slice(Offset(parameter), parameter.Value.Length);

    private long Offset(Parameter parameter) => parameter.Value.Offset - Parameters.Values.Offset;

    private void ApplyRange(long start, long length)
    {
        if (length == 0)
            return;
        Block first = FirstMoments.IsEmpty ? default : FirstMoments.Slice(start, length);
        Block second = SecondMoments.IsEmpty ? default : SecondMoments.Slice(start, length);
        Parameters.Kernels.Update(
            Step,
            Parameters.Values.Slice(start, length),
            Parameters.Gradients.Slice(start, length),
            first,
            second
        );
    }
}
