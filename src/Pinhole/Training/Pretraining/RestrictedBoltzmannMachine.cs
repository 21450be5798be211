using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Training.Pretraining;

/// <summary>
/// A restricted Boltzmann machine (Smolensky 1986): visible units v and hidden units h with weights W between them and
/// biases c and b. Units are binary, or linear with Gaussian noise of variance 1 (Welling, Rosen-Zvi and Hinton 2005).
/// </summary>
public sealed class RestrictedBoltzmannMachine : IDisposable
{
    /// <summary>Creates a machine with zero weights.</summary>
    /// <param name="kernels">The device.</param>
    /// <param name="visible">Visible units.</param>
    /// <param name="hidden">Hidden units.</param>
    /// <param name="binaryVisible">Whether visible units are binary; otherwise they are linear.</param>
    /// <param name="binaryHidden">Whether hidden units are binary; otherwise they are linear.</param>
    /// <exception cref="InputException">The weights do not fit in an array.</exception>
    public RestrictedBoltzmannMachine(
        Kernels kernels,
        int visible,
        int hidden,
        bool binaryVisible = true,
        bool binaryHidden = true
    )
    {
        ParameterPlan plan = new();
        int weight = plan.AddWeight("weight", hidden, visible, Activation.Sigmoid);
        int hiddenBias = plan.AddBias("hidden", hidden),
            visibleBias = plan.AddBias("visible", visible);
        Parameters = plan.Allocate(kernels);
        Weight = Parameters.Parameters[weight];
        HiddenBias = Parameters.Parameters[hiddenBias];
        VisibleBias = Parameters.Parameters[visibleBias];
        IsVisibleBinary = binaryVisible;
        IsHiddenBinary = binaryHidden;
    }

    /// <summary>W, b and c.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>W, [hidden, visible].</summary>
    public Parameter Weight { get; }

    /// <summary>b, [hidden].</summary>
    public Parameter HiddenBias { get; }

    /// <summary>c, [visible].</summary>
    public Parameter VisibleBias { get; }

    /// <summary>Whether visible units are 0 or 1.</summary>
    public bool IsVisibleBinary { get; }

    /// <summary>Whether hidden units are binary; otherwise they are linear.</summary>
    public bool IsHiddenBinary { get; }

    /// <summary>v Wᵀ + b: the inputs of hidden units.</summary>
    /// <param name="visible">[batch, visible].</param>
    /// <returns>[batch, hidden].</returns>
    public Tensor Inputs(Tensor visible) =>
        visible.Linear(visible.Tape.Parameter(Weight), visible.Tape.Parameter(HiddenBias));

    /// <summary>E[h|v]: probabilities of binary units, means of linear ones.</summary>
    /// <param name="inputs">The result of <see cref="Inputs"/>, [batch, hidden].</param>
    /// <returns>[batch, hidden].</returns>
    public Tensor Hidden(Tensor inputs) => IsHiddenBinary ? inputs.Activate(Activation.Sigmoid) : inputs;

    /// <summary>E[v|h]: probabilities of binary units, means of linear ones.</summary>
    /// <param name="hidden">[batch, hidden].</param>
    /// <returns>[batch, visible].</returns>
    public Tensor Visible(Tensor hidden)
    {
        Tape tape = hidden.Tape;
        Tensor mean = hidden.MatMul(tape.Parameter(Weight)).AddRow(tape.Parameter(VisibleBias));
        return IsVisibleBinary ? mean.Activate(Activation.Sigmoid) : mean;
    }

    /// <summary>
    /// F(v) = −log Σ exp(−E(v, h)) over all h, in nats, up to a constant: −c·v − Σ log(1 + exp(Wv + b)) for binary
    /// units; linear visible units have ½‖v − c‖² for the first term, linear hidden ones −½ Σ (Wv + b)² for the second.
    /// </summary>
    /// <param name="visible">[batch, visible].</param>
    /// <param name="inputs">The result of <see cref="Inputs"/>, [batch, hidden].</param>
    /// <returns>[batch].</returns>
    public Tensor FreeEnergy(Tensor visible, Tensor inputs)
    {
        Tape tape = visible.Tape;
        Tensor bias = tape.Parameter(VisibleBias);
        Tensor own = IsVisibleBinary
            ? -visible.MatMul(tape.View(bias, new Shape(1, (int)bias.Shape.Length)), transposeRight: true).SumFeatures()
            : 0.5f * visible.AddRow(-bias).Square().SumFeatures();
        return IsHiddenBinary
            ? own - inputs.Activate(Activation.Softplus).SumFeatures()
            : own - (0.5f * inputs.Square().SumFeatures());
    }

    /// <summary>Releases the weights' memory.</summary>
    public void Dispose() => Parameters.Dispose();
}
