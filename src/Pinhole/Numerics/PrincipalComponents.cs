using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Pinhole.Numerics;

/// <summary>
/// Principal component analysis (Pearson 1901, Hotelling 1933): the linear autoencoder with the smallest squared error,
/// and so the baseline of every trained model.
/// </summary>
public sealed class PrincipalComponents
{
    /// <summary>Up to this many columns the full covariance matrix is used; beyond, a randomized method.</summary>
    private const int MaximumExactColumns = 1500;

    /// <summary>
    /// With up to this many rows, the directions of a wide table are computed exactly from the products of its rows.
    /// </summary>
    private const int MaximumExactRows = 1500;

    /// <summary>If at most one number in this many is not 0, the zeros of a row are skipped.</summary>
    private const int MostlyZeros = 8;

    private const int TileColumns = 1024;

    private static readonly float[] Nothing = [];

    private readonly float[] _mean;
    private readonly float[] _components;
    private readonly float[] _variances;
    private readonly float[] _outputMean;
    private readonly float[] _outputs;
    private readonly double[] _meanCodes;

    /// <summary>Restores a fitted analysis from its stored arrays.</summary>
    /// <param name="mean">[columns].</param>
    /// <param name="components">[components, columns].</param>
    /// <param name="variances">[components].</param>
    /// <param name="outputMean">[output columns]; empty for <paramref name="mean"/>.</param>
    /// <param name="outputs">[components, output columns]: the contribution of each to a reconstruction; empty for
    /// <paramref name="components"/>.</param>
    /// <exception cref="ArgumentException">There is no column or no component, or the lengths do not match.</exception>
    public PrincipalComponents(
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> components,
        ReadOnlySpan<float> variances,
        ReadOnlySpan<float> outputMean = default,
        ReadOnlySpan<float> outputs = default
    )
        : this(mean.ToArray(), components.ToArray(), variances.ToArray(), outputMean.ToArray(), outputs.ToArray()) { }

    private PrincipalComponents(
        float[] mean,
        float[] components,
        float[] variances,
        float[] outputMean,
        float[] outputs
    )
    {
        if (mean.Length == 0 || variances.Length == 0 || components.Length != (long)mean.Length * variances.Length)
            throw new ArgumentException(
                $"{variances.Length} components over {mean.Length} columns cannot hold {components.Length} values.",
                nameof(components)
            );

        if (outputs.Length != (long)outputMean.Length * variances.Length)
            throw new ArgumentException(
                $"{variances.Length} components that give {outputMean.Length} columns cannot hold "
                    + $"{outputs.Length} values.",
                nameof(outputs)
            );
        _mean = mean;
        _components = components;
        _variances = variances;
        _outputMean = outputMean.Length == 0 ? _mean : outputMean;
        _outputs = outputs.Length == 0 ? _components : outputs;
        float[] origin = new float[Columns];
        _meanCodes =
        [
            .. Enumerable
                .Range(0, Count)
                .Select(component => -DoubleVectors.DotCentred(origin, _mean, Direction(component))),
        ];
    }

    /// <summary>How many columns a row has.</summary>
    public int Columns => _mean.Length;

    /// <summary>How many components there are: the size of the codes.</summary>
    public int Count => _variances.Length;

    /// <summary>
    /// How many columns a reconstruction has: as many as a row, unless <see cref="WithTargets"/> fitted targets.
    /// </summary>
    public int OutputColumns => _outputMean.Length;

    /// <summary>Whether reconstructions are of targets that are not the rows themselves.</summary>
    public bool HasTargets => _outputs != _components;

    /// <summary>The mean of the targets, [output columns].</summary>
    public ReadOnlySpan<float> OutputMean => _outputMean;

    /// <summary>The contribution of each component to a reconstruction, [components, output columns].</summary>
    public ReadOnlySpan<float> Outputs => _outputs;

    /// <summary>The mean of the rows, [columns].</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>
    /// Orthonormal directions of descending variance, [components, columns] row-major; the largest loading of each is
    /// positive. Components without variance are zero.
    /// </summary>
    public ReadOnlySpan<float> Components => _components;

    /// <summary>The variance of the rows along each component, divided by rows − 1, [components].</summary>
    public ReadOnlySpan<float> Variances => _variances;

    /// <summary>
    /// Fits to rows that are streamed several times and never copied as a whole table. The same rows and seed give the
    /// same bits on any number of threads. Beyond 1500 columns and 1500 rows the directions are approximate (Halko,
    /// Martinsson and Tropp 2011).
    /// </summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="columns">How many columns each has.</param>
    /// <param name="readRow">Reads a row; called several times for each row, only from this thread.</param>
    /// <param name="components">How many components to find; those beyond min(rows − 1, columns) are zero.</param>
    /// <param name="seed">The seed of the randomized method.</param>
    /// <exception cref="InputException">There are fewer than two rows, or they hold NaN or infinity.</exception>
    public static PrincipalComponents Fit(int rows, int columns, RowReader readRow, int components, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(components);
        if (rows < 2)
            throw new InputException($"principal components need at least 2 rows; there are {rows}; give more data");

        RowBlocks blocks = new(rows, columns, readRow);
        int count = Math.Min(components, Math.Min(rows - 1, columns));
        if (columns > MaximumExactColumns && rows <= MaximumExactRows)
            return OfRows(blocks, components, count);
        return Of(
            blocks,
            components,
            columns <= MaximumExactColumns
                ? ExactDirections.Find(blocks, count)
                : RandomizedDirections.Find(blocks, count, seed)
        );
    }

    /// <summary>
    /// Fits to sparse rows, which stay sparse; the directions are always those of the randomized method.
    /// </summary>
    /// <param name="rows">Centred rows, at least two.</param>
    /// <param name="components">How many components to find.</param>
    /// <param name="seed">The seed of the randomized method.</param>
    internal static PrincipalComponents Fit(SparseCentredRows rows, int components, ulong seed) =>
        Of(
            rows,
            components,
            RandomizedDirections.Find(rows, Math.Min(components, Math.Min(rows.Rows - 1, rows.Columns)), seed)
        );

    /// <summary>Whether rows are so wide that the directions are approximate.</summary>
    internal static bool IsWide(int columns) => columns > MaximumExactColumns;

    /// <summary>
    /// The approximate number of multiplications of a fit, which depends only on the sizes; a core does a few billion a
    /// second.
    /// </summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="columns">How many columns each has.</param>
    /// <param name="components">How many components to find.</param>
    /// <param name="kept">How many numbers of a sparse row are stored; null for dense rows.</param>
    public static double EstimateWork(int rows, int columns, int components, double? kept = null)
    {
        double count = Math.Min(components, Math.Min(rows - 1, columns));
        if (columns <= MaximumExactColumns && kept is null)
            return (0.5 * rows * columns * columns) + Eigenvectors(columns);
        if (rows <= MaximumExactRows && kept is null)
            return (rows * (double)columns * ((0.5 * rows) + count)) + Eigenvectors(rows);
        double sampled = Math.Min(count + RandomizedDirections.Oversampling, Math.Min(rows - 1, columns)),
            passes = RandomizedDirections.Passes;
        return (((2 * passes) + 1) * rows * (kept ?? columns) * sampled)
            + ((passes + 1) * 4 * columns * sampled * sampled)
            + Eigenvectors(sampled);

        static double Eigenvectors(double size) => 10 * size * size * size;
    }

    private static PrincipalComponents Of(CentredRows rows, int components, Directions directions)
    {
        int columns = rows.Columns,
            count = directions.Vectors.Length;
        float[] vectors = new float[(long)components * columns];
        float[] variances = new float[components];
        for (int component = 0; component < count && IsDirection(directions.Variances, component); component++)
        {
            variances[component] = (float)directions.Variances[component];
            StoreWithSign(directions.Vectors[component], Part(vectors, component, columns));
        }

        return new PrincipalComponents(Floats(rows.Mean), vectors, variances, Nothing, Nothing);
    }

    private static PrincipalComponents OfRows(RowBlocks rows, int components, int count)
    {
        float[] vectors = new float[(long)components * rows.Columns],
            variances = new float[components];
        RowDirections.Find(rows, variances.AsSpan(0, count), vectors);
        for (int component = 0; component < count; component++)
        {
            Span<float> direction = Part(vectors, component, rows.Columns);
            if (direction[TensorPrimitives.IndexOfMaxMagnitude<float>(direction)] < 0)
                TensorPrimitives.Negate(direction, direction);
        }

        return new PrincipalComponents(Floats(rows.Mean), vectors, variances, Nothing, Nothing);
    }

    /// <summary>
    /// Whether rows vary along a direction; smaller variances are only rounding error, and so would their directions
    /// be.
    /// </summary>
    /// <param name="variances">In descending order.</param>
    /// <param name="direction">Which, counted from 0.</param>
    internal static bool IsDirection(double[] variances, int direction) => variances[direction] > 1e-12 * variances[0];

    private static float[] Floats(double[] values) => Array.ConvertAll(values, value => (float)value);

    private static Span<float> Part(float[] values, int component, int columns) =>
        MemoryMarshal.CreateSpan(ref values[(long)component * columns], columns);

    /// <summary>
    /// The same components with targets that are predicted by least squares: principal component regression (Massy
    /// 1965), the linear baseline of a model with targets.
    /// </summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="readRow">Reads each row that this was fitted to, [columns].</param>
    /// <param name="columns">How many columns the targets have.</param>
    /// <param name="readTarget">Reads each row's target, [output columns].</param>
    /// <exception cref="InputException">The targets hold NaN or infinity.</exception>
    public PrincipalComponents WithTargets(int rows, RowReader readRow, int columns, RowReader readTarget)
    {
        RowBlocks targets = new(rows, columns, readTarget);
        double[] sums = new double[(long)Count * columns],
            squares = new double[Count];
        float[] row = new float[Columns],
            codes = new float[Count];
        int index = 0;
        targets.ForEach(
            (count, block) =>
            {
                for (int i = 0; i < count; i++)
                {
                    readRow(index++, row);
                    Project(row, codes);
                    for (int component = 0; component < Count; component++)
                    {
                        double code = codes[component];
                        squares[component] += code * code;
                        Span<double> sum = sums.AsSpan(component * columns, columns);
                        for (int column = 0; column < columns; column++)
                            sum[column] += code * block[(i * columns) + column];
                    }
                }
            }
        );
        float[] outputs = new float[sums.Length];
        for (int i = 0; i < sums.Length; i++)
            outputs[i] = squares[i / columns] > 0 ? (float)(sums[i] / squares[i / columns]) : 0;
        return new PrincipalComponents(_mean, _components, _variances, Floats(targets.Mean), outputs);
    }

    /// <summary>Computes the coordinates of a row along the components. Safe to call from any thread.</summary>
    /// <param name="row">[columns].</param>
    /// <param name="codes">[components], to be filled.</param>
    /// <exception cref="ArgumentException">A length is not as stated.</exception>
    public void Project(ReadOnlySpan<float> row, Span<float> codes)
    {
        CheckLength(row.Length, Columns, nameof(row));
        CheckLength(codes.Length, Count, nameof(codes));
        int[] places = ArrayPool<int>.Shared.Rent(Math.Max(1, row.Length / MostlyZeros));
        int kept = FindOthers(row, places.AsSpan(0, row.Length / MostlyZeros));
        for (int component = 0; component < codes.Length; component++)
        {
            codes[component] = (float)(
                kept < 0
                    ? DoubleVectors.DotCentred(row, _mean, Direction(component))
                    : DoubleVectors.DotAt(places.AsSpan(0, kept), row, Direction(component)) - _meanCodes[component]
            );
        }

        ArrayPool<int>.Shared.Return(places);
    }

    private ReadOnlySpan<float> Direction(int component) => _components.AsSpan(component * Columns, Columns);

    // The columns of numbers other than 0; −1 if there are too many.
    private static int FindOthers(ReadOnlySpan<float> row, Span<int> places)
    {
        int found = 0;
        for (int at = 0; at < row.Length; at++)
        {
            if (row[at] == 0)
                continue;
            if (found == places.Length)
                return -1;
            places[found++] = at;
        }

        return found;
    }

    /// <summary>
    /// Reconstructs each row: the nearest point in the space of the components. Safe to call from any thread.
    /// </summary>
    /// <param name="rows">[rows, columns].</param>
    /// <param name="reconstructions">[rows, output columns], to be filled; may be <paramref name="rows"/>
    /// themselves.</param>
    /// <exception cref="ArgumentException">A length is not as stated.</exception>
    public void Reconstruct(ReadOnlySpan<float> rows, Span<float> reconstructions)
    {
        int height = Math.Max(1, rows.Length / Columns);
        CheckLength(rows.Length, (long)height * Columns, nameof(rows));
        CheckLength(reconstructions.Length, (long)height * OutputColumns, nameof(reconstructions));
        float[] codes = ArrayPool<float>.Shared.Rent(height * Count);
        for (int row = 0; row < height; row++)
            Project(rows.Slice(row * Columns, Columns), codes.AsSpan(row * Count, Count));

        // Columns that fit in a first-level cache, so that wide components are read once for all rows.
        for (int first = 0; first < OutputColumns; first += TileColumns)
        {
            int width = Math.Min(TileColumns, OutputColumns - first);
            for (int row = 0; row < height; row++)
            {
                Span<float> tile = reconstructions.Slice((row * OutputColumns) + first, width);
                _outputMean.AsSpan(first, width).CopyTo(tile);
                for (int component = 0; component < Count; component++)
                    TensorPrimitives.MultiplyAdd(
                        _outputs.AsSpan((component * OutputColumns) + first, width),
                        codes[(row * Count) + component],
                        tile,
                        tile
                    );
            }
        }

        ArrayPool<float>.Shared.Return(codes);
    }

    // A direction and its opposite are equivalent; choosing one makes results reproducible.
    private static void StoreWithSign(double[] direction, Span<float> target)
    {
        double largest = direction.MaxBy(Math.Abs);
        for (int column = 0; column < target.Length; column++)
            target[column] = (float)(largest < 0 ? -direction[column] : direction[column]);
    }

    private static void CheckLength(int actual, long expected, string name)
    {
        if (actual != expected)
            throw new ArgumentException($"{expected} values are needed, not {actual}.", name);
    }
}
