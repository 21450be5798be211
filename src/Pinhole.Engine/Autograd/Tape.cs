using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Autograd;

/// <summary>
/// Runs operations as they are called and records the calls, so that gradients can be computed from the last call to
/// the first (reverse-mode differentiation).
/// </summary>
/// <remarks>
/// Calls are recorded as plain data in reused arrays. After <see cref="Rewind"/> the i-th call takes the memory of the
/// previous i-th call, so a training step with the same shapes allocates nothing. A tape is used by one thread at a
/// time.
/// </remarks>
public sealed partial class Tape : IDisposable
{
    private readonly bool _recording;
    private Slot[] _slots = new Slot[32];
    private Note[] _notes = new Note[32];
    private int[] _inputs = new int[64];
    private int _slotCount;
    private int _noteCount;
    private int _inputCount;
    private int _generation = 1;
    private long _pass;
    private ParameterUpdate _update;

    /// <summary>An empty tape.</summary>
    /// <param name="kernels">The device.</param>
    /// <param name="recording">Whether to record calls for <see cref="Backward"/>; inference needs no
    /// gradients.</param>
    public Tape(Kernels.Kernels kernels, bool recording = true)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        Kernels = kernels;
        _recording = recording;
    }

    /// <summary>The device.</summary>
    public Kernels.Kernels Kernels { get; }

    /// <summary>Brings numbers onto the tape; they get no gradient.</summary>
    /// <param name="values">Row-major; may be more than the shape needs.</param>
    /// <param name="shape">[batch, features], say.</param>
    /// <exception cref="ArgumentException">There are fewer numbers than the shape needs.</exception>
    public Tensor Input(ReadOnlySpan<float> values, Shape shape)
    {
        if (values.Length < shape.Length)
            throw new ArgumentException(
                $"A tensor of shape {shape} needs {shape.Length} numbers, not {values.Length}.",
                nameof(values)
            );
        int index = NewSlot(shape, needsGradient: false);
        Kernels.Write(values[..(int)shape.Length], _slots[index].Value);
        return Handle(index);
    }

    /// <summary>Brings some rows of a matrix onto the tape; they get no gradient.</summary>
    /// <param name="values">[any number of rows, columns], row-major.</param>
    /// <param name="rows">Which rows, counted from 0: the batch.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <returns>[batch, columns].</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Tensor InputRows(ReadOnlySpan<float> values, ReadOnlySpan<int> rows, int columns)
    {
        int index = NewSlot(new Shape(rows.Length, columns), needsGradient: false);
        Kernels.WriteRows(values, rows, columns, _slots[index].Value);
        return Handle(index);
    }

    /// <summary>Brings numbers onto the tape that need a gradient: see <see cref="ReadGradient"/>.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="shape">[batch, features], say.</param>
    /// <exception cref="ArgumentException">There are fewer numbers than the shape needs.</exception>
    public Tensor Variable(ReadOnlySpan<float> values, Shape shape)
    {
        Tensor tensor = Input(values, shape);
        _slots[tensor.Index].NeedsGradient = _recording;
        _slots[tensor.Index].IsVariable = true;
        return tensor;
    }

    /// <summary>
    /// Brings a parameter onto the tape, without copying it: [outputs, inputs] for weights, [outputs] for biases.
    /// </summary>
    public Tensor Parameter(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        int index = ClaimSlot();
        ref Slot slot = ref _slots[index];
        slot.Shape = parameter.Shape;
        slot.Value = parameter.Value;
        slot.Gradient = parameter.Gradient;
        slot.Parameter = parameter;
        slot.NeedsGradient = _recording && !parameter.IsStatistic;
        return Handle(index);
    }

    /// <summary>The same numbers in another shape. Neither they nor their gradient are copied.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="shape">As many numbers.</param>
    /// <exception cref="ArgumentException">The shape has a different count of numbers, or the tensor belongs to another
    /// tape.</exception>
    /// <exception cref="InvalidOperationException">The tensor was made before the last rewind.</exception>
    public Tensor View(Tensor tensor, Shape shape)
    {
        Slot source = ResolveWhole(tensor);
        RequireLength(source, shape.Length);
        int index = ClaimSlot();
        ref Slot slot = ref _slots[index];
        slot.Shape = shape;
        slot.Value = source.Value;
        slot.NeedsGradient = source.NeedsGradient;
        slot.ViewOf = Source(tensor.Index);
        return Handle(index);
    }

    /// <summary>The same numbers as a constant: no gradient passes through it. They are not copied.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <exception cref="ArgumentException">The tensor belongs to another tape.</exception>
    /// <exception cref="InvalidOperationException">The tensor was made before the last rewind.</exception>
    public Tensor Detach(Tensor tensor)
    {
        Tensor constant = View(tensor, Resolve(tensor).Shape);
        _slots[constant.Index].NeedsGradient = false;
        return constant;
    }

    /// <summary>Calls an operation: computes its result and records it for the backward pass.</summary>
    /// <param name="op">The operation.</param>
    /// <param name="arguments">Its plain arguments.</param>
    /// <param name="inputs">Its tensors, all of this tape; any shapes that the operation takes.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a tensor belongs to another tape.</exception>
    /// <exception cref="InvalidOperationException">A tensor was made before the last rewind.</exception>
    public Tensor Call(Op op, in OpArguments arguments, params ReadOnlySpan<Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(op);
        Span<Shape> shapes = stackalloc Shape[inputs.Length];
        bool needsGradient = false;
        int firstInput = _inputCount;
        if (firstInput + inputs.Length > _inputs.Length)
            Array.Resize(ref _inputs, 2 * (firstInput + inputs.Length));
        for (int i = 0; i < inputs.Length; i++)
        {
            ref readonly Slot slot = ref Resolve(inputs[i]);
            if (slot.IsSparse && !op.TakesSparse(i))
                Expand(inputs[i].Index);
            shapes[i] = slot.Shape;
            needsGradient |= slot.NeedsGradient;
            _inputs[firstInput + i] = inputs[i].Index;
        }

        int output = NewSlot(op.OutputShape(shapes, arguments), needsGradient);
        _inputCount += inputs.Length;
        op.Forward(new OpCall(this, firstInput, inputs.Length, output, arguments));
        if (needsGradient)
        {
            if (_noteCount == _notes.Length)
                Array.Resize(ref _notes, 2 * _noteCount);
            _notes[_noteCount++] = new Note(op, firstInput, inputs.Length, output, arguments);
        }

        // Kernels work on plain addresses: the memory behind them must outlive the call.
        GC.KeepAlive(this);
        return Handle(output);
    }

    /// <summary>
    /// Forgets all calls and keeps their memory for the next ones. Tensors made before are no longer valid.
    /// </summary>
    public void Rewind()
    {
        _slotCount = 0;
        _noteCount = 0;
        _inputCount = 0;
        _generation++;
    }

    /// <summary>The numbers of a tensor of any shape, row-major.</summary>
    /// <exception cref="ArgumentException">The length of the span is not that of the tensor.</exception>
    public void Read(Tensor tensor, Span<float> values)
    {
        ref readonly Slot slot = ref ResolveWhole(tensor);
        RequireLength(slot, values.Length);
        Kernels.Read(slot.Value, values);
        GC.KeepAlive(this);
    }

    /// <summary>The one number of a scalar.</summary>
    /// <exception cref="ArgumentException">The tensor is not one number.</exception>
    public float ReadScalar(Tensor tensor)
    {
        Span<float> value = stackalloc float[1];
        Read(tensor, value);
        return value[0];
    }

    /// <summary>
    /// The gradient of a variable or parameter of any shape after <see cref="Backward"/>; zero if the loss does not
    /// depend on it. Gradients of other tensors are not kept: the backward pass reuses their memory.
    /// </summary>
    /// <exception cref="ArgumentException">The length of the span is not that of the tensor.</exception>
    /// <exception cref="InvalidOperationException">The tensor is neither a variable nor a parameter.</exception>
    public void ReadGradient(Tensor tensor, Span<float> gradient)
    {
        ref readonly Slot slot = ref Resolve(tensor);
        RequireLength(slot, gradient.Length);
        if (slot is { IsVariable: false, Parameter: null })
            throw new InvalidOperationException(
                "Only variables and parameters keep their gradient; bring the numbers onto the tape by Variable."
            );
        if (slot.Parameter is Parameter parameter && parameter.MovedInPass == _pass && _pass > 0)
            throw new InvalidOperationException(
                $"The gradient of {parameter.Name} was used up by BackwardAndUpdate; call Backward, and update "
                    + "afterwards, to read it."
            );
        if (slot.HasGradient)
            Kernels.Read(slot.Gradient, gradient);
        else
            gradient.Clear();
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (Slot slot in _slots)
        {
            slot.OwnValue?.Dispose();
            slot.OwnGradient?.Dispose();
            slot.OwnSparse?.Dispose();
        }

        _slots = [];
        Rewind();
    }

    internal ref Slot Slot(int index) => ref _slots[index];

    internal int InputIndex(int position) => _inputs[position];

    internal ref readonly Slot Resolve(Tensor tensor)
    {
        if (tensor.Tape != this)
            throw new ArgumentException("The tensor belongs to another tape.", nameof(tensor));
        if (tensor.Generation != _generation)
            throw new InvalidOperationException(
                "The tape was rewound after this tensor was made, and its memory is in use again. Read what you need "
                    + "before Rewind."
            );
        return ref _slots[tensor.Index];
    }

    private static void RequireLength(in Slot slot, long length)
    {
        if (length != slot.Shape.Length)
            throw new ArgumentException(
                $"A tensor of shape {slot.Shape} has {slot.Shape.Length} numbers, not {length}."
            );
    }

    /// <summary>The slot that holds the numbers: the tensor's own, or that of the tensor it is a view of.</summary>
    private int Source(int index) => _slots[index].ViewOf is >= 0 and int source ? source : index;

    private Tensor Handle(int index) => new(this, index, _generation);

    private int ClaimSlot()
    {
        if (_slotCount == _slots.Length)
            Array.Resize(ref _slots, 2 * Math.Max(16, _slotCount));
        ref Slot slot = ref _slots[_slotCount];
        slot.Parameter = null;
        slot.ViewOf = -1;
        slot.IsVariable = false;
        slot.HasGradient = false;
        slot.IsSparse = false;
        return _slotCount++;
    }

    private int NewSlot(Shape shape, bool needsGradient)
    {
        int index = ClaimSlot();
        ref Slot slot = ref _slots[index];
        slot.Shape = shape;
        slot.NeedsGradient = needsGradient;
        ClaimValue(ref slot);
        return index;
    }

    private void ClaimValue(ref Slot slot) =>
        slot.Value = new Block(Room(ref slot.OwnValue, slot.Shape.Length), 0, slot.Shape.Length);

    private Storage Room(ref Storage? storage, long length)
    {
        if (storage is null || storage.Length < length)
        {
            storage?.Dispose();
            storage = null;
            storage = Kernels.Allocate(length);
        }

        return storage;
    }

    private readonly record struct Note(Op Op, int FirstInput, int InputCount, int Output, OpArguments Arguments);
}
