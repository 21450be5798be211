namespace Pinhole.Models.Bottlenecks;

/// <summary>How the weight of the divergence grows, so that a VAE learns to use its latent before that costs.</summary>
public enum BetaSchedule
{
    /// <summary>β from the first step on.</summary>
    Constant,

    /// <summary>From 0 to β in so many steps, then β (Bowman et al. 2016).</summary>
    Linear,

    /// <summary>
    /// Again and again: from 0 to β in the first half of so many steps, β in the second half (Fu et al. 2019).
    /// </summary>
    Cyclical,
}
