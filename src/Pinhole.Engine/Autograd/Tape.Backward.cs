using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Autograd;

/// <content>The backward pass: gradients and updates of parameters.</content>
public sealed partial class Tape
{
    private static long _lastPass;

    /// <summary>
    /// Computes the gradient of a scalar in all parameters and variables that it depends on. Other parameters of the
    /// same sets get gradient zero.
    /// </summary>
    /// <param name="loss">A tensor of one number.</param>
    /// <exception cref="ArgumentException">The loss is not one number.</exception>
    /// <exception cref="InvalidOperationException">The tape does not record, or the loss depends on nothing that needs
    /// a gradient.</exception>
    public void Backward(Tensor loss) => WalkBack(loss, default);

    /// <summary>
    /// Computes the gradient of a scalar and updates all parameters of a set: bit for bit the same as <see
    /// cref="Backward"/> and then <see cref="ParameterUpdate.Apply"/>. A weight that only one call has read is updated
    /// as soon as its gradient is known, tile by tile. Such a gradient is never stored: it costs no memory traffic and
    /// cannot be read.
    /// </summary>
    /// <param name="loss">A tensor of one number.</param>
    /// <param name="update">The step; the gradients of parameters outside its set are kept.</param>
    /// <exception cref="ArgumentException">The loss is not one number.</exception>
    /// <exception cref="InvalidOperationException">The tape does not record, or the loss depends on nothing that needs
    /// a gradient.</exception>
    public void BackwardAndUpdate(Tensor loss, in ParameterUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update.Parameters);
        WalkBack(loss, update);
        update.ApplyToRest(_pass);
    }

    private void WalkBack(Tensor loss, in ParameterUpdate update)
    {
        Slot lossSlot = Resolve(loss);
        if (lossSlot.Shape.Length != 1)
            throw new ArgumentException(
                $"Only one number has a gradient here; the tensor is {lossSlot.Shape}. Take its Mean or Sum first.",
                nameof(loss)
            );
        if (!lossSlot.NeedsGradient)
            throw new InvalidOperationException(
                "Nothing behind this tensor wants a gradient: it depends on no parameter, or the tape does not record."
            );

        _pass = Interlocked.Increment(ref _lastPass);
        for (int i = 0; i < _slotCount; i++)
            _slots[i].HasGradient = false;
        _update = update;
        CountReaders();
        Block seed = GradientTarget(loss.Index, out _);
        Kernels.Fill(seed, 1f);
        for (int i = _noteCount - 1; i >= 0; i--)
        {
            ref Note note = ref _notes[i];
            if (_slots[note.Output].HasGradient)
                note.Op.Backward(new OpCall(this, note.FirstInput, note.InputCount, note.Output, note.Arguments));
        }

        ParameterSet? cleared = null;
        for (int i = 0; i < _slotCount; i++)
        {
            ParameterSet? owner = _slots[i].Parameter?.Owner;
            if (owner is not null && owner != cleared)
            {
                owner.ClearUnreached(_pass);
                cleared = owner;
            }
        }

        GC.KeepAlive(this);
    }

    internal Block GradientTarget(int index, out bool accumulate)
    {
        ref Slot slot = ref _slots[Source(index)];
        if (slot.Parameter is Parameter parameter)
        {
            accumulate = parameter.WrittenInPass == _pass;
            parameter.WrittenInPass = _pass;
            slot.HasGradient = true;
            return slot.Gradient;
        }

        accumulate = slot.HasGradient;
        slot.HasGradient = true;
        slot.Gradient = new Block(Room(ref slot.OwnGradient, slot.Shape.Length), 0, slot.Shape.Length);
        return slot.Gradient;
    }

    /// <summary>Whether an operation must update a parameter instead of storing its gradient.</summary>
    internal bool TryMove(int index, out ParameterMove move)
    {
        move = default;
        if (_slots[index].Parameter is not { Readers: 1 } parameter || parameter.Owner != _update.Parameters)
            return false;
        parameter.MovedInPass = parameter.WrittenInPass = _pass;
        move = new ParameterMove(
            _update.Step,
            parameter.Value,
            _update.Part(_update.FirstMoments, parameter),
            _update.Part(_update.SecondMoments, parameter)
        );
        return true;
    }

    private void CountReaders()
    {
        if (_update.Parameters is null)
            return;
        foreach (Parameter parameter in _update.Parameters.Span)
            parameter.Readers = 0;
        for (int i = 0; i < _inputCount; i++)
        {
            if (_slots[Source(_inputs[i])].Parameter is Parameter parameter)
                parameter.Readers++;
        }
    }
}
