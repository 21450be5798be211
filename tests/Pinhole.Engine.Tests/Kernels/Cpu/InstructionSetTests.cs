using System.Globalization;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

/// <summary>Kernels on a runtime that hides the wider instructions.</summary>
public sealed class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 8)]
    [InlineData("DOTNET_EnableAVX2", 4)]
    [InlineData("DOTNET_EnableHWIntrinsic", 1)]
    public async Task Kernels_are_right_without_the_wider_instructions(string hidden, int lanes)
    {
        string output = await Child.Run(Child.Instructions, hidden, "0");
        Assert.Equal(Math.Min(lanes, CpuKernels.Lanes), int.Parse(output, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_widest_vectors_are_chosen()
    {
        Assert.Equal(Widths.Widest, CpuKernels.Lanes);
        using Device device = CpuKernels.Create(1);
        Assert.Equal(Widths.Get(CpuKernels.Lanes).GetType(), device.GetType());
    }

    /// <summary>What the child does: checks its own kernels and prints how many lanes they have.</summary>
    internal static void RunChild()
    {
        int lanes = CpuKernels.Lanes;
        new MatrixProductTests().Deep_tall_and_wide_shapes_agree_with_the_reference(lanes);
        new MatrixProductTests().Linear_layers_agree_with_the_reference(lanes);
        ElementLoopsTests elements = new();
        elements.Activations_agree_with_the_reference_at_every_length(lanes);
        elements.Slopes_of_activations_agree_with_the_reference_at_every_length(lanes);
        elements.Functions_of_one_number_agree_with_the_reference_at_every_length(lanes);
        elements.What_is_not_a_number_stays_visible_in_every_function(lanes);
        new LossLoopsTests().Losses_agree_with_the_reference(lanes);
        new LossLoopsTests().Slopes_of_losses_agree_with_the_reference(lanes);
        new UpdateRulesTests().Rules_agree_with_the_reference(
            lanes,
            new OptimizerStep(OptimizerRule.Adam, 0.01f, 0.9f, 0.999f, 1e-8f)
        );
        new NormalLoopsTests().Normal_numbers_agree_with_the_reference_at_every_length(lanes);
        new GaussianLoopsTests().Samples_agree_with_the_reference(lanes);
        new GaussianLoopsTests().Slopes_of_divergences_agree_with_the_reference(lanes);
        new PatchLoopsTests().Images_from_patches_agree_with_the_reference(lanes);
        new SummationTests().Sums_of_columns_agree_with_the_reference(lanes);
        Console.WriteLine(lanes.ToString(CultureInfo.InvariantCulture));
    }
}
