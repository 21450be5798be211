using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Ops;
using Pinhole.Evaluation;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Models.Reconstructions;

public class StructuralSimilarityReconstructionTests
{
    [Theory]
    [InlineData("ssim", 2, 9, 11)]
    [InlineData("small ssim", 1, 3, 4)]
    public void Loss_and_gradient_are_those_of_PyTorch(string name, int channels, int height, int width)
    {
        Shape shape = new(2, channels * height * width);
        using Tape tape = new(CpuKernels.Shared);
        Tensor output = tape.Variable(LossGoldens.Floats($"{name} output"), shape);
        StructuralSimilarityReconstruction reconstruction = new() { Image = new ImageShape(channels, height, width) };
        Tensor loss = reconstruction.Loss(
            output,
            new Batch(tape.Input(LossGoldens.Floats($"{name} target"), shape)),
            default
        );
        float[] losses = new float[2],
            gradient = new float[shape.Length];
        tape.Read(loss, losses);
        tape.Backward(loss.Mean());
        tape.ReadGradient(output, gradient);

        LossGoldens.AssertClose($"{name} loss", losses, 2e-6);
        LossGoldens.AssertClose($"{name} gradient", gradient, 1e-5);
    }

    [Theory]
    [InlineData(0, 255)]
    [InlineData(1000, 255)]
    [InlineData(-3, 6)]
    public void It_agrees_with_the_figure_of_evaluate(float low, float range)
    {
        SafetensorsFile golden = SafetensorsFile.Read(Repository.Golden("image_metrics.safetensors"));
        float[] image = Scaled("image"),
            noisy = Scaled("noisy");
        ImageShape shape = new(3, 19, 26);
        Dataset data = Dataset.FromRows([.. image, .. noisy], 3 * 19 * 26, "images", image: shape);
        Reconstruction reconstruction = new StructuralSimilarityReconstruction().Resolve(data.Schema, "none");
        double seen = data.Schema.Maximum - data.Schema.Minimum;

        double expected = StructuralSimilarity.Between(image, noisy, shape, seen);
        Assert.Equal(0.5 * image.Length * (1 - expected), Loss(reconstruction, noisy, image), 5e-5 * image.Length);
        Assert.Equal(0, Loss(reconstruction, image, image), 5e-5 * image.Length);

        float[] Scaled(string name) =>
            [.. golden.Tensors[name].ToFloats().Select(value => low + (value / 255 * range))];
    }

    [Fact]
    public void Its_window_is_that_of_evaluate() =>
        Assert.Equal(StructuralSimilarity.Window, StructuralSimilarityReconstruction.Window);

    [Fact]
    public void The_range_follows_the_data_and_what_is_done_to_them()
    {
        Assert.Equal((0f, 1f), Range(0.2f, 0.7f, "auto"));
        Assert.Equal((-0.5f, 1.5f), Range(-0.5f, 1, "auto"));
        Assert.Equal((10f, 245f), Range(10, 255, "none"));
        Assert.Equal((0f, 1f), Range(10, 255, "minmax"));
        Assert.Equal((0f, 6f), Range(10, 255, "auto"));
        // Where all is the same, any range will do.
        Assert.Equal((3f, 1f), Range(3, 3, "none"));
    }

    [Fact]
    public void Rows_that_are_no_images_are_refused_in_one_line()
    {
        Schema schema = new() { Columns = 12 };
        AutoencoderOptions options = Presets.Vanilla(3) with
        {
            Reconstruction = new StructuralSimilarityReconstruction(),
        };
        Refusal.Says(
            () => Autoencoder.Create(options, schema),
            "the ssim loss compares images",
            "12 columns",
            "such as mse"
        );
        using Tape tape = new(CpuKernels.Shared);
        Tensor row = tape.Input(new float[12], new Shape(1, 12));
        Assert.Throws<InvalidOperationException>(() =>
            new StructuralSimilarityReconstruction().Loss(row, new Batch(row), default)
        );
    }

    [Fact]
    public void Outputs_that_went_astray_cost_a_number()
    {
        float[] image = LossGoldens.Floats("ssim target"),
            wild = [.. image.Select((value, i) => i % 3 == 0 ? 1e6f : -1e6f)];
        StructuralSimilarityReconstruction reconstruction = new() { Image = new ImageShape(2, 9, 11) };
        Assert.InRange(Loss(reconstruction, wild, image), 0, image.Length);
    }

    private static (float Low, float Range) Range(float minimum, float maximum, string preprocess)
    {
        Schema schema = new()
        {
            Columns = 64,
            Image = new ImageShape(1, 8, 8),
            Minimum = minimum,
            Maximum = maximum,
        };
        StructuralSimilarityReconstruction found = (StructuralSimilarityReconstruction)
            new StructuralSimilarityReconstruction().Resolve(schema, preprocess);
        Assert.Equal(schema.Image, found.Image);
        return (found.Low, found.Range);
    }

    private static double Loss(Reconstruction reconstruction, float[] output, float[] target)
    {
        int columns = reconstruction is StructuralSimilarityReconstruction { Image: ImageShape image }
            ? image.Channels * image.Height * image.Width
            : 0;
        Shape shape = new(output.Length / columns, columns);
        using Tape tape = new(CpuKernels.Shared, recording: false);
        return tape.ReadScalar(
            reconstruction.Loss(tape.Input(output, shape), new Batch(tape.Input(target, shape)), default).Mean()
        );
    }
}
