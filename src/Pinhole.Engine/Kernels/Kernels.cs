namespace Pinhole.Engine.Kernels;

/// <summary>
/// All that a device must be able to compute: the one seam between operations and hardware. Matrices are
/// row-major and given by their sizes; blocks must be at least that large and must not overlap unless a method
/// says so. Results do not depend on the number of threads.
/// </summary>
/// <remarks>
/// A method with <c>accumulate</c> adds to its target where that is true and overwrites it where it is false, so
/// gradients need no clearing.
/// </remarks>
public abstract partial class Kernels : IDisposable
{
    /// <summary>Memory for <paramref name="length"/> elements, all zero.</summary>
    /// <exception cref="OutOfMemoryException">The device has no room.</exception>
    public abstract Storage Allocate(long length);

    /// <summary>Brings numbers to the device.</summary>
    public abstract void Write(ReadOnlySpan<float> source, Block target);

    /// <summary>Brings some rows of a matrix to the device, in the order given.</summary>
    /// <param name="source">[any number of rows, columns].</param>
    /// <param name="rows">Which rows, counted from 0.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="target">Receives [rows, columns].</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public abstract void WriteRows(ReadOnlySpan<float> source, ReadOnlySpan<int> rows, int columns, Block target);

    /// <summary>Brings numbers back from the device.</summary>
    public abstract void Read(Block source, Span<float> target);

    /// <summary>Copies a block to another of the same length.</summary>
    public abstract void Copy(Block source, Block target);

    /// <summary>Sets every element.</summary>
    public abstract void Fill(Block target, float value);

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
    /// Turns the gradient of f(z) into the gradient of z, in place, given the value f(z), and sums it over the
    /// batch: what a linear layer's backward pass begins with.
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
    /// leftGradient (+)= outputGradient · ∂function/∂left, and the same for right; an empty gradient is left out.
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
    /// <param name="targetStart">First column given.</param>
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
    /// patches [batch · positions, size] (+)= the patches of images, row by row; zeros where a patch leaves its image.
    /// </summary>
    /// <param name="images">[batch, height, width, channels].</param>
    /// <param name="patches">Receives [batch · positions, kernel height · kernel width · channels].</param>
    /// <param name="shape">Which patches.</param>
    /// <param name="batch">Images.</param>
    /// <param name="accumulate">Whether to add to the patches.</param>
    public abstract void Unfold(Block images, Block patches, in Patches shape, int batch, bool accumulate);

    /// <summary>
    /// images [batch, height, width, channels] (+)= for each pixel, the sum of what patches hold of it: the transpose
    /// of <see cref="Unfold"/>.
    /// </summary>
    public abstract void Fold(Block patches, Block images, in Patches shape, int batch, bool accumulate);

    /// <summary>losses [rows] = the loss of each row, summed over its columns.</summary>
    /// <param name="function">What each element costs.</param>
    /// <param name="prediction">[rows, columns].</param>
    /// <param name="target">[rows / group, columns].</param>
    /// <param name="parameter">δ of Huber; unused by the others.</param>
    /// <param name="losses">Receives [rows].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="columns">Features.</param>
    /// <param name="group">How many rows of the prediction, one after another, have the same row as their
    /// target.</param>
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
    /// target [rows, columns] (+)= source where the rank is among the greatest of its row, 0 elsewhere. Of equal ranks
    /// the first are kept; a rank that is not a number counts as greater than all others.
    /// </summary>
    /// <param name="ranks">[rows, columns]; may be the source.</param>
    /// <param name="idle">[columns], or empty: columns where it is below the limit are 0 in every row.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="count">How many are kept in a row, where there are so many.</param>
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

    /// <summary>target (+)= scale · source, with some elements, chosen at random, replaced by numbers.</summary>
    public abstract void ReplaceRandomly(in RandomReplacement replacement, Block source, Block target, bool accumulate);

    /// <summary>
    /// target = 1 where a uniform number is below the source, 0 elsewhere: a draw for each probability. The uniform
    /// number of element 64 k + 16 j + b is word j of the Philox block 16 k + b (<see cref="Random.Rng.Generate"/>),
    /// rounded to single precision and multiplied by (1 − 2⁻²⁴) / 2³², so that it is below 1.
    /// </summary>
    public abstract void DrawBernoulli(Block source, Block target, ulong seed, ulong stream);

    /// <summary>
    /// target = standard normal numbers, the i-th a function of seed, stream and i alone. Numbers 64 k to 64 k + 63
    /// come from the Philox blocks 16 k to 16 k + 15 (<see cref="Random.Rng.Generate"/>): the words w₀ to w₃ of block
    /// 16 k + b make the numbers b, 16 + b, 32 + b and 48 + b of the group, which are r(w₀) cos 2πt(w₁), r(w₀) sin
    /// 2πt(w₁), r(w₂) cos 2πt(w₃) and r(w₂) sin 2πt(w₃), where r(w) = √(−2 log((w + ½) / 2³²)) and t(w) = w / 2³² − ½
    /// (Box and Muller 1958), in single precision from w on.
    /// </summary>
    public abstract void FillNormal(Block target, ulong seed, ulong stream);

    /// <summary>
    /// Noise ε becomes samples z = μ + exp(½ log σ²) ε of the Gaussians of a <see cref="GaussianCode"/>.
    /// </summary>
    /// <param name="code">[rows, 2 · latent].</param>
    /// <param name="noiseInPlace">[rows, latent], ε before and z after.</param>
    /// <param name="rows">The batch.</param>
    /// <param name="latent">Features of the latent.</param>
    public abstract void Reparameterize(Block code, Block noiseInPlace, int rows, int latent);

    /// <summary>
    /// codeGradient (+)= sampleGradient · ∂z/∂code, both halves; ½ exp(½ log σ²) ε is taken from z as ½ (z − μ).
    /// </summary>
    /// <param name="code">[rows, 2 · latent].</param>
    /// <param name="sample">z, [rows, latent].</param>
    /// <param name="sampleGradient">[rows, latent].</param>
    /// <param name="codeGradient">Receives [rows, 2 · latent].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="latent">Features of the latent.</param>
    /// <param name="accumulate">Whether to add to the gradient.</param>
    public abstract void ReparameterizeBackward(
        Block code,
        Block sample,
        Block sampleGradient,
        Block codeGradient,
        int rows,
        int latent,
        bool accumulate
    );

    /// <summary>
    /// divergences [rows] = ½ Σ (μ² + σ² − log σ² − 1), from the standard normal distribution, in nats.
    /// </summary>
    /// <param name="code">A <see cref="GaussianCode"/>, [rows, 2 · latent].</param>
    /// <param name="divergences">Receives [rows].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="latent">Features of the latent.</param>
    public abstract void GaussianKl(Block code, Block divergences, int rows, int latent);

    /// <summary>
    /// codeGradient [rows, 2 · latent] (+)= divergenceGradient [rows] · ∂divergence/∂code, both halves.
    /// </summary>
    public abstract void GaussianKlBackward(
        Block code,
        Block divergenceGradient,
        Block codeGradient,
        int rows,
        int latent,
        bool accumulate
    );

    /// <summary>
    /// ratios [rows] = ½ Σ (log σ² + ((z − μ) / σ)² − z²): log p(z) − log q(z) of samples z of q, p being N(0, I), in
    /// nats.
    /// </summary>
    /// <param name="code">A <see cref="GaussianCode"/>, [rows, 2 · latent].</param>
    /// <param name="sample">z, [rows, latent].</param>
    /// <param name="ratios">Receives [rows].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="latent">Features of the latent.</param>
    public abstract void GaussianLogRatio(Block code, Block sample, Block ratios, int rows, int latent);

    /// <summary>
    /// The gradients with (z − μ) / σ held constant: of the means (+)= 0, of log σ² (+)= ½ ratioGradient [rows], of z
    /// (+)= −ratioGradient · z; an empty gradient is left out. Where that of the code is empty, it is the code that is
    /// constant, and the gradient of z is (+)= ratioGradient · ((z − μ) / σ² − z).
    /// </summary>
    public abstract void GaussianLogRatioBackward(
        Block code,
        Block sample,
        Block ratioGradient,
        Block codeGradient,
        bool accumulateCode,
        Block sampleGradient,
        bool accumulateSample,
        int rows,
        int latent
    );

    /// <summary>
    /// results [rows] = log (1/columns Σ exp source [rows, columns]) over each row, whatever the size of its numbers.
    /// </summary>
    public abstract void LogMeanExp(Block source, Block results, int rows, int columns);

    /// <summary>
    /// sourceGradient [rows, columns] (+)= resultGradient [rows] · exp(source) / Σ exp(source), the sum being that of
    /// the row.
    /// </summary>
    public abstract void LogMeanExpBackward(
        Block source,
        Block resultGradient,
        Block sourceGradient,
        int rows,
        int columns,
        bool accumulate
    );

    /// <summary>
    /// output = scale · (input − mean) / √(variance + ε) + shift, column by column (Ioffe and Szegedy 2015), with mean
    /// and variance (divided by the rows) of the batch, or with the running ones if they are frozen.
    /// </summary>
    /// <param name="input">[rows, columns].</param>
    /// <param name="scale">[columns].</param>
    /// <param name="shift">[columns].</param>
    /// <param name="runningMean">
    /// [columns]; unless it is frozen it moves in place by the share <paramref name="momentum"/> towards the mean of a
    /// batch of two rows or more. Empty for none.
    /// </param>
    /// <param name="runningVariance">[columns], the same with the unbiased variance; empty for none.</param>
    /// <param name="output">Receives [rows, columns].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="columns">Features.</param>
    /// <param name="epsilon">ε, positive.</param>
    /// <param name="momentum">At least 0 and at most 1.</param>
    /// <param name="frozen">Whether to use the running figures and leave them as they are.</param>
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
    /// The gradients of input [rows, columns], scale [columns] and shift [columns]; an empty one is left out. The mean
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
    /// output [rows, columns] = scale [columns] · (input − mean) / √(variance + ε) + shift [columns], mean and variance
    /// (divided by the columns) being those of each row (Ba et al. 2016).
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
    /// The gradients of input [rows, columns], scale [columns] and shift [columns]; an empty one is left out.
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

    /// <summary>Gives threads and scratch memory back.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives threads and scratch memory back.</summary>
    /// <param name="disposing">Whether it was asked for, not left to the garbage collector.</param>
    protected abstract void Dispose(bool disposing);
}
