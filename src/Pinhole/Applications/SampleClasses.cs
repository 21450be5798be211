using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;

namespace Pinhole.Applications;

/// <summary>
/// Whether a conditional model gives what it is asked for: a classifier that was trained on real rows tells the classes
/// of generated ones (the classification accuracy score of conditional samples, as in Shmelkov, Schmid and Alahari
/// 2018, GAN-test).
/// </summary>
public static class SampleClasses
{
    /// <summary>Draws rows of every class in turn, and has them judged.</summary>
    /// <param name="generator">A trained model with a Gaussian bottleneck that is conditional on labels, and on them
    /// alone.</param>
    /// <param name="judge">A trained model that gives classes (<see cref="Classification"/>) of rows like those of the
    /// generator.</param>
    /// <param name="count">How many rows, at least one; 1,000 are 100 of each of ten classes.</param>
    /// <param name="seed">Which ones.</param>
    /// <exception cref="InputException">The models are others, their rows differ in width, or the judge does not know a
    /// class.</exception>
    public static ClassAgreement Judge(Autoencoder generator, Autoencoder judge, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (generator.Options.Condition is not { Labels: true, Context: false })
            throw new InputException(
                $"a {generator.Options.Preset} model that is not conditional on labels alone cannot be asked for "
                    + "classes; train a conditional-vae"
            );
        IReadOnlyList<string> known = Classification.Classes(judge),
            asked = generator.Schema.ClassNames;
        if (asked.FirstOrDefault(name => !known.Contains(name)) is string missing)
            throw new InputException(
                $"the classifier does not know the class '{missing}' that samples are asked to be of; it knows "
                    + $"{string.Join(", ", known)}"
            );

        float[] conditions = [.. asked.SelectMany(name => generator.ConditionOf(name))];
        Dataset samples = Generation.Sample(generator, count, seed, conditions);
        int[] told = Classification.Tell(judge, samples);
        int[][] counts = [.. asked.Select(_ => new int[known.Count])];
        int right = 0;
        for (int row = 0; row < told.Length; row++)
        {
            int wanted = row % asked.Count;
            counts[wanted][told[row]]++;
            right += asked[wanted] == known[told[row]] ? 1 : 0;
        }

        return new ClassAgreement(asked, known, counts, (double)right / count);
    }
}
