namespace Pinhole.Engine.Kernels;

/// <content>Normalization over the batch and over the features.</content>
public abstract partial class Kernels
{
    /// <summary>
    /// output = scale · (input − mean) / √(variance + ε) + shift, column by column (Ioffe and Szegedy 2015), with mean
    /// and variance (divided by the rows) of the batch, or with the running ones if they are frozen.
    /// </summary>
    /// <param name="input">[rows, columns].</param>
    /// <param name="scale">[columns].</param>
    /// <param name="shift">[columns].</param>
    /// <param name="runningMean"> [columns]; unless frozen, it moves in place towards the mean of the batch by the
    /// share <paramref name="momentum"/>, if the batch has at least two rows. Empty for none. </param>
    /// <param name="runningVariance">[columns], the same with the unbiased variance; empty for none.</param>
    /// <param name="output">Receives [rows, columns].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="columns">Features.</param>
    /// <param name="epsilon">ε, positive.</param>
    /// <param name="momentum">At least 0 and at most 1.</param>
    /// <param name="frozen">Whether to use the running statistics and not to change them.</param>
    public abstract void BatchNormalization(
        Block input,
        Block scale,
        Block shift,
        Block runningMean,
        Block runningVariance,
        Block output,
        int rows,
        int columns,
        float epsilon,
        float momentum,
        bool frozen
    );

    /// <summary>
    /// The gradients of input [rows, columns], scale [columns] and shift [columns]; an empty one is skipped. The mean
    /// and variance of a batch depend on the input; frozen ones, empty otherwise, do not.
    /// </summary>
    public abstract void BatchNormalizationBackward(
        Block input,
        Block scale,
        Block frozenMean,
        Block frozenVariance,
        Block outputGradient,
        Block inputGradient,
        bool accumulateInput,
        Block scaleGradient,
        bool accumulateScale,
        Block shiftGradient,
        bool accumulateShift,
        int rows,
        int columns,
        float epsilon
    );

    /// <summary>
    /// output [rows, columns] = scale [columns] · (input − mean) / √(variance + ε) + shift [columns], with the mean and
    /// variance (divided by the columns) of each row (Ba et al. 2016).
    /// </summary>
    public abstract void LayerNormalization(
        Block input,
        Block scale,
        Block shift,
        Block output,
        int rows,
        int columns,
        float epsilon
    );

    /// <summary>
    /// The gradients of input [rows, columns], scale [columns] and shift [columns]; an empty one is skipped.
    /// </summary>
    public abstract void LayerNormalizationBackward(
        Block input,
        Block scale,
        Block outputGradient,
        Block inputGradient,
        bool accumulateInput,
        Block scaleGradient,
        bool accumulateScale,
        Block shiftGradient,
        bool accumulateShift,
        int rows,
        int columns,
        float epsilon
    );
}
