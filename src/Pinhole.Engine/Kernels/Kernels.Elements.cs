namespace Pinhole.Engine.Kernels;

/// <content>Operations on elements, rows and columns.</content>
public abstract partial class Kernels
{
    /// <summary>output = activation(input), element by element.</summary>
    public abstract void Activate(Activation activation, Block input, Block output);

    /// <summary>inputGradient (+)= outputGradient · activation′(input).</summary>
    public abstract void ActivateBackward(
        Activation activation,
        Block input,
        Block output,
        Block outputGradient,
        Block inputGradient,
        bool accumulate
    );

    /// <summary>output = function(input), element by element.</summary>
    public abstract void Unary(UnaryFunction function, Block input, Block output);

    /// <summary>inputGradient (+)= outputGradient · function′(input).</summary>
    public abstract void UnaryBackward(
        UnaryFunction function,
        Block input,
        Block output,
        Block outputGradient,
        Block inputGradient,
        bool accumulate
    );

    /// <summary>output = function(left, right), element by element.</summary>
    public abstract void Binary(BinaryFunction function, Block left, Block right, Block output);

    /// <summary>
    /// leftGradient (+)= outputGradient · ∂function/∂left, and the same for right; an empty gradient is skipped.
    /// </summary>
    public abstract void BinaryBackward(
        BinaryFunction function,
        Block left,
        Block right,
        Block outputGradient,
        Block leftGradient,
        bool accumulateLeft,
        Block rightGradient,
        bool accumulateRight
    );

    /// <summary>target (+)= scale · source + shift, element by element; target may be source.</summary>
    public abstract void Affine(Block source, float scale, float shift, Block target, bool accumulate);

    /// <summary>output [rows, columns] = input [rows, columns] + row [columns]; output may be input.</summary>
    public abstract void AddRow(Block input, Block row, Block output, int rows, int columns);

    /// <summary>sums [columns] (+)= the sum of input [rows, columns] over its rows.</summary>
    public abstract void SumRows(Block input, Block sums, int rows, int columns, bool accumulate);

    /// <summary>sums [rows] = the sum of input [rows, columns] over its columns.</summary>
    public abstract void SumColumns(Block input, Block sums, int rows, int columns);

    /// <summary>target [rows, columns] (+)= scale · column [rows], the same number along each row.</summary>
    public abstract void SpreadColumn(Block column, float scale, Block target, int rows, int columns, bool accumulate);

    /// <summary>Copies a range of columns: target[:, targetStart..] (+)= source[:, sourceStart..].</summary>
    /// <param name="source">[rows, sourceColumns].</param>
    /// <param name="sourceColumns">Width of the source.</param>
    /// <param name="sourceStart">First column taken.</param>
    /// <param name="target">[rows, targetColumns].</param>
    /// <param name="targetColumns">Width of the target.</param>
    /// <param name="targetStart">First column written.</param>
    /// <param name="rows">Rows of both.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="accumulate">Whether to add to the target.</param>
    public abstract void CopyColumns(
        Block source,
        int sourceColumns,
        int sourceStart,
        Block target,
        int targetColumns,
        int targetStart,
        int rows,
        int columns,
        bool accumulate
    );

    /// <summary>
    /// target [rows, columns] (+)= source if the rank is among the largest of its row, otherwise 0. Of equal ranks the
    /// first are kept; NaN counts as the largest.
    /// </summary>
    /// <param name="ranks">[rows, columns]; may be the source.</param>
    /// <param name="idle">[columns], or empty: columns whose number is below the limit are 0 in every row.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="count">How many are kept in a row, or all if there are fewer.</param>
    /// <param name="source">[rows, columns].</param>
    /// <param name="target">Receives [rows, columns].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="columns">Features.</param>
    /// <param name="accumulate">Whether to add to the target.</param>
    public abstract void KeepGreatest(
        Block ranks,
        Block idle,
        float limit,
        int count,
        Block source,
        Block target,
        int rows,
        int columns,
        bool accumulate
    );
}
