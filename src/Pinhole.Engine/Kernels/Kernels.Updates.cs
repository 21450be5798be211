namespace Pinhole.Engine.Kernels;

/// <content>Steps of the optimizers.</content>
public abstract partial class Kernels
{
    /// <summary>The sum of squares of all elements.</summary>
    public abstract double SumOfSquares(Block source);

    /// <summary>Moves parameters along their gradients; moments that a rule does not keep are empty.</summary>
    /// <param name="step">How.</param>
    /// <param name="parameters">Moved in place.</param>
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
    /// Moves the weight of a linear layer along its gradient, outputGradientᵀ · input, which is used up on the way
    /// and never stored.
    /// </summary>
    /// <param name="step">How.</param>
    /// <param name="weight">[outputs, inputs], moved in place.</param>
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
