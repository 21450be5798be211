using Microsoft.Extensions.AI;
using Pinhole.Applications;
using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Applications;

public sealed class EncoderEmbeddingGeneratorTests
{
    [Fact]
    public async Task The_embedding_of_a_row_is_its_latent()
    {
        Dataset rows = SmallData.Smooth(5, 12);
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);
        model.FitPreprocessing(rows);
        using EncoderEmbeddingGenerator generator = new(model);

        GeneratedEmbeddings<Embedding<float>> found = await generator.GenerateAsync([
            rows.Row(1).ToArray(),
            rows.Row(4).ToArray(),
        ]);

        float[] expected = new float[3];
        model.Encode(rows.Row(4), expected);
        Assert.Equal(2, found.Count);
        Assert.Equal(expected, found[1].Vector.ToArray());
        Assert.Equal(3, generator.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelDimensions);
        Assert.Same(model, generator.GetService(typeof(Autoencoder)));
        Assert.Null(generator.GetService(typeof(string)));
    }

    [Fact]
    public async Task What_cannot_be_encoded_is_refused()
    {
        Dataset rows = SmallData.Smooth(5, 12);
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);
        model.FitPreprocessing(rows);
        using EncoderEmbeddingGenerator generator = new(model);
        await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync([new float[11]]));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            generator.GenerateAsync([new float[12]], new EmbeddingGenerationOptions { Dimensions = 4 })
        );
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            generator.GenerateAsync([new float[12]], cancellationToken: new CancellationToken(canceled: true))
        );
    }
}
