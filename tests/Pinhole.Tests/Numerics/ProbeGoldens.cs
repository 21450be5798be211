using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.ModelFiles;
using Pinhole.Numerics;

namespace Pinhole.Tests.Numerics;

/// <summary>Three tables with labels, and what scikit-learn's classifiers tell of them.</summary>
internal sealed class ProbeGoldens
{
    private static readonly SafetensorsFile Golden = SafetensorsFile.Read(Repository.Golden("probes.safetensors"));

    private readonly string _name;

    public ProbeGoldens(int classes)
    {
        _name = $"{classes} classes";
        Classes = classes;
        Labels = Array.ConvertAll(Numbers("labels"), label => (int)label);
        Columns = Values.Length / Labels.Length;
    }

    public static TheoryData<int> Sizes => [2, 3, 8];

    public int Classes { get; }

    public int Columns { get; }

    public int[] Labels { get; }

    public float[] Values => Golden.Tensors[$"{_name} values"].ToFloats();

    public double[] Numbers(string what) => Golden.Tensors[$"{_name} {what}"].ToDoubles();

    public ProbeRows Rows(Kernels? kernels = null) =>
        new(kernels ?? CpuKernels.Shared, Values, Columns, Labels, Labels.Length / 2, Classes);
}
