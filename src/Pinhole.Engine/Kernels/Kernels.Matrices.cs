namespace Pinhole.Engine.Kernels;

/// <content>Matrix products, and the linear layers made of them.</content>
public abstract partial class Kernels
{
    /// <summary>
    /// result [rows, columns] = left · right, where left is [rows, depth] and right [depth, columns].
    /// </summary>
    /// <param name="left">The left matrix, stored [depth, rows] if transposed.</param>
    /// <param name="transposeLeft">Whether left is stored transposed.</param>
    /// <param name="right">The right matrix, stored [columns, depth] if transposed.</param>
    /// <param name="transposeRight">Whether right is stored transposed.</param>
    /// <param name="result">Receives [rows, columns].</param>
    /// <param name="rows">Rows of left and result.</param>
    /// <param name="depth">Columns of left, rows of right.</param>
    /// <param name="columns">Columns of right and result.</param>
    /// <param name="accumulate">Whether to add to the result.</param>
    public abstract void MatMul(
        Block left,
        bool transposeLeft,
        Block right,
        bool transposeRight,
        Block result,
        int rows,
        int depth,
        int columns,
        bool accumulate
    );

    /// <summary>output [rows, outputs] = activation(input [rows, inputs] · weightᵀ + bias).</summary>
    /// <param name="input">[rows, inputs].</param>
    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="bias">[outputs], or empty for none.</param>
    /// <param name="output">Receives [rows, outputs].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="activation">Applied last.</param>
    public abstract void Linear(
        Block input,
        Block weight,
        Block bias,
        Block output,
        int rows,
        int inputs,
        int outputs,
        Activation activation
    );

    /// <summary>
    /// Turns the gradient of f(z) into the gradient of z, in place, given the value f(z), and sums it over the batch:
    /// the start of a linear layer's backward pass.
    /// </summary>
    /// <param name="activation">f; all but <see cref="Activation.Gelu"/>, whose slope needs z itself.</param>
    /// <param name="output">f(z), [rows, columns].</param>
    /// <param name="gradientInPlace">[rows, columns], of f(z) before and of z after.</param>
    /// <param name="biasGradient">Receives the sum over the rows, [columns]; empty for none.</param>
    /// <param name="rows">The batch.</param>
    /// <param name="columns">Features.</param>
    /// <param name="accumulateBias">Whether to add to the bias gradient.</param>
    public abstract void LinearActivationBackward(
        Activation activation,
        Block output,
        Block gradientInPlace,
        Block biasGradient,
        int rows,
        int columns,
        bool accumulateBias
    );
}
