using Pinhole.ModelFiles;
using Pinhole.Optimizers.Schedules;

namespace Pinhole.Tests.Optimizers.Schedules;

/// <summary>The factors of PyTorch's schedules.</summary>
internal static class ScheduleGoldens
{
    private static readonly SafetensorsFile File = SafetensorsFile.Read(Repository.Golden("schedules.safetensors"));

    public static double[] Read(string name) => File.Tensors[name].ToDoubles();

    /// <summary>Compares the factor of each step.</summary>
    public static void AssertSteps(string name, LearningRateSchedule schedule)
    {
        double[] expected = Read(name);
        for (int step = 0; step < expected.Length; step++)
            Assert.Equal(expected[step], schedule.Factor((double)step / expected.Length, []), 1e-9);
    }

    /// <summary>Compares the factor of each epoch, whatever the losses and wherever in the epoch.</summary>
    public static void AssertEpochs(string name, LearningRateSchedule schedule)
    {
        double[] expected = Read(name);
        for (int epoch = 0; epoch < expected.Length; epoch++)
            Assert.Equal(expected[epoch], schedule.Factor((epoch + 0.6) / expected.Length, new double[epoch]), 1e-12);
    }
}
