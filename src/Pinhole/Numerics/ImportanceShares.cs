namespace Pinhole.Numerics;

/// <summary>Scores of importances: disentanglement and completeness (Eastwood and Williams 2018, section 2).</summary>
internal static class ImportanceShares
{
    /// <summary>
    /// D = Σ ρᵢ Dᵢ: how far each latent variable is important for only one factor, Dᵢ, weighted with its share ρᵢ of
    /// all importance; 0 if nothing is important.
    /// </summary>
    /// <param name="importances">[factors][latent].</param>
    public static double Disentanglement(IReadOnlyList<IReadOnlyList<double>> importances)
    {
        double weighted = 0,
            all = importances.Sum(factor => factor.Sum());
        for (int i = 0; i < importances[0].Count && all > 0; i++)
        {
            double[] number = [.. importances.Select(factor => factor[i])];
            weighted += number.Sum() / all * Concentration(number);
        }

        return weighted;
    }

    /// <summary>
    /// 1 minus the entropy of the shares, with their number as the base: 1 if one share is everything, 0 if they are
    /// equal or all zero.
    /// </summary>
    public static double Concentration(IReadOnlyList<double> importances)
    {
        double all = importances.Sum();
        if (!(all > 0))
            return 0;
        if (importances.Count == 1)
            return 1;
        double entropy = importances.Where(part => part > 0).Sum(part => -(part / all) * Math.Log(part / all));
        return 1 - (entropy / Math.Log(importances.Count));
    }
}
