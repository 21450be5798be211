using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Models;

/// <summary>
/// The first step of a batch: rows that are probabilities become zeros and ones, drawn afresh each time, as input and
/// target alike; see <see cref="AutoencoderOptions.DynamicBinarization"/>.
/// </summary>
/// <param name="isOn">Whether it is done; otherwise batches stay as they are.</param>
internal sealed class DynamicBinarization(bool isOn)
{
    /// <summary>Draws by the noise of a pass.</summary>
    public Batch Apply(Batch batch, Pass pass)
    {
        NoiseSource noise = pass.Noise(NoiseUsers.Binarization);
        return Apply(batch, noise.Seed, noise.Stream);
    }

    /// <summary>Draws.</summary>
    /// <param name="batch">Prepared rows in [0, 1].</param>
    /// <param name="seed">Where the randomness comes from.</param>
    /// <param name="stream">Another one for each batch.</param>
    public Batch Apply(Batch batch, ulong seed, ulong stream)
    {
        if (!isOn)
            return batch;
        Tensor drawn = batch.Rows.DrawBernoulli(seed, stream);
        return batch with { Rows = drawn, Targets = drawn };
    }

    /// <summary>Refuses a model that could not draw from its rows.</summary>
    /// <param name="schema">What the rows are.</param>
    /// <param name="preprocess">What is done to them first.</param>
    /// <exception cref="InputException">They go beyond [0, 1], or are to become something else.</exception>
    public void RequireFit(Schema schema, string preprocess)
    {
        if (!isOn)
            return;
        if (schema.Targets is not null)
            throw new InputException(
                "rows that become something else cannot be drawn as zeros and ones in each step; leave "
                    + "`DynamicBinarization` out, or `Targets`"
            );
        if (Preprocessors.OutputRange(preprocess, schema) is not (0f, 1f))
            throw new InputException(
                "rows that are drawn as zeros and ones must be in [0, 1], but these go beyond after "
                    + $"'{preprocess}'; use `Preprocess` minmax, or leave `DynamicBinarization` out"
            );
    }

    /// <summary>Refuses rows that a trained model cannot draw from.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="preprocessor">What is done to them first.</param>
    /// <exception cref="InputException">They go beyond [0, 1].</exception>
    public void RequireFit(Dataset data, Preprocessor preprocessor)
    {
        if (isOn && preprocessor.OutputRange(data.Schema) is not (0f, 1f))
            throw new InputException(
                $"the model draws zeros and ones from rows in [0, 1], but those of {data.Name} go beyond; give it "
                    + "data like those it was trained on"
            );
    }
}
