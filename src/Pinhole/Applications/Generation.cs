using Pinhole.Data;
using Pinhole.Models;

namespace Pinhole.Applications;

/// <summary>New rows, decoded from chosen latents.</summary>
public static class Generation
{
    /// <summary>
    /// Rows decoded from latents drawn from N(0, I), which a variational model has learned to decode (Kingma and
    /// Welling 2014).
    /// </summary>
    /// <param name="model">A trained model with a Gaussian bottleneck.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="seed">The seed of the rows.</param>
    /// <param name="conditions"> For a conditional model, one or more conditions from <see
    /// cref="Autoencoder.ConditionOf"/>, which rows take in turn, [count, condition]. </param>
    /// <param name="draw">
    /// Whether each row is drawn from the likelihood that the decoder gives, as counts or zeros and ones where the data
    /// are such; otherwise it is the mean of that.
    /// </param>
    /// <returns>[count, output columns], in the units of the data.</returns>
    /// <exception cref="InputException">The latents of the model are not normally distributed, or rows are to be drawn
    /// and the loss is no likelihood, or so many rows do not fit in memory.</exception>
    /// <exception cref="ArgumentException">The model is conditional, and the conditions are missing or have the wrong
    /// width.</exception>
    public static Dataset Sample(
        Autoencoder model,
        int count,
        ulong seed,
        ReadOnlySpan<float> conditions = default,
        bool draw = false
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!model.Options.Bottleneck.HasGaussianCode)
            throw new InputException(
                $"a {model.Options.Preset} model cannot be sampled, because its latents have no known distribution; "
                    + "train a vae"
            );
        LikelihoodSampler? sampler = draw ? new LikelihoodSampler(model, seed) : null;
        return Decode(
            model,
            Latents.Normal(count, model.Latent, seed),
            Cycle(model, conditions, count),
            "samples",
            sampler
        );
    }

    /// <summary>Rows between two rows, decoded from latents on the way.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="from">The first row, [columns].</param>
    /// <param name="to">The last row, [columns].</param>
    /// <param name="count">The number of rows, both ends included; at least 2.</param>
    /// <param name="spherical"> Whether to follow the great circle through both latents (Shoemake 1985), which keeps
    /// the length of the latents; otherwise the way is straight. </param>
    /// <param name="fromCondition">The condition of the first row, [condition]; conditions between are interpolated
    /// linearly.</param>
    /// <param name="toCondition">The condition of the other row.</param>
    /// <returns>[count, output columns], in the units of the data.</returns>
    /// <exception cref="ArgumentException">A row or a condition has the wrong width.</exception>
    /// <exception cref="InputException">The rows do not fit in memory.</exception>
    public static Dataset Interpolate(
        Autoencoder model,
        ReadOnlySpan<float> from,
        ReadOnlySpan<float> to,
        int count,
        bool spherical,
        ReadOnlySpan<float> fromCondition = default,
        ReadOnlySpan<float> toCondition = default
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        float[] first = new float[model.Latent],
            last = new float[model.Latent],
            latents = Latents.Room(count, model.Latent);
        model.Encode(from, first, fromCondition);
        model.Encode(to, last, toCondition);
        float[] conditions = Latents.Room(count, model.ConditionSize);
        double angle = spherical ? Angle(first, last) : 0;
        for (int step = 0; step < count; step++)
        {
            double share = (double)step / (count - 1);
            // Latents in the same or in opposite directions define no great circle.
            (double a, double b) =
                Math.Sin(angle) < 1e-6
                    ? (1 - share, share)
                    : (Math.Sin((1 - share) * angle) / Math.Sin(angle), Math.Sin(share * angle) / Math.Sin(angle));
            for (int i = 0; i < first.Length; i++)
                latents[(step * first.Length) + i] = (float)((a * first[i]) + (b * last[i]));
            for (int i = 0; i < model.ConditionSize; i++)
                conditions[(step * model.ConditionSize) + i] = (float)(
                    ((1 - share) * fromCondition[i]) + (share * toCondition[i])
                );
        }

        return Decode(model, latents, conditions, "interpolation");
    }

    /// <summary>Decodes rows while one number of the latent at a time runs through a range.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="latent">The values of the other numbers, [latent].</param>
    /// <param name="count">The number of rows for each number of the latent; at least 2.</param>
    /// <param name="range">Numbers run from −range to range.</param>
    /// <param name="condition">The condition of all of them, [condition], for a conditional model.</param>
    /// <returns>[latent · count, output columns], in the units of the data; the rows of the first number come
    /// first.</returns>
    /// <exception cref="ArgumentException">The latent or the condition has the wrong width.</exception>
    /// <exception cref="InputException">The rows do not fit in memory.</exception>
    public static Dataset Traverse(
        Autoencoder model,
        ReadOnlySpan<float> latent,
        int count,
        double range,
        ReadOnlySpan<float> condition = default
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (latent.Length != model.Latent)
            throw new ArgumentException(
                $"The model has latents of {model.Latent} numbers, not {latent.Length}.",
                nameof(latent)
            );
        float[] latents = Latents.Traversal(latent, [.. Enumerable.Range(0, latent.Length)], count, range);
        return Decode(model, latents, Cycle(model, condition, count * latent.Length), "traversal");
    }

    private static float[] Cycle(Autoencoder model, ReadOnlySpan<float> conditions, int count)
    {
        int width = model.ConditionSize;
        if (width == 0 ? !conditions.IsEmpty : conditions.IsEmpty || conditions.Length % width != 0)
            throw new ArgumentException(
                $"The model needs conditions of {width} numbers each, not {conditions.Length} numbers in all.",
                nameof(conditions)
            );
        float[] cycled = Latents.Room(count, width);
        for (int i = 0; i < cycled.Length; i++)
            cycled[i] = conditions[i % conditions.Length];
        return cycled;
    }

    private static Dataset Decode(
        Autoencoder model,
        float[] latents,
        float[] conditions,
        string name,
        LikelihoodSampler? sampler = null
    )
    {
        int count = latents.Length / model.Latent,
            columns = model.OutputColumns;
        if ((long)count * columns > Array.MaxLength)
            throw new InputException(
                $"{count} rows of {columns} numbers do not fit in memory; ask for at most {Array.MaxLength / columns}"
            );
        float[] rows = new float[count * columns];
        if (sampler is null)
            model.Decode(latents, rows, conditions);
        else
            sampler.Draw(latents, rows, conditions);
        Schema schema = model.Schema.Output;
        return Dataset.FromRows(rows, columns, name, image: schema.Image, columnNames: schema.ColumnNames);
    }

    private static double Angle(float[] first, float[] last)
    {
        double product = 0,
            firstSquare = 0,
            lastSquare = 0;
        for (int i = 0; i < first.Length; i++)
        {
            product += (double)first[i] * last[i];
            firstSquare += (double)first[i] * first[i];
            lastSquare += (double)last[i] * last[i];
        }

        double lengths = Math.Sqrt(firstSquare * lastSquare);
        return lengths == 0 ? 0 : Math.Acos(Math.Clamp(product / lengths, -1, 1));
    }
}
