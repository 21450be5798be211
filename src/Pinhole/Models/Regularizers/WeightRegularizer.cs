using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Models.Regularizers;

/// <summary>
/// A penalty on the weights of encoder and decoder, the same for each of their numbers. Biases and the figures of
/// normalizations are free; weights that encoder and decoder share count once.
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

    /// <summary>What each number of a weight costs.</summary>
    /// <param name="weight">[outputs, inputs].</param>
    /// <returns>[outputs, inputs].</returns>
    private protected abstract Tensor Cost(Tensor weight);
}
