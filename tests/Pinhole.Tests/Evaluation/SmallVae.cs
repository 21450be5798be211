using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;

namespace Pinhole.Tests.Evaluation;

/// <summary>A variational model of five columns and two latents, and what NumPy found of it by quadrature.</summary>
internal sealed class SmallVae : IDisposable
{
    private static readonly SafetensorsFile Golden = SafetensorsFile.Read(Repository.Golden("variational.safetensors"));

    public SmallVae(string loss, Kernels? kernels = null)
    {
        AutoencoderOptions options = new()
        {
            Preset = "small",
            Latent = 2,
            Network = new DenseNetwork([4], Activation.Tanh),
            Bottleneck = new GaussianBottleneck(),
            Reconstruction = Reconstruction.Create(loss),
            Preprocess = "none",
            OutputActivation = Activation.Identity,
        };
        Model = Autoencoder.Create(options, Rows(1).Schema, kernels: kernels ?? CpuKernels.Shared);
        Model.FitPreprocessing(Rows(1));
        foreach (Parameter parameter in Model.Parameters.Parameters)
            Model.Parameters.Kernels.Write(Golden.Tensors[parameter.Name].ToFloats(), parameter.Value);
    }

    public Autoencoder Model { get; }

    /// <summary>The six rows, so many times over.</summary>
    public static Dataset Rows(int times) =>
        Dataset.FromRows(
            [.. Enumerable.Repeat(Golden.Tensors["rows"].ToFloats(), times).SelectMany(rows => rows)],
            5,
            "rows"
        );

    /// <summary>What NumPy found.</summary>
    public static double[] Numbers(string name) => Golden.Tensors[name].ToDoubles();

    public void Dispose() => Model.Dispose();
}
