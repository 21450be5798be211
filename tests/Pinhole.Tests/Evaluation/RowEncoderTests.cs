using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Evaluation;

public class RowEncoderTests
{
    [Fact]
    public void Rows_come_prepared_with_what_each_layer_makes_of_them()
    {
        Dataset data = SmallData.Smooth(1500, 12, scale: 50);
        using Autoencoder model = Autoencoder.Create(
            Presets.Deep(3) with
            {
                Network = new DenseNetwork([9, 5], Normalization: Normalization.Batch, Dropout: 0.2),
            },
            data.Schema
        );
        model.FitPreprocessing(data);
        List<float> rows = [],
            latents = [];
        List<int> batches = [];
        using RowEncoder encoder = new(model, data);
        while (encoder.Next(out int count))
        {
            batches.Add(count);
            rows.AddRange(encoder.Rows());
            latents.AddRange(encoder.Latents());
            Assert.Equal(encoder.Latents(), encoder.Code());
            Assert.Equal([9 * count, 5 * count], encoder.Hidden().Select(hidden => hidden.Length));
        }

        float[] expected = new float[1500 * 3],
            prepared = data.Values();
        model.Encode(prepared, expected);
        model.Preprocessor.ApplyInPlace(prepared.AsSpan(0, 12));
        Assert.Equal(expected, latents);
        Assert.Equal(prepared[..12], rows[..12]);
        Assert.Equal([1024, 476], batches);
    }

    [Fact]
    public void Rows_of_another_width_are_refused()
    {
        using Autoencoder model = Autoencoder.Create(Presets.Deep(3), SmallData.Smooth(5, 12).Schema);
        Refusal.Says(() => new RowEncoder(model, SmallData.Smooth(5, 11)).Dispose(), "rows of 12 columns", "has 11");
    }
}
