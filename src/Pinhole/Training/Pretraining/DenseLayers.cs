using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Networks;

namespace Pinhole.Training.Pretraining;

/// <summary>The layers of a dense model's encoder, each with its mirror in the decoder where it has one.</summary>
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

    /// <summary>How many there are, that of the code among them.</summary>
    public int Count => _hidden.Count + 1;

    /// <summary>Whether a mirror has the weights of its layer.</summary>
    public bool IsTied { get; }

    /// <summary>
    /// Whether a layer has a mirror: none has one in a decoder with layers of its own, nor has the first where the last
    /// of the decoder gives targets in place of the rows.
    /// </summary>
    public bool IsMirrored(int layer) => _isMirrored && (layer > 0 || _model.Schema.Targets is null);

    /// <summary>Refuses models that have more than dense layers.</summary>
    /// <exception cref="InputException">This one has.</exception>
    public static void RequirePlain(Autoencoder model)
    {
        _ = model.Options.Network.RequirePlainLayers();
        if (model.ConditionSize > 0)
            throw new InputException(
                "pretraining is for dense layers one by one, and a condition is no part of the rows; leave "
                    + "`Condition` out, or pretraining"
            );
    }

    /// <summary>
    /// How many numbers a layer gives; of a Gaussian code the means alone, as its variances have nothing to rebuild.
    /// </summary>
    public int Outputs(int layer) => layer < _hidden.Count ? _hidden[layer] : _model.Latent;

    /// <summary>What a layer ends in; for the code what the bottleneck makes of it.</summary>
    public Activation Activation(int layer) =>
        layer < _hidden.Count
            ? _model.Options.Network.Activation
            : _model.Options.Bottleneck.LatentActivation ?? Engine.Kernels.Activation.Identity;

    /// <summary>Gives a model of one layer the weights that a layer has here.</summary>
    public void CopyTo(Autoencoder single, int layer)
    {
        foreach ((Parameter own, Parameter other) in Pairs(single, layer))
            Copy(own, other);
    }

    /// <summary>Takes the weights back.</summary>
    public void CopyFrom(Autoencoder single, int layer)
    {
        foreach ((Parameter own, Parameter other) in Pairs(single, layer))
            Copy(other, own);
    }

    /// <summary>Gives a machine the weights that a layer has here, and its mirror's bias where there is one.</summary>
    public void CopyTo(RestrictedBoltzmannMachine machine, int layer)
    {
        (Parameter weight, Parameter bias, Parameter? mirrorBias, _) = Find(layer);
        Copy(weight, machine.Weight);
        Copy(bias, machine.HiddenBias);
        if (mirrorBias is not null)
            Copy(mirrorBias, machine.VisibleBias);
    }

    /// <summary>Takes a machine's weights as those of a layer and, transposed, of its mirror.</summary>
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

    /// <summary>The weight and the bias; and those of the mirror, where there are any.</summary>
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

    // A Gaussian code has twice the rows, and the first of them are its means.
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
