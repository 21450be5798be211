using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Random;
using Pinhole.Layers;
using Pinhole.Models;

namespace Pinhole.Tests.Contract;

/// <summary>Small tables and what tests ask of small models.</summary>
internal static class SmallData
{
    private const int Classes = 3;

    /// <summary>Rows near a curved line, all values in [0, 1]: [rows, columns].</summary>
    public static Dataset Smooth(int rows, int columns, ulong seed = 1, float scale = 1)
    {
        Rng rng = new(seed);
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            double phase = 6 * rng.NextDouble(),
                speed = 1 + rng.NextDouble();
            for (int column = 0; column < columns; column++)
                values[(row * columns) + column] = scale * (float)(0.5 + (0.45 * Math.Sin(phase + (speed * column))));
        }

        return FromRows(values, columns, "smooth");
    }

    /// <summary>Rows of zeros and ones: [rows, columns].</summary>
    public static Dataset Binary(int rows, int columns, ulong seed = 1)
    {
        Rng rng = new(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = rng.NextInt(2);
        return FromRows(values, columns, "binary");
    }

    /// <summary>
    /// Rows that every preset takes: images, as high as the largest divisor of the columns that is not larger than the
    /// width, of three classes in turn.
    /// </summary>
    public static Dataset FromRows(float[] values, int columns, string name)
    {
        int height = Enumerable.Range(1, columns).Last(height => height * height <= columns && columns % height == 0);
        int[] labels = [.. Enumerable.Range(0, values.Length / columns).Select(row => row % Classes)];
        return Dataset.FromRows(
            values,
            columns,
            name,
            labels,
            ["a", "b", "c"],
            image: new ImageShape(1, height, columns / height)
        );
    }

    /// <summary>
    /// Rows as a loss takes them: for categorical ones shares that sum to 1, for counts whole numbers, for others as
    /// they are.
    /// </summary>
    public static Dataset For(string loss, Dataset rows)
    {
        if (loss == "poisson")
            return FromRows(
                Array.ConvertAll(rows.Values(), value => MathF.Round(4 * MathF.Abs(value))),
                rows.Columns,
                rows.Name
            );
        if (loss != "categorical")
            return rows;
        float[] values = rows.Values();
        foreach (int row in Enumerable.Range(0, rows.Rows))
        {
            Span<float> shares = values.AsSpan(row * rows.Columns, rows.Columns);
            double sum = 0;
            foreach (float value in shares)
                sum += value;
            foreach (ref float share in shares)
                share = sum == 0 ? 1f / rows.Columns : (float)(share / sum);
        }

        return FromRows(values, rows.Columns, rows.Name);
    }

    /// <summary>All numbers of a dataset, [rows, columns].</summary>
    public static float[] Values(this Dataset data)
    {
        float[] values = new float[data.Rows * data.Columns];
        data.CopyRows([.. Enumerable.Range(0, data.Rows)], values);
        return values;
    }

    /// <summary>All weights, parameter after parameter.</summary>
    public static float[] Weights(this Autoencoder model)
    {
        List<float> weights = [];
        foreach (Parameter parameter in model.Parameters.Parameters)
        {
            float[] values = new float[parameter.Shape.Length];
            model.Parameters.Kernels.Read(parameter.Value, values);
            weights.AddRange(values);
        }

        return [.. weights];
    }

    /// <summary>
    /// The conditions of so many rows of these data, [rows, condition]; empty for a model without a condition.
    /// </summary>
    public static float[] Conditions(this Autoencoder model, int rows)
    {
        return model.ConditionSize == 0 ? [] : InTurn(rows, model.ConditionSize - Classes);
    }

    // The classes in turn, [rows, classes and more].
    private static float[] InTurn(int rows, int more)
    {
        float[] classes = new float[rows * (Classes + more)];
        for (int row = 0; row < rows; row++)
            classes[(row * (Classes + more)) + (row % Classes)] = 1;
        return classes;
    }

    /// <summary>Prepared rows of these data on a tape, with their conditions.</summary>
    public static Batch Batch(this Autoencoder model, Tape tape, ReadOnlySpan<float> rows)
    {
        int count = rows.Length / model.Columns;
        Tensor tensor = tape.Input(rows, new Shape(count, model.Columns));
        Tensor targets = model.Schema.Targets is null
            ? tensor
            : tape.Input(InTurn(count, 0), new Shape(count, Classes));
        return new Batch(
            tensor,
            targets,
            model.ConditionSize == 0 ? null : tape.Input(model.Conditions(count), new Shape(count, model.ConditionSize))
        );
    }

    /// <summary>The loss of prepared rows, [rows, columns], as the model stands.</summary>
    public static double Loss(this Autoencoder model, ReadOnlySpan<float> rows, Pass? pass = null)
    {
        using Tape tape = new(model.Parameters.Kernels, recording: false);
        LossTerms terms = new();
        model.Loss(model.Batch(tape, rows), pass ?? Pass.Evaluation(model.Parameters, 1, 0), terms);
        return tape.ReadScalar(terms.Total);
    }
}
