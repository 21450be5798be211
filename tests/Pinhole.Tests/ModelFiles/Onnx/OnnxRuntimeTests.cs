namespace Pinhole.Tests.ModelFiles.Onnx;

/// <summary>
/// ONNX Runtime makes of rows what the model makes of them: latents, reconstructions and scores, in the units of the
/// data.
/// </summary>
public class OnnxRuntimeTests(ExportedModels models) : IClassFixture<ExportedModels>
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Names => [.. OnnxCases.All.Keys];

    [OnnxRuntimeTheory]
    [MemberData(nameof(Names))]
    public void Exported_models_give_what_the_model_gives(string name)
    {
        Outcome[] outcomes = [.. models.Of(name)];

        Assert.Equal(5, outcomes.Length);
        Assert.All(outcomes, outcome =>
        {
            Assert.Null(outcome.Error);
            Assert.Equal(outcome.Expected.Length, outcome.Actual.Length);
            for (int i = 0; i < outcome.Expected.Length; i++)
            {
                double difference = Math.Abs((double)outcome.Actual[i] - outcome.Expected[i]);
                Assert.True(
                    difference <= Tolerance * (1 + Math.Abs(outcome.Expected[i])),
                    $"{Path.GetFileName(outcome.Job.Model)}: number {i} of {outcome.Job.Output} is "
                        + $"{outcome.Actual[i]}, not {outcome.Expected[i]}"
                );
            }
        });
        // Zeros alone would agree with a model that does nothing.
        Assert.Contains(outcomes[3].Expected, score => score > 1e-6);
    }
}
