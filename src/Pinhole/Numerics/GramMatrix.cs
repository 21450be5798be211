using System.Runtime.Intrinsics;

namespace Pinhole.Numerics;

/// <summary>
/// The products of all pairs of columns, summed over rows: XᵀX. Each sum runs over the rows in order, without fused
/// multiply-adds, so that its bits depend on nothing but the rows.
/// </summary>
internal sealed class GramMatrix
{
    private const int TileRows = 4;
    private const int PanelColumns = 8;

    private readonly int _columns;
    private readonly int _panels;

    // [panels · 8, panels · 8], of which the tiles on and above the diagonal are kept.
    private readonly double[] _sums;
    private double[] _packed = [];

    public GramMatrix(int columns)
    {
        _columns = columns;
        _panels = (columns + PanelColumns - 1) / PanelColumns;
        _sums = new double[_panels * PanelColumns * _panels * PanelColumns];
    }

    /// <summary>The sum for one pair of columns.</summary>
    public double this[int i, int j] => _sums[(Math.Min(i, j) * _panels * PanelColumns) + Math.Max(i, j)];

    /// <summary>Adds some rows.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="block">[rows, columns].</param>
    public void Add(int rows, ReadOnlySpan<double> block)
    {
        Pack(rows, block);
        int panelLength = rows * PanelColumns;
        for (int panel = 0; panel < _panels; panel++)
        {
            ReadOnlySpan<double> right = _packed.AsSpan(panel * panelLength, panelLength);
            for (int other = 0; other <= panel; other++)
            {
                ReadOnlySpan<double> left = _packed.AsSpan(other * panelLength, panelLength);
                for (int tile = 0; tile < PanelColumns; tile += TileRows)
                    AddTile(left[tile..], right, ((other * PanelColumns) + tile, panel * PanelColumns));
            }
        }
    }

    // Panels of eight columns, row after row, let the tiles read memory straight on. The last panel is filled with
    // zeros.
    private void Pack(int rows, ReadOnlySpan<double> block)
    {
        int length = _panels * rows * PanelColumns;
        if (_packed.Length != length)
            _packed = new double[length];
        for (int panel = 0; panel < _panels; panel++)
        {
            int first = panel * PanelColumns,
                width = Math.Min(PanelColumns, _columns - first);
            for (int row = 0; row < rows; row++)
                block
                    .Slice((row * _columns) + first, width)
                    .CopyTo(_packed.AsSpan(((panel * rows) + row) * PanelColumns));
        }
    }

    private void AddTile(ReadOnlySpan<double> left, ReadOnlySpan<double> right, (int Row, int Column) corner)
    {
        int stride = _panels * PanelColumns;
        Span<double> sums = _sums.AsSpan((corner.Row * stride) + corner.Column);
        Vector256<double> s00 = Load(sums, 0),
            s01 = Load(sums, 4);
        Vector256<double> s10 = Load(sums, stride),
            s11 = Load(sums, stride + 4);
        Vector256<double> s20 = Load(sums, 2 * stride),
            s21 = Load(sums, (2 * stride) + 4);
        Vector256<double> s30 = Load(sums, 3 * stride),
            s31 = Load(sums, (3 * stride) + 4);
        for (int at = 0; at < right.Length; at += PanelColumns)
        {
            Vector256<double> first = Load(right, at),
                second = Load(right, at + 4);
            ReadOnlySpan<double> factors = left.Slice(at, TileRows);
            s00 += first * factors[0];
            s01 += second * factors[0];
            s10 += first * factors[1];
            s11 += second * factors[1];
            s20 += first * factors[2];
            s21 += second * factors[2];
            s30 += first * factors[3];
            s31 += second * factors[3];
        }

        s00.CopyTo(sums);
        s01.CopyTo(sums[4..]);
        s10.CopyTo(sums[stride..]);
        s11.CopyTo(sums[(stride + 4)..]);
        s20.CopyTo(sums[(2 * stride)..]);
        s21.CopyTo(sums[((2 * stride) + 4)..]);
        s30.CopyTo(sums[(3 * stride)..]);
        s31.CopyTo(sums[((3 * stride) + 4)..]);
    }

    private static Vector256<double> Load(ReadOnlySpan<double> values, int at) => Vector256.Create(values[at..]);
}
