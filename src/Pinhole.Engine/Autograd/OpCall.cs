using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Autograd;

/// <summary>One call of an operation, as the operation sees it: inputs, output, gradients and device.</summary>
public readonly struct OpCall
{
    private readonly Tape _tape;
    private readonly int _firstInput;
    private readonly int _output;

    internal OpCall(Tape tape, int firstInput, int inputCount, int output, in OpArguments arguments)
    {
        _tape = tape;
        _firstInput = firstInput;
        _output = output;
        InputCount = inputCount;
        Arguments = arguments;
    }

    /// <summary>The device.</summary>
    public Kernels.Kernels Kernels => _tape.Kernels;

    /// <summary>The plain arguments.</summary>
    public OpArguments Arguments { get; }

    /// <summary>The number of input tensors.</summary>
    public int InputCount { get; }

    /// <summary>The result's shape.</summary>
    public Shape OutputShape => _tape.Slot(_output).Shape;

    /// <summary>The result's numbers.</summary>
    public Block Output => _tape.Slot(_output).Value;

    /// <summary>
    /// The gradient of the result, in a backward pass. An operation may overwrite it: nothing reads it afterwards.
    /// </summary>
    public Block OutputGradient => _tape.Slot(_output).Gradient;

    /// <summary>The shape of an input.</summary>
    public Shape Shape(int input) => InputSlot(input).Shape;

    /// <summary>The numbers of an input.</summary>
    public Block Value(int input) => InputSlot(input).Value;

    /// <summary>
    /// The numbers of an input that is sparse rows, if the operation takes them; the input then has no dense value.
    /// </summary>
    /// <param name="input">Which input.</param>
    /// <param name="rows">[batch, features].</param>
    public bool TrySparse(int input, out SparseBlock rows)
    {
        ref Slot slot = ref InputSlot(input);
        rows = slot.Sparse;
        return slot.IsSparse;
    }

    /// <summary>Whether an input needs a gradient.</summary>
    public bool NeedsGradient(int input) => InputSlot(input).NeedsGradient;

    /// <summary>
    /// The memory for the gradient of an input. The caller must write all of it at once: the first caller overwrites
    /// it, later ones add to it.
    /// </summary>
    /// <param name="input">Which input; it must need a gradient.</param>
    /// <param name="accumulate">Whether to add.</param>
    public Block Gradient(int input, out bool accumulate) =>
        _tape.GradientTarget(_tape.InputIndex(_firstInput + input), out accumulate);

    /// <summary>
    /// Whether an input is a parameter that should be updated at once. If so, the operation must update it, as its last
    /// use of the parameter, and must not write <see cref="Gradient"/>. An operation that cannot do this need not call
    /// the method.
    /// </summary>
    /// <param name="input">Which input; it must need a gradient.</param>
    /// <param name="move">How to update it.</param>
    public bool TryMove(int input, out ParameterMove move) =>
        _tape.TryMove(_tape.InputIndex(_firstInput + input), out move);

    private ref Slot InputSlot(int input) => ref _tape.Slot(_tape.InputIndex(_firstInput + input));
}
