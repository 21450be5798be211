namespace Pinhole.Numerics;

/// <summary>
/// The products of all pairs of columns, summed over rows: XᵀX. Each sum runs over the rows in order, without fused
/// multiply-adds, so that its bits depend only on the rows.
/// </summary>
internal sealed class GramMatrix
{
    private readonly int _columns;
    private readonly int _panels;
    private readonly int _stride;

    // [panels · 8, panels · 8]; only the tiles on and above the diagonal are used.
    private readonly double[] _sums;
    private double[] _packed = [];

    public GramMatrix(int columns)
    {
        _columns = columns;
        _panels = (columns + DoubleVectors.PanelWidth - 1) / DoubleVectors.PanelWidth;
        _stride = _panels * DoubleVectors.PanelWidth;
        _sums = new double[(long)_stride * _stride];
    }

    /// <summary>The sum for one pair of columns.</summary>
    public double this[int i, int j] => _sums[((long)Math.Min(i, j) * _stride) + Math.Max(i, j)];

    /// <summary>Adds some rows.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="block">[rows, columns].</param>
    public void Add(int rows, ReadOnlySpan<double> block)
    {
        Pack(rows, block);
        int panelLength = rows * DoubleVectors.PanelWidth;
        for (int panel = 0; panel < _panels; panel++)
        {
            ReadOnlySpan<double> right = _packed.AsSpan(panel * panelLength, panelLength);
            for (int other = 0; other <= panel; other++)
            {
                ReadOnlySpan<double> left = _packed.AsSpan(other * panelLength, panelLength);
                Span<double> sums = _sums.AsSpan(
                    (other * DoubleVectors.PanelWidth * _stride) + (panel * DoubleVectors.PanelWidth)
                );
                DoubleVectors.AddPanelProduct(left, right, sums, _stride);
            }
        }
    }

    // The last panel is padded with zeros.
    private void Pack(int rows, ReadOnlySpan<double> block)
    {
        int length = _panels * rows * DoubleVectors.PanelWidth;
        if (_packed.Length != length)
            _packed = new double[length];
        for (int panel = 0; panel < _panels; panel++)
        {
            int first = panel * DoubleVectors.PanelWidth,
                width = Math.Min(DoubleVectors.PanelWidth, _columns - first);
            for (int row = 0; row < rows; row++)
                block
                    .Slice((row * _columns) + first, width)
                    .CopyTo(_packed.AsSpan(((panel * rows) + row) * DoubleVectors.PanelWidth));
        }
    }
}
