namespace Pinhole.Models.Bottlenecks;

/// <summary>
/// How the weight of the divergence grows, so that a VAE learns to use its latent before this costs much.
/// </summary>
public enum BetaSchedule
{
    /// <summary>The full β from the first step.</summary>
    Constant,

    /// <summary>From 0 to β over the schedule's steps, then β (Bowman et al. 2016).</summary>
    Linear,

    /// <summary>
    /// In cycles of the schedule's steps: from 0 to β in the first half, β in the second half (Fu et al. 2019).
    /// </summary>
    Cyclical,
}
