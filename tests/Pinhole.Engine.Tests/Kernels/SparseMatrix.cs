using Pinhole.Engine.Autograd;
using Pinhole.Engine.Random;

namespace Pinhole.Engine.Tests.Kernels;

/// <summary>Repeatable sparse rows, some of them empty, and the same rows with their zeros.</summary>
internal sealed class SparseMatrix
{
    /// <summary>Makes rows in which each number is kept with a given probability.</summary>
    public SparseMatrix(int rows, int columns, ulong seed, float density = 0.2f, float low = 0)
    {
        (Rows, Columns) = (rows, columns);
        Dense = new float[rows * columns];
        Rng rng = new(seed);
        List<int> starts = [0],
            places = [];
        List<float> values = [];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                bool kept = rng.NextFloat() < density && row != 1;
                float value = low + ((1 - low) * rng.NextFloat());
                if (!kept)
                    continue;
                places.Add(column);
                values.Add(value);
                Dense[(row * columns) + column] = value;
            }

            starts.Add(places.Count);
        }

        (Starts, Places, Values) = ([.. starts], [.. places], [.. values]);
    }

    public int Rows { get; }

    public int Columns { get; }

    public float[] Dense { get; }

    public int[] Starts { get; }

    public int[] Places { get; }

    public float[] Values { get; }

    /// <summary>Brings the rows onto a tape, sparse or with their zeros.</summary>
    public Tensor Input(Tape tape, bool sparse) =>
        sparse ? tape.SparseInput(Starts, Places, Values, Columns) : tape.Input(Dense, new Shape(Rows, Columns));
}
