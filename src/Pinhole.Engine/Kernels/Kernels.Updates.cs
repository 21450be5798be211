namespace Pinhole.Engine.Kernels;

/// <content>Steps of the optimizers.</content>
public abstract partial class Kernels
{
    /// <summary>The sum of squares of all elements.</summary>
    public abstract double SumOfSquares(Block source);

    /// <summary>Updates parameters with their gradients; moments that a rule does not use are empty.</summary>
    /// <param name="step">How.</param>
    /// <param name="parameters">Updated in place.</param>
    /// <param name="gradients">As many.</param>
    /// <param name="firstMoments">As many, kept from step to step; see <see cref="OptimizerRule"/>.</param>
    /// <param name="secondMoments">As many, kept from step to step.</param>
    public abstract void Update(
        in OptimizerStep step,
        Block parameters,
        Block gradients,
        Block firstMoments,
        Block secondMoments
    );

    /// <summary>
    /// Updates the weight of a linear layer with its gradient, outputGradientᵀ · input, which is never stored.
    /// </summary>
    /// <param name="step">How.</param>
    /// <param name="weight">[outputs, inputs], updated in place.</param>
    /// <param name="firstMoments">[outputs, inputs], or empty.</param>
    /// <param name="secondMoments">[outputs, inputs], or empty.</param>
    /// <param name="outputGradient">[rows, outputs].</param>
    /// <param name="input">[rows, inputs].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    public abstract void UpdateLinearWeight(
        in OptimizerStep step,
        Block weight,
        Block firstMoments,
        Block secondMoments,
        Block outputGradient,
        Block input,
        int rows,
        int inputs,
        int outputs
    );
}
