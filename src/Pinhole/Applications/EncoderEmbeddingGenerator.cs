using Microsoft.Extensions.AI;
using Pinhole.Models;

namespace Pinhole.Applications;

/// <summary>
/// A trained encoder as an embedding generator for .NET's AI libraries: the latent of a row is its embedding. It may be
/// called from any thread.
/// </summary>
/// <param name="model">The model, without a condition. The caller disposes of it.</param>
public sealed class EncoderEmbeddingGenerator(Autoencoder model)
    : IEmbeddingGenerator<ReadOnlyMemory<float>, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new("pinhole", defaultModelDimensions: model.Latent);

    /// <summary>Encodes rows.</summary>
    /// <param name="values">Rows, each of [columns], in the units of the data.</param>
    /// <param name="options">Only the number of dimensions is read; it must match the model's.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <returns>An embedding for each row, [latent].</returns>
    /// <exception cref="ArgumentException">A row has the wrong width, or the number of dimensions is not the
    /// model's.</exception>
    /// <exception cref="InputException">The model is conditional.</exception>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<ReadOnlyMemory<float>> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(values);
        if (model.ConditionSize > 0)
            throw new InputException(
                "the model is conditional, but an embedding depends on the row only; train a model without a condition"
            );
        if (options?.Dimensions is int dimensions && dimensions != model.Latent)
            throw new ArgumentException(
                $"The model's latents have {model.Latent} numbers, not {dimensions}.",
                nameof(options)
            );
        GeneratedEmbeddings<Embedding<float>> embeddings = [];
        foreach (ReadOnlyMemory<float> row in values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            float[] latent = new float[model.Latent];
            model.Encode(row.Span, latent);
            embeddings.Add(new Embedding<float>(latent));
        }

        return Task.FromResult(embeddings);
    }

    /// <summary>Returns the model, this generator or its metadata, by type.</summary>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        object[] services = [this, model, _metadata];
        return serviceKey is null ? Array.Find(services, serviceType.IsInstanceOfType) : null;
    }

    /// <summary>Does nothing: the caller owns the model.</summary>
    public void Dispose() { }
}
