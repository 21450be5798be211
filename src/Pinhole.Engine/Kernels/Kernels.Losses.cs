namespace Pinhole.Engine.Kernels;

/// <content>Losses, and the log-sum-exp functions of likelihoods.</content>
public abstract partial class Kernels
{
    /// <summary>losses [rows] = the loss of each row, summed over its columns.</summary>
    /// <param name="function">What each element costs.</param>
    /// <param name="prediction">[rows, columns].</param>
    /// <param name="target">[rows / group, columns].</param>
    /// <param name="parameter">δ of Huber; unused by the others.</param>
    /// <param name="losses">Receives [rows].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="columns">Features.</param>
    /// <param name="group">How many consecutive rows of the prediction share a row of the target.</param>
    public abstract void Loss(
        LossFunction function,
        Block prediction,
        Block target,
        float parameter,
        Block losses,
        int rows,
        int columns,
        int group = 1
    );

    /// <summary>predictionGradient [rows, columns] (+)= lossGradient [rows] · ∂loss/∂prediction.</summary>
    public abstract void LossBackward(
        LossFunction function,
        Block prediction,
        Block target,
        float parameter,
        Block lossGradient,
        Block predictionGradient,
        int rows,
        int columns,
        bool accumulate,
        int group = 1
    );

    /// <summary>
    /// output [rows, columns] = input − log Σ exp(input), the sum over the columns of each row, without overflow.
    /// </summary>
    public abstract void LogSoftmax(Block input, Block output, int rows, int columns);

    /// <summary>
    /// inputGradient [rows, columns] (+)= outputGradient − exp(output) Σ outputGradient, the sum over the columns of
    /// each row.
    /// </summary>
    public abstract void LogSoftmaxBackward(
        Block output,
        Block outputGradient,
        Block inputGradient,
        int rows,
        int columns,
        bool accumulate
    );

    /// <summary>
    /// results [rows] = log (1/columns Σ exp source [rows, columns]) over each row, without overflow.
    /// </summary>
    public abstract void LogMeanExp(Block source, Block results, int rows, int columns);

    /// <summary>
    /// sourceGradient [rows, columns] (+)= resultGradient [rows] · exp(source) / Σ exp(source), with the sum of the
    /// row.
    /// </summary>
    public abstract void LogMeanExpBackward(
        Block source,
        Block resultGradient,
        Block sourceGradient,
        int rows,
        int columns,
        bool accumulate
    );
}
