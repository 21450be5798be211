using System.Runtime.CompilerServices;
using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>
/// A matrix product, split into blocks of tiles, each for one thread. The sums of a tile, some rows of the left operand
/// times some columns of the right one, fit in registers. Tiles side by side make a strip, which is finished together.
/// </summary>
/// <remarks>
/// Within a block the depth is processed in pieces of up to 512 steps, so that reused data stay in the second-level
/// cache: up to 96 rows of the left operand (192 KB) and 4 panels of the right one (256 KB; an update has 16, but its
/// depth, the batch, is mostly smaller). The pieces also limit rounding, which is visible in single precision over tens
/// of thousands of terms. Each number is the sum of its pieces in order, so results do not depend on the number of
/// threads.
/// </remarks>
internal readonly unsafe struct TileJob<T, TFinish> : IJob
    where T : unmanaged, ISimd<T>
    where TFinish : unmanaged, ITileFinish
{
    private const int MaximumPiece = 512;
    private const int MaximumTilesDown = 8;
    private const int MaximumPanels = 4;
    private const int LongStripPanels = 64;

    // Rows of the right operand are prefetched this many steps early, about the latency of memory; for short panels a
    // whole panel early.
    private const int StepsAhead = 64;

    // Enough blocks for threads to finish together, but not so small that scheduling them costs time.
    private const int EnoughBlocks = 16;
    private const long MinimumBlock = 100_000;

    private readonly MatrixView _left;
    private readonly Panel _right;
    private readonly nint _panelStride;
    private readonly TFinish _finish;
    private readonly int _rows;
    private readonly int _depth;
    private readonly int _columns;
    private readonly int _pieces;
    private readonly int _tiles;
    private readonly int _panels;
    private readonly int _blocksDown;
    private readonly int _blocksAcross;

    /// <param name="left">[rows, depth], read in place.</param>
    /// <param name="right">The first panel of [depth, columns].</param>
    /// <param name="panelStride">Elements from one panel to the next.</param>
    /// <param name="rows">Rows of left and result.</param>
    /// <param name="depth">Columns of left, rows of right.</param>
    /// <param name="columns">Columns of right and result; the last panel may reach beyond them into memory that can be
    /// read.</param>
    /// <param name="finish">What is done with each strip.</param>
    public TileJob(MatrixView left, Panel right, nint panelStride, int rows, int depth, int columns, TFinish finish)
    {
        _left = left;
        _right = right;
        _panelStride = panelStride;
        _finish = finish;
        _rows = rows;
        _depth = depth;
        _columns = columns;
        _pieces = Math.Max(1, (depth + MaximumPiece - 1) / MaximumPiece);
        _tiles = (rows + T.TileRows - 1) / T.TileRows;
        _panels = (columns + PanelWidth - 1) / PanelWidth;

        int across = Math.Min(_panels, TFinish.WantsLongStrips ? LongStripPanels : MaximumPanels);
        int down = Math.Min(_tiles, _pieces > 1 && TFinish.WantsLongStrips ? 1 : MaximumTilesDown);
        while (
            BlockCount(down, across) < EnoughBlocks
            && (long)down * across * TileFloats * depth >= 2 * MinimumBlock
            && down * across > 1
        )
        {
            if (across == 1 || (down > 1 && (TFinish.WantsLongStrips || down * T.TileRows >= across * PanelWidth)))
                down = (down + 1) / 2;
            else
                across = (across + 1) / 2;
        }

        _blocksDown = (_tiles + down - 1) / down;
        _blocksAcross = (_panels + across - 1) / across;
    }

    /// <summary>How many blocks there are.</summary>
    public int Parts => _blocksDown * _blocksAcross;

    private static int PanelWidth => 2 * T.Lanes;

    private static int TileFloats => T.TileRows * PanelWidth;

    // Four rows are transposed at a time, so tiles with a multiple of four rows are finished fastest.
    private static int RowUnit => T.TileRows % 4 == 0 ? 4 : 1;

    [SkipLocalsInit]
    public void Run(int part)
    {
        int firstTile = Start(part / _blocksAcross, _tiles, _blocksDown),
            endTile = Start((part / _blocksAcross) + 1, _tiles, _blocksDown);
        int firstPanel = Start(part % _blocksAcross, _panels, _blocksAcross),
            endPanel = Start((part % _blocksAcross) + 1, _panels, _blocksAcross);
        int column = firstPanel * PanelWidth,
            width = Math.Min(endPanel * PanelWidth, _columns) - column;
        int stripRow = (endPanel - firstPanel) * PanelWidth,
            stripFloats = T.TileRows * stripRow;
        float* sums = stackalloc float[(_pieces == 1 ? 1 : endTile - firstTile) * stripFloats];
        bool inPlace = TFinish.IsPlain && width == stripRow && _pieces == 1;
        for (int piece = 0; piece < _pieces; piece++)
        {
            int depth = Start(piece, _depth, _pieces),
                steps = Start(piece + 1, _depth, _pieces) - depth;
            for (int tile = firstTile; tile < endTile; tile++)
            {
                int row = FirstRow(tile),
                    height = FirstRow(tile + 1) - row;
                MatrixView left = _left.From(row, depth);
                Strip strip = new(row, height, column, width);
                bool accumulate = piece > 0;
                nint targetRow = stripRow;
                float* target = sums + (_pieces == 1 ? 0 : (tile - firstTile) * stripFloats);
                if (inPlace)
                    target = _finish.Target(row, column, out targetRow, out accumulate);

                nint panels = endPanel - firstPanel;
                for (nint panel = 0; panel < panels; panel++)
                {
                    Panel right = new Panel(_right.Data + ((firstPanel + panel) * _panelStride), _right.Step).From(
                        depth
                    );
                    if (piece < _pieces - 1 || !_finish.TryAhead(strip, panel * steps, panels * steps, out Panel ahead))
                        ahead =
                            steps > 2 * StepsAhead
                                ? right.From(StepsAhead)
                                : new Panel(right.Data + _panelStride, right.Step);
                    MicroKernel.Run<T>(
                        height,
                        steps,
                        left,
                        right,
                        ahead,
                        target + (panel * PanelWidth),
                        targetRow,
                        accumulate
                    );
                }

                if (!inPlace && piece == _pieces - 1)
                    _finish.Finish(target, stripRow, strip);
            }
        }
    }

    private static int Start(int index, int length, int count) => (int)((long)length * index / count);

    private int FirstRow(int tile)
    {
        if (tile >= _tiles)
            return _rows;
        int units = (_rows + RowUnit - 1) / RowUnit;
        return Math.Min(_rows, Start(tile, units, _tiles) * RowUnit);
    }

    private int BlockCount(int down, int across) => ((_tiles + down - 1) / down) * ((_panels + across - 1) / across);
}
