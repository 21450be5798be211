using Pinhole.Models;
using Pinhole.Tests.Training;
using Pinhole.Training;

namespace Pinhole.Tests.Contract;

/// <summary>Every preset, stopped somewhere and resumed, ends in the bits of a training that was not.</summary>
public class ModelContractResumeTests
{
    public static TheoryData<string> Names => [.. Presets.Names];

    // 54 training rows are 6 steps an epoch: step 8 lies within the second one, and step 12 is its last.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_stop_leaves_no_trace(string preset)
    {
        foreach (long stop in new long[] { 1, 8, 12, 22 })
        {
            Resumption.AssertSameBits(
                Presets.Create(preset, latent: 4, [20]) with
                {
                    Preprocess = "minmax",
                },
                SmallData.Smooth(60, 25, scale: 3),
                new TrainingOptions
                {
                    Epochs = 4,
                    BatchSize = 10,
                    Seed = 5,
                    ClipNorm = stop == 8 ? 1 : 0,
                },
                progress => progress.Step < stop
            );
        }
    }
}
