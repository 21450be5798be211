namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>Two vectors for each step of a product, in rows with any distance.</summary>
internal readonly unsafe struct Panel(float* data, nint step)
{
    public readonly float* Data = data;

    /// <summary>Elements from one row to the next.</summary>
    public readonly nint Step = step;

    /// <summary>The panel from a later row on.</summary>
    public Panel From(nint row) => new(Data + (row * Step), Step);
}

/// <summary>The position of a strip in the result: tiles side by side, finished together.</summary>
internal readonly record struct Strip(int Row, int Height, int Column, int Width);
