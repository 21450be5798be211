using System.Runtime.CompilerServices;
using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>
/// The general matrix product, blocked and threaded, with bias and activation applied to each tile while it is in
/// the first-level cache.
/// </summary>
/// <remarks>
/// The left operand is read in place, number by number, and the right one is packed into panels two vectors wide.
/// Whichever operand is cheaper to pack becomes the right one, by computing resultᵀ = rightᵀ · leftᵀ where that
/// helps: a layer's weights are then never copied, only its activations are. A number of the result is the sum
/// over blocks of 384 products, whatever the tile, the panel or the thread: single precision drifts visibly over
/// tens of thousands of terms, and a fixed order keeps results the same on any number of threads.
/// </remarks>
internal readonly unsafe struct MatrixProduct<T>
    where T : unmanaged, ISimd<T>
{
    /// <summary>Products summed before the sum is added to the result: a block of a panel stays in the second-level cache.</summary>
    private const int DepthBlock = 384;

    private const int TallestTile = 12;
    private const int WidestPanel = 32;

    private readonly MatrixView _left;
    private readonly float* _panels;
    private readonly float* _sums;
    private readonly float* _result;
    private readonly float* _bias;
    private readonly int _rows;
    private readonly int _depth;
    private readonly int _columns;
    private readonly int _resultWidth;
    private readonly int _tiles;
    private readonly int _tilesInPart;
    private readonly Activation _activation;
    private readonly bool _transposed;
    private readonly bool _accumulate;

    private MatrixProduct(
        MatrixView left,
        int rows,
        int depth,
        int columns,
        float* result,
        int resultWidth,
        float* bias,
        Activation activation,
        bool accumulate,
        bool transposed)
    {
        _left = left;
        _rows = rows;
        _depth = depth;
        _columns = columns;
        _result = result;
        _resultWidth = resultWidth;
        _bias = bias;
        _activation = activation;
        _accumulate = accumulate;
        _transposed = transposed;
        _tiles = (rows + T.TileRows - 1) / T.TileRows;

        // About 100,000 multiply-adds are worth handing to a thread; a part is never more than 8 tiles, so that
        // a late thread does not keep the others waiting.
        long tileWork = Math.Max(1, (long)T.TileRows * depth * columns);
        _tilesInPart = (int)Math.Clamp(100_000 / tileWork, 1, 8);

        long panelFloats = (long)depth * Panels * PanelWidth;
        long sumFloats = KeepsSums ? (long)_tiles * Panels * TileFloats : 0;
        _panels = Scratch.Take(panelFloats + sumFloats);
        _sums = _panels + panelFloats;
    }

    private static int PanelWidth => 2 * T.Lanes;

    private static int TileFloats => T.TileRows * PanelWidth;

    private int Panels => (_columns + PanelWidth - 1) / PanelWidth;

    /// <summary>Whether tiles are finished (turned, biased, activated) only after several depth blocks.</summary>
    private bool KeepsSums => _depth > DepthBlock && !WritesDirectly;

    private bool WritesDirectly => !_transposed && _bias == null && _activation == Activation.Identity;

    /// <summary>result [rows, columns] (+)= activation(left [rows, depth] · right [depth, columns] + bias [columns]).</summary>
    public static void Run(
        WorkerPool pool,
        MatrixView left,
        MatrixView right,
        float* result,
        int rows,
        int depth,
        int columns,
        float* bias,
        Activation activation,
        bool accumulate)
    {
        if (rows == 0 || columns == 0)
            return;
        bool transposed = PackingCost(right, depth, columns) > PackingCost(left.Transposed, depth, rows) + ((long)rows * columns / 2);
        if (transposed)
            (left, right, rows, columns) = (right.Transposed, left.Transposed, columns, rows);
        int resultWidth = transposed ? rows : columns;
        MatrixProduct<T> product = new(
            left, rows, depth, columns, result, resultWidth, bias, activation, accumulate, transposed);
        PackJob pack = new(right, depth, columns, product._panels);
        pool.Run(ref pack, product.Panels);
        MultiplyJob multiply = new(product);
        pool.Run(ref multiply, (product._tiles + product._tilesInPart - 1) / product._tilesInPart);
    }

    /// <summary>Roughly what packing a right operand takes, in elements copied.</summary>
    private static long PackingCost(MatrixView right, int depth, int columns)
    {
        long elements = (long)depth * columns;
        return right.ColumnStride == 1 ? elements : elements * 3 / 2;
    }

    private int FirstRow(int tile) => (int)((long)_rows * tile / _tiles);

    private void MultiplyTiles(int firstTile, int endTile)
    {
        float* tile = stackalloc float[TallestTile * WidestPanel];
        for (int depth = 0; depth == 0 || depth < _depth; depth += DepthBlock)
        {
            int steps = Math.Min(DepthBlock, _depth - depth);
            bool first = depth == 0, last = depth + DepthBlock >= _depth;
            for (int t = firstTile; t < endTile; t++)
            {
                int row = FirstRow(t), height = FirstRow(t + 1) - row;
                float* left = _left.At(row, depth);
                for (int panel = 0; panel < Panels; panel++)
                {
                    int column = panel * PanelWidth, width = Math.Min(PanelWidth, _columns - column);
                    float* right = _panels + ((long)panel * _depth * PanelWidth) + ((long)depth * PanelWidth);
                    if (WritesDirectly && width == PanelWidth)
                    {
                        float* target = _result + ((long)row * _resultWidth) + column;
                        MicroKernel.Run<T>(height, steps, left, _left, right, target, _resultWidth, !first || _accumulate);
                        continue;
                    }

                    float* sums = KeepsSums ? _sums + ((((long)t * Panels) + panel) * TileFloats) : tile;
                    MicroKernel.Run<T>(height, steps, left, _left, right, sums, PanelWidth, KeepsSums && !first);
                    if (last || WritesDirectly)
                        Finish(sums, row, height, column, width, _accumulate || (WritesDirectly && !first));
                }
            }
        }
    }

    /// <summary>Adds the bias, applies the activation and puts the valid part of a tile where it belongs.</summary>
    private void Finish(float* tile, int row, int height, int column, int width, bool accumulate)
    {
        if (_bias != null)
            AddBias(tile, row, height, column, width);
        if (_activation != Activation.Identity)
            FunctionChoice.Run(_activation, new TileMapLoop<T>(tile, tile, height * PanelWidth));
        if (_transposed)
        {
            Transposition.Run(tile, PanelWidth, _result + ((long)column * _resultWidth) + row, _resultWidth, height, width, accumulate);
            return;
        }

        CopyColumnsRange<T> copy = new(
            tile, PanelWidth, _result + ((long)row * _resultWidth) + column, _resultWidth, width, accumulate);
        copy.Run(0, height);
    }

    private void AddBias(float* tile, int row, int height, int column, int width)
    {
        for (int r = 0; r < height; r++)
        {
            float* line = tile + (r * PanelWidth);
            if (_transposed)
            {
                T bias = T.Broadcast(_bias[row + r]);
                T.Store(T.Load(line) + bias, line);
                T.Store(T.Load(line + T.Lanes) + bias, line + T.Lanes);
            }
            else
            {
                for (int i = 0; i < width; i += T.Lanes)
                    T.Store(T.Load(line + i) + Ranges.Load<T>(_bias + column + i, width - i), line + i);
            }
        }
    }

    private readonly struct MultiplyJob(MatrixProduct<T> product) : IJob
    {
        public void Run(int part)
        {
            int first = part * product._tilesInPart;
            product.MultiplyTiles(first, Math.Min(product._tiles, first + product._tilesInPart));
        }
    }

    /// <summary>Lays the right operand out in panels: [panels][depth][two vectors], padded with zeros.</summary>
    private readonly struct PackJob(MatrixView right, int depth, int columns, float* panels) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int part)
        {
            int column = part * PanelWidth, width = Math.Min(PanelWidth, columns - column);
            float* panel = panels + ((long)part * depth * PanelWidth);
            float* source = right.At(0, column);
            if (right.ColumnStride != 1)
            {
                if (width < PanelWidth)
                    new Span<float>(panel, depth * PanelWidth).Clear();
                Transposition.Run(source, right.ColumnStride, panel, PanelWidth, width, depth);
                return;
            }

            for (nint step = 0; step < depth; step++, source += right.RowStride, panel += PanelWidth)
            {
                T.Store(Ranges.Load<T>(source, width), panel);
                T.Store(width > T.Lanes ? Ranges.Load<T>(source + T.Lanes, width - T.Lanes) : default, panel + T.Lanes);
            }
        }
    }
}
