using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Engine.Tests.Training;

/// <summary>
/// A whole training step of a small autoencoder, built on the engine alone: rewind, input, forward, backward,
/// optimizer.
/// </summary>
/// <remarks>
/// Hidden layers are ReLU, the code and the output are linear; the loss takes output and input, [batch, features], to
/// [batch].
/// </remarks>
internal sealed class TrainingStep : IDisposable
{
    private readonly int[] _widths;
    private readonly Func<Tensor, Tensor, Tensor> _loss;
    private readonly OptimizerStep? _descent;
    private readonly bool _fused;
    private readonly Storage _first;
    private readonly Storage _second;
    private readonly Tape _tape;
    private long _steps;

    /// <param name="device">The device.</param>
    /// <param name="widths">Features, hidden layers, code, hidden layers and features again.</param>
    /// <param name="loss">[batch, features] twice to [batch].</param>
    /// <param name="descent">How to descend; Adam with learning rate 1e-3 if null.</param>
    /// <param name="fused">Whether weights move during the backward pass, not after it.</param>
    public TrainingStep(
        Device device,
        int[] widths,
        Func<Tensor, Tensor, Tensor> loss,
        OptimizerStep? descent = null,
        bool fused = true
    )
    {
        _widths = widths;
        _loss = loss;
        _descent = descent;
        _fused = fused;
        List<(string, Shape)> declarations = [];
        for (int i = 1; i < widths.Length; i++)
        {
            declarations.Add(($"{i}.weight", new Shape(widths[i], widths[i - 1])));
            declarations.Add(($"{i}.bias", new Shape(widths[i])));
        }

        Parameters = new ParameterSet(device, declarations);
        _first = device.Allocate(Parameters.Values.Length);
        _second = device.Allocate(Parameters.Values.Length);
        _tape = new Tape(device);
        Initialize();
    }

    public ParameterSet Parameters { get; }

    /// <summary>One step.</summary>
    /// <param name="batch">[rows, features].</param>
    /// <param name="rows">How many.</param>
    /// <returns>The mean loss before the step.</returns>
    public float Run(ReadOnlySpan<float> batch, int rows)
    {
        _tape.Rewind();
        Tensor x = _tape.Input(batch, new Shape(rows, _widths[0]));
        Tensor h = x;
        int layers = _widths.Length - 1;
        for (int i = 0; i < layers; i++)
        {
            bool linear = i == layers - 1 || i == (layers / 2) - 1;
            h = h.Linear(
                _tape.Parameter(Parameters.Parameters[2 * i]),
                _tape.Parameter(Parameters.Parameters[(2 * i) + 1]),
                linear ? Activation.Identity : Activation.Relu
            );
        }

        Tensor loss = _loss(h, x).Mean();
        _steps++;
        OptimizerStep step = _descent
            ?? new OptimizerStep(OptimizerRule.Adam, 1e-3f, 0.9f, 0.999f, 1e-8f, Step: _steps);
        ParameterUpdate update = new(Parameters, step, _first.All, _second.All);
        if (_fused)
        {
            _tape.BackwardAndUpdate(loss, update);
        }
        else
        {
            _tape.Backward(loss);
            update.Apply();
        }

        return _tape.ReadScalar(loss);
    }

    public float[] ReadParameters()
    {
        float[] values = new float[Parameters.Values.Length];
        Parameters.Kernels.Read(Parameters.Values, values);
        return values;
    }

    public void Dispose()
    {
        _tape.Dispose();
        _first.Dispose();
        _second.Dispose();
        Parameters.Dispose();
    }

    // The same formula as in tests/golden/make_training.py.
    private void Initialize()
    {
        uint first = 1_000_000;
        foreach (Parameter parameter in Parameters.Parameters)
        {
            float[] values = new float[parameter.Shape.Length];
            for (int i = 0; i < values.Length; i++)
            {
                double uniform = Formula.Uniform(first++) - 0.5;
                values[i] = (float)(
                    parameter.Shape.Rank == 2 ? uniform * 4 / Math.Sqrt(parameter.Shape.Columns) : uniform * 0.2
                );
            }

            Parameters.Kernels.Write(values, parameter.Value);
        }
    }
}
