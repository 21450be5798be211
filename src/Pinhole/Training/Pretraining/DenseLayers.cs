using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Networks;

namespace Pinhole.Training.Pretraining;

/// <summary>The layers of a dense model's encoder, each with its mirror in the decoder if it has one.</summary>
internal sealed class DenseLayers
{
    private readonly Autoencoder _model;
    private readonly IReadOnlyList<int> _hidden;
    private readonly bool _isMirrored;

    public DenseLayers(Autoencoder model)
    {
        _model = model;
        PlainLayers layers = model.Options.Network.RequirePlainLayers();
        _hidden = layers.Hidden;
        IsTied = layers.AreTied;
        _isMirrored = layers.AreMirrored;
    }

    /// <summary>The number of layers, including that of the code.</summary>
    public int Count => _hidden.Count + 1;

    /// <summary>Whether a mirror shares the weights of its layer.</summary>
    public bool IsTied { get; }

    /// <summary>
    /// Whether a layer has a mirror. No layer has one if the decoder has its own sizes; the first layer has none if the
    /// decoder gives targets instead of rows.
    /// </summary>
    public bool IsMirrored(int layer) => _isMirrored && (layer > 0 || _model.Schema.Targets is null);

    /// <summary>Checks that a model has only dense layers.</summary>
    /// <exception cref="InputException">The model has other layers.</exception>
    public static void RequirePlain(Autoencoder model)
    {
        _ = model.Options.Network.RequirePlainLayers();
        if (model.ConditionSize > 0)
            throw new InputException(
                "pretraining trains dense layers one by one, and a condition is not part of the rows; leave "
                    + "`Condition` out, or pretraining"
            );
    }

    /// <summary>
    /// The size of a layer's output; for a Gaussian code only the means, since variances reconstruct nothing.
    /// </summary>
    public int Outputs(int layer) => layer < _hidden.Count ? _hidden[layer] : _model.Latent;

    /// <summary>The activation of a layer; for the code that of the bottleneck.</summary>
    public Activation Activation(int layer) =>
        layer < _hidden.Count
            ? _model.Options.Network.Activation
            : _model.Options.Bottleneck.LatentActivation ?? Engine.Kernels.Activation.Identity;

    /// <summary>Copies a layer's weights into a model of one layer.</summary>
    public void CopyTo(Autoencoder single, int layer)
    {
        foreach ((Parameter own, Parameter other) in Pairs(single, layer))
            Copy(own, other);
    }

    /// <summary>Copies the weights back.</summary>
    public void CopyFrom(Autoencoder single, int layer)
    {
        foreach ((Parameter own, Parameter other) in Pairs(single, layer))
            Copy(other, own);
    }

    /// <summary>Copies a layer's weights into a machine, and the mirror's bias if there is one.</summary>
    public void CopyTo(RestrictedBoltzmannMachine machine, int layer)
    {
        (Parameter weight, Parameter bias, Parameter? mirrorBias, _) = Find(layer);
        Copy(weight, machine.Weight);
        Copy(bias, machine.HiddenBias);
        if (mirrorBias is not null)
            Copy(mirrorBias, machine.VisibleBias);
    }

    /// <summary>Copies a machine's weights into a layer and, transposed, into its mirror.</summary>
    public void Unroll(RestrictedBoltzmannMachine machine, int layer)
    {
        (Parameter weight, Parameter bias, Parameter? mirrorBias, Parameter? mirrorWeight) = Find(layer);
        Copy(machine.Weight, weight);
        Copy(machine.HiddenBias, bias);
        if (mirrorBias is not null)
            Copy(machine.VisibleBias, mirrorBias);
        if (mirrorWeight is null)
            return;
        (int hidden, int visible) = (machine.Weight.Shape.Rows, machine.Weight.Shape.Columns);
        float[] weights = new float[machine.Weight.Shape.Length],
            transposed = new float[weights.Length];
        _model.Parameters.Kernels.Read(machine.Weight.Value, weights);
        for (int i = 0; i < weights.Length; i++)
            transposed[(i % visible * hidden) + (i / visible)] = weights[i];
        _model.Parameters.Kernels.Write(transposed, mirrorWeight.Value);
    }

    /// <summary>Weight and bias of a layer, and of its mirror if there is one.</summary>
    public (Parameter Weight, Parameter Bias, Parameter? MirrorBias, Parameter? MirrorWeight) Find(int layer)
    {
        ParameterSet parameters = _model.Parameters;
        string? mirror = IsMirrored(layer) ? $"decoder.{Count - 1 - layer}" : null;
        return (
            parameters.Find($"encoder.{layer}.weight"),
            parameters.Find($"encoder.{layer}.bias"),
            mirror is null ? null : parameters.Find($"{mirror}.bias"),
            mirror is null
                ? null
                : parameters.Parameters.FirstOrDefault(parameter => parameter.Name == $"{mirror}.weight")
        );
    }

    private List<(Parameter Own, Parameter Other)> Pairs(Autoencoder single, int layer)
    {
        (Parameter weight, Parameter bias, Parameter? mirrorBias, Parameter? mirrorWeight) = Find(layer);
        List<(Parameter, Parameter)> pairs =
        [
            (weight, single.Parameters.Find("encoder.0.weight")),
            (bias, single.Parameters.Find("encoder.0.bias")),
        ];
        if (mirrorBias is not null)
            pairs.Add((mirrorBias, single.Parameters.Find("decoder.0.bias")));
        if (mirrorWeight is not null && !IsTied)
            pairs.Add((mirrorWeight, single.Parameters.Find("decoder.0.weight")));
        return pairs;
    }

    // A Gaussian code has twice the rows; the first half gives the means.
    private void Copy(Parameter from, Parameter to)
    {
        float[] source = new float[from.Shape.Length],
            target = new float[to.Shape.Length];
        Kernels kernels = _model.Parameters.Kernels;
        kernels.Read(from.Value, source);
        kernels.Read(to.Value, target);
        source.AsSpan(0, Math.Min(source.Length, target.Length)).CopyTo(target);
        kernels.Write(target, to.Value);
    }
}
