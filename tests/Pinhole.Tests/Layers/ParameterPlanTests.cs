using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Layers;

public class ParameterPlanTests
{
    [Fact]
    public void Biases_start_at_zero_and_weights_do_not()
    {
        ParameterPlan plan = new();
        _ = new LinearLayer(plan, "layer", 5, 3, Activation.Relu);
        using ParameterSet parameters = plan.Create(CpuKernels.Shared, seed: 1);

        Assert.DoesNotContain(0f, Read(parameters.Parameters[0]));
        Assert.Equal(new float[3], Read(parameters.Parameters[1]));
    }

    [Fact]
    public void Another_layer_behind_changes_no_number_before_it()
    {
        ParameterPlan one = new(),
            two = new();
        _ = new LinearLayer(one, "first", 5, 3, Activation.Relu);
        _ = new LinearLayer(two, "first", 5, 3, Activation.Relu);
        _ = new LinearLayer(two, "second", 5, 3, Activation.Relu);
        using ParameterSet alone = one.Create(CpuKernels.Shared, seed: 4),
            followed = two.Create(CpuKernels.Shared, seed: 4);

        Assert.Equal(Read(alone.Parameters[0]), Read(followed.Parameters[0]));
        Assert.NotEqual(Read(followed.Parameters[0]), Read(followed.Parameters[2]));
    }

    [Fact]
    public void Scales_start_at_one_and_statistics_where_they_are_told_to()
    {
        ParameterPlan plan = new();
        int scale = plan.AddScale("scale", 3),
            variance = plan.AddStatistic("variance", 2, 1.5f);
        using ParameterSet parameters = plan.Create(CpuKernels.Shared, seed: 1);

        Assert.Equal([1f, 1f, 1f], Read(parameters.Parameters[scale]));
        Assert.Equal([1.5f, 1.5f], Read(parameters.Parameters[variance]));
        Assert.Equal([false, true], parameters.Parameters.Select(parameter => parameter.IsStatistic));
        Assert.Equal(3, parameters.Count);
    }

    [Fact]
    public void A_weight_is_found_by_name_and_sizes()
    {
        ParameterPlan plan = new();
        plan.AddBias("bias", 4);
        plan.AddWeight("weight", 3, 5, Activation.Relu);

        Assert.Equal(1, plan.FindWeight("weight", 3, 5));
        Assert.Null(plan.FindWeight("weight", 5, 3));
        Assert.Null(plan.FindWeight("other", 3, 5));
    }

    [Fact]
    public void A_weight_larger_than_an_array_is_refused() =>
        Refusal.Says(
            () => new ParameterPlan().AddWeight("wide.weight", 50_000, 50_000, Activation.Relu),
            "wide.weight",
            "2500000000",
            "smaller"
        );

    private static float[] Read(Parameter parameter)
    {
        float[] values = new float[parameter.Shape.Length];
        parameter.Owner.Kernels.Read(parameter.Value, values);
        return values;
    }
}
