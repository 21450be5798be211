namespace Pinhole.Engine.Kernels;

/// <content>Sparse rows.</content>
public abstract partial class Kernels
{
    /// <summary>Brings sparse rows to the device.</summary>
    /// <param name="starts">[rows + 1], the first of them 0.</param>
    /// <param name="columns">[stored].</param>
    /// <param name="values">[stored].</param>
    /// <param name="target">Blocks of these lengths.</param>
    public abstract void WriteSparse(
        ReadOnlySpan<int> starts,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<float> values,
        in SparseBlock target
    );

    /// <summary>output [rows, columns] = the dense rows.</summary>
    public abstract void Expand(in SparseBlock source, Block output, int rows, int columns);

    /// <summary>output [rows, outputs] = activation(input · weightᵀ + bias), of sparse rows.</summary>
    /// <param name="input">Rows of <paramref name="inputs"/> columns.</param>
    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="bias">[outputs], or empty for none.</param>
    /// <param name="output">Receives [rows, outputs].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="activation">Applied last.</param>
    public abstract void SparseLinear(
        in SparseBlock input,
        Block weight,
        Block bias,
        Block output,
        int rows,
        int inputs,
        int outputs,
        Activation activation
    );

    /// <summary>
    /// weightGradient [outputs, inputs] (+)= outputGradientᵀ [outputs, rows] · input [rows, inputs], of sparse rows.
    /// </summary>
    public abstract void SparseWeightGradient(
        Block outputGradient,
        in SparseBlock input,
        Block weightGradient,
        int rows,
        int inputs,
        int outputs,
        bool accumulate
    );

    /// <summary>
    /// losses [rows] = the loss of each row against a sparse target; the same bits as <see cref="Loss"/>.
    /// </summary>
    /// <param name="function">What each element costs.</param>
    /// <param name="prediction">[rows, columns].</param>
    /// <param name="target">rows / group rows of as many columns.</param>
    /// <param name="parameter">δ of Huber; unused by the others.</param>
    /// <param name="losses">Receives [rows].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="columns">Features.</param>
    /// <param name="group">How many consecutive rows of the prediction share a row of the target.</param>
    public abstract void SparseLoss(
        LossFunction function,
        Block prediction,
        in SparseBlock target,
        float parameter,
        Block losses,
        int rows,
        int columns,
        int group = 1
    );

    /// <summary>
    /// predictionGradient [rows, columns] (+)= lossGradient [rows] · ∂loss/∂prediction; the same bits as <see
    /// cref="LossBackward"/>.
    /// </summary>
    public abstract void SparseLossBackward(
        LossFunction function,
        Block prediction,
        in SparseBlock target,
        float parameter,
        Block lossGradient,
        Block predictionGradient,
        int rows,
        int columns,
        bool accumulate,
        int group = 1
    );
}
