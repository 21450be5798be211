using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Ops;
using Pinhole.Training.Pretraining;

namespace Pinhole.Tests.Training.Pretraining;

public class RestrictedBoltzmannMachineTests
{
    private static readonly float[] Weights = [0.5f, -1, 0.25f, 2, 1.5f, -0.75f];
    private static readonly float[] HiddenBias = [0.1f, -0.4f];
    private static readonly float[] VisibleBias = [-0.2f, 0.3f, 0.7f];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_free_energy_sums_over_all_hidden_states(bool binaryVisible)
    {
        float[] visible = binaryVisible ? [1, 0, 1] : [0.3f, -1.2f, 2];
        double sum = 0;
        foreach ((int first, int second) in new[] { (0, 0), (0, 1), (1, 0), (1, 1) })
            sum += Math.Exp(-Energy(visible, [first, second], binaryVisible));

        using RestrictedBoltzmannMachine machine = Create(binaryVisible, true);
        Assert.Equal(-Math.Log(sum), FreeEnergy(machine, visible), 1e-5);
    }

    [Fact]
    public void Linear_hidden_units_are_integrated_out()
    {
        float[] visible = [1, 0, 1];
        // Σ over a fine grid of h of exp(−E), with ½ h² for each unit; the widths of the bells are the constant left
        // out.
        double sum = 0;
        const double Step = 0.05;
        for (double first = -12; first <= 12; first += Step)
        {
            for (double second = -12; second <= 12; second += Step)
                sum +=
                    Step
                    * Step
                    * Math.Exp(-Energy(visible, [first, second], true) - (0.5 * ((first * first) + (second * second))));
        }

        using RestrictedBoltzmannMachine machine = Create(true, false);
        Assert.Equal(-Math.Log(sum / (2 * Math.PI)), FreeEnergy(machine, visible), 1e-4);
    }

    [Fact]
    public void Means_follow_from_the_energy()
    {
        using RestrictedBoltzmannMachine machine = Create(true, true);
        float[] visible = [1, 0, 1],
            hidden = new float[2],
            back = new float[3];
        using Tape tape = new(machine.Parameters.Kernels, recording: false);
        Tensor input = tape.Input(visible, new Shape(1, 3));
        Tensor means = machine.Hidden(machine.Inputs(input));
        tape.Read(means, hidden);
        tape.Read(machine.Visible(means), back);
        // The odds of a unit are what its energy falls by when it is on.
        for (int unit = 0; unit < 2; unit++)
        {
            double[] on = [0, 0],
                off = [0, 0];
            on[unit] = 1;
            Assert.Equal(Logistic(Energy(visible, off, true) - Energy(visible, on, true)), hidden[unit], 1e-6);
        }

        for (int unit = 0; unit < 3; unit++)
        {
            float[] on = [0, 0, 0],
                off = [0, 0, 0];
            on[unit] = 1;
            double[] state = [.. hidden.Select(value => (double)value)];
            Assert.Equal(Logistic(Energy(off, state, true) - Energy(on, state, true)), back[unit], 1e-6);
        }
    }

    private static double Logistic(double value) => 1 / (1 + Math.Exp(-value));

    private static double Energy(float[] visible, double[] hidden, bool binaryVisible)
    {
        double energy = 0;
        for (int i = 0; i < 3; i++)
            energy += binaryVisible ? -VisibleBias[i] * visible[i] : 0.5 * Math.Pow(visible[i] - VisibleBias[i], 2);
        for (int j = 0; j < 2; j++)
        {
            energy -= HiddenBias[j] * hidden[j];
            for (int i = 0; i < 3; i++)
                energy -= hidden[j] * Weights[(j * 3) + i] * visible[i];
        }

        return energy;
    }

    private static double FreeEnergy(RestrictedBoltzmannMachine machine, float[] visible)
    {
        using Tape tape = new(machine.Parameters.Kernels, recording: false);
        Tensor input = tape.Input(visible, new Shape(1, 3));
        return tape.ReadScalar(machine.FreeEnergy(input, machine.Inputs(input)).Mean());
    }

    private static RestrictedBoltzmannMachine Create(bool binaryVisible, bool binaryHidden)
    {
        RestrictedBoltzmannMachine machine = new(CpuKernels.Shared, 3, 2, binaryVisible, binaryHidden);
        CpuKernels.Shared.Write(Weights, machine.Weight.Value);
        CpuKernels.Shared.Write(HiddenBias, machine.HiddenBias.Value);
        CpuKernels.Shared.Write(VisibleBias, machine.VisibleBias.Value);
        return machine;
    }
}
