using Microsoft.Extensions.AI;
using Pinhole.Models;

namespace Pinhole.Applications;

/// <summary>
/// A trained encoder as what .NET's AI libraries take embeddings from: the latent of a row is its embedding. It may be
/// called from any thread.
/// </summary>
/// <param name="model">The model, without a condition. It stays the caller's, who disposes of it.</param>
public sealed class EncoderEmbeddingGenerator(Autoencoder model)
    : IEmbeddingGenerator<ReadOnlyMemory<float>, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new("pinhole", defaultModelDimensions: model.Latent);

    /// <summary>Encodes rows.</summary>
    /// <param name="values">Rows, each of [columns], in the units of the data.</param>
    /// <param name="options">Of no use here, but for a number of dimensions, which must be the model's.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <returns>An embedding a row, of [latent] each.</returns>
    /// <exception cref="ArgumentException">A row has another width, or another number of dimensions is asked
    /// for.</exception>
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
                "the model is conditional, and embeddings are made of rows alone; train one without a condition"
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

    /// <summary>The model, this, or what is told of it, where somebody asks for one of these types.</summary>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        object[] services = [this, model, _metadata];
        return serviceKey is null ? Array.Find(services, serviceType.IsInstanceOfType) : null;
    }

    /// <summary>Does nothing: the model is the caller's.</summary>
    public void Dispose() { }
}
