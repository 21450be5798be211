using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;

namespace Pinhole.Applications;

/// <summary>
/// Whether a conditional model generates the requested classes: a classifier that was trained on real rows predicts the
/// classes of generated ones (as in Shmelkov, Schmid and Alahari 2018, GAN-test).
/// </summary>
public static class SampleClasses
{
    /// <summary>Generates rows of each class in turn, and classifies them.</summary>
    /// <param name="generator">A trained model with a Gaussian bottleneck whose only condition is the labels.</param>
    /// <param name="judge">A trained classifier (<see cref="Classification"/>) for rows like the generator's.</param>
    /// <param name="count">The number of rows, at least 1; with ten classes, 1,000 gives 100 of each.</param>
    /// <param name="seed">The seed of the rows.</param>
    /// <exception cref="InputException">The models do not fit this test, their rows differ in width, or the judge does
    /// not know a class.</exception>
    public static ClassAgreement Judge(Autoencoder generator, Autoencoder judge, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (generator.Options.Condition is not { Labels: true, Context: false })
            throw new InputException(
                $"a {generator.Options.Preset} model without labels as its only condition cannot generate "
                    + "classes; train a conditional-vae"
            );
        IReadOnlyList<string> known = Classification.Classes(judge),
            asked = generator.Schema.ClassNames;
        if (asked.FirstOrDefault(name => !known.Contains(name)) is string missing)
            throw new InputException(
                $"the classifier does not know the class '{missing}' of the generator; it knows "
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
