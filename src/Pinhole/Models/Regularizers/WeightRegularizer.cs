using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Models.Regularizers;

/// <summary>
/// A penalty on each weight of encoder and decoder. Biases and the parameters of normalizations are not penalized;
/// weights shared by encoder and decoder count once.
/// </summary>
/// <param name="Weight">λ, 0 or more.</param>
public abstract record WeightRegularizer(double Weight) : Regularizer(Weight)
{
    /// <inheritdoc/>
    public sealed override Tensor Penalty(Autoencoder model, Batch batch, Tensor code, Pass pass)
    {
        Tensor? sum = null;
        IReadOnlyList<Parameter> parameters = pass.Parameters.Parameters;
        for (int i = 0; i < parameters.Count; i++)
        {
            // Weights alone are matrices.
            if (parameters[i].Shape.Rank < 2)
                continue;
            Tensor cost = Cost(code.Tape.Parameter(parameters[i])).SumFeatures().Sum();
            sum = sum is Tensor before ? before + cost : cost;
        }

        return sum!.Value;
    }

    /// <summary>The penalty of each number of a weight matrix.</summary>
    /// <param name="weight">[outputs, inputs].</param>
    /// <returns>[outputs, inputs].</returns>
    private protected abstract Tensor Cost(Tensor weight);
}
