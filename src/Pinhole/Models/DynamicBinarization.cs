using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Models;

/// <summary>
/// The first step of a batch: draws zeros and ones from rows that are probabilities, anew in each step, for both input
/// and target; see <see cref="AutoencoderOptions.DynamicBinarization"/>.
/// </summary>
/// <param name="isOn">Whether to draw; if not, batches do not change.</param>
internal sealed class DynamicBinarization(bool isOn)
{
    /// <summary>Draws with the noise of a pass.</summary>
    public Batch Apply(Batch batch, Pass pass)
    {
        NoiseSource noise = pass.Noise(NoiseUsers.Binarization);
        return Apply(batch, noise.Seed, noise.Stream);
    }

    /// <summary>Draws zeros and ones.</summary>
    /// <param name="batch">Prepared rows in [0, 1].</param>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <param name="stream">The stream of random numbers, a different one for each batch.</param>
    public Batch Apply(Batch batch, ulong seed, ulong stream)
    {
        if (!isOn)
            return batch;
        Tensor drawn = batch.Rows.DrawBernoulli(seed, stream);
        return batch with { Rows = drawn, Targets = drawn };
    }

    /// <summary>Checks that a model can draw from its rows.</summary>
    /// <param name="schema">The schema of the rows.</param>
    /// <param name="preprocess">The name of the preprocessing.</param>
    /// <exception cref="InputException">The rows go beyond [0, 1], or have separate targets.</exception>
    public void RequireFit(Schema schema, string preprocess)
    {
        if (!isOn)
            return;
        if (schema.Targets is not null)
            throw new InputException(
                "rows with `Targets` cannot be drawn as zeros and ones in each step; leave "
                    + "`DynamicBinarization` out, or `Targets`"
            );
        if (Preprocessors.OutputRange(preprocess, schema) is not (0f, 1f))
            throw new InputException(
                "rows that are drawn as zeros and ones must be in [0, 1], but these are not after "
                    + $"'{preprocess}'; use `Preprocess` minmax, or leave `DynamicBinarization` out"
            );
    }

    /// <summary>Checks that a trained model can draw from rows.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="preprocessor">The preprocessing.</param>
    /// <exception cref="InputException">The rows go beyond [0, 1].</exception>
    public void RequireFit(Dataset data, Preprocessor preprocessor)
    {
        if (isOn && preprocessor.OutputRange(data.Schema) is not (0f, 1f))
            throw new InputException(
                $"the model draws zeros and ones from rows in [0, 1], but {data.Name} has others; give it "
                    + "data like those it was trained on"
            );
    }
}
