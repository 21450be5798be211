namespace Pinhole.Engine.Tests.Training;

/// <summary>Weights and batches that tests/golden/make_training.py computes in the same way.</summary>
internal static class Formula
{
    /// <summary>A number in [0, 1).</summary>
    public static double Uniform(uint index)
    {
        unchecked
        {
            uint h = (index * 2654435761) + 0x9E3779B9;
            h ^= h >> 15;
            h *= 2246822519;
            h ^= h >> 13;
            return h / 4294967296.0;
        }
    }

    /// <summary>
    /// Rows that lie in three dimensions: mixtures of a rising, a falling and a humped line, [rows, features].
    /// </summary>
    public static float[] Batch(int step, int rows, int features)
    {
        float[] batch = new float[rows * features];
        for (int row = 0; row < rows; row++)
        {
            uint first = (uint)((step * rows) + row) * 3;
            double a = Uniform(first),
                b = Uniform(first + 1),
                c = Uniform(first + 2);
            for (int feature = 0; feature < features; feature++)
            {
                double t = feature / (features - 1.0);
                batch[(row * features) + feature] = (float)(((a * t) + (b * (1 - t)) + (c * (4 * t * (1 - t)))) / 2);
            }
        }

        return batch;
    }
}
