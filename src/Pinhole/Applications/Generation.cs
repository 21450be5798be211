using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;

namespace Pinhole.Applications;

/// <summary>New rows from latents that no row was written as.</summary>
public static class Generation
{
    /// <summary>Rows decoded from latents drawn from N(0, I), which a variational model has learned to decode (Kingma and Welling 2014).</summary>
    /// <param name="model">A trained model with a Gaussian bottleneck.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="seed">Which ones.</param>
    /// <returns>[count, columns], in the units of the data.</returns>
    /// <exception cref="InputException">The latents of the model are not normally distributed, or so many rows do not fit in memory.</exception>
    public static Dataset Sample(Autoencoder model, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Options.Bottleneck is not GaussianBottleneck)
            throw new InputException($"a {model.Options.Preset} model cannot be sampled, as nothing says how its latents are distributed; train a vae");
        return Decode(model, Latents.Normal(count, model.Latent, seed), "samples");
    }

    /// <summary>Rows on the way from one row to another.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="from">Where the way begins, [columns].</param>
    /// <param name="to">Where it ends, [columns].</param>
    /// <param name="count">How many rows, both ends included; at least 2.</param>
    /// <param name="spherical">
    /// Whether to go along the great circle through both latents (Shoemake 1985), which keeps the length that latents of
    /// many dimensions have; otherwise the way is straight.
    /// </param>
    /// <returns>[count, columns], in the units of the data.</returns>
    /// <exception cref="ArgumentException">A row has another width.</exception>
    /// <exception cref="InputException">So many rows do not fit in memory.</exception>
    public static Dataset Interpolate(Autoencoder model, ReadOnlySpan<float> from, ReadOnlySpan<float> to, int count, bool spherical)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        float[] first = new float[model.Latent], last = new float[model.Latent], latents = Latents.Room(count, model.Latent);
        model.Encode(from, first);
        model.Encode(to, last);
        double angle = spherical ? Angle(first, last) : 0;
        for (int step = 0; step < count; step++)
        {
            double share = (double)step / (count - 1);
            // Latents that point the same way, or opposite ways, have no great circle of their own.
            (double a, double b) = Math.Sin(angle) < 1e-6
                ? (1 - share, share)
                : (Math.Sin((1 - share) * angle) / Math.Sin(angle), Math.Sin(share * angle) / Math.Sin(angle));
            for (int i = 0; i < first.Length; i++)
                latents[(step * first.Length) + i] = (float)((a * first[i]) + (b * last[i]));
        }

        return Decode(model, latents, "interpolation");
    }

    /// <summary>For each number of the latent, rows decoded while it alone runs through a range.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="latent">What the others are held at, [latent].</param>
    /// <param name="count">How many rows for each number; at least 2.</param>
    /// <param name="range">The numbers run from minus this to this.</param>
    /// <returns>[latent · count, columns], in the units of the data: first all for the first number.</returns>
    /// <exception cref="ArgumentException">The latent has another width.</exception>
    /// <exception cref="InputException">So many rows do not fit in memory.</exception>
    public static Dataset Traverse(Autoencoder model, ReadOnlySpan<float> latent, int count, double range)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (latent.Length != model.Latent)
            throw new ArgumentException($"The model has latents of {model.Latent} numbers, not {latent.Length}.", nameof(latent));
        return Decode(model, Latents.Traversal(latent, [.. Enumerable.Range(0, latent.Length)], count, range), "traversal");
    }

    private static Dataset Decode(Autoencoder model, float[] latents, string name)
    {
        int count = latents.Length / model.Latent;
        if ((long)count * model.Columns > Array.MaxLength)
            throw new InputException($"{count} rows of {model.Columns} numbers do not fit in memory; ask for at most {Array.MaxLength / model.Columns}");
        float[] rows = new float[count * model.Columns];
        model.Decode(latents, rows);
        return Dataset.FromRows(rows, model.Columns, name, image: model.Schema.Image, columnNames: model.Schema.ColumnNames);
    }

    private static double Angle(float[] first, float[] last)
    {
        double product = 0, firstSquare = 0, lastSquare = 0;
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
