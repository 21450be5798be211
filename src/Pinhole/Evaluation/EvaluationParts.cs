namespace Pinhole.Evaluation;

/// <summary>What an <see cref="Evaluator"/> measures, as far as it applies to the model and to the rows.</summary>
[Flags]
public enum EvaluationParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>How well rows are rebuilt, or classes told apart, beside PCA.</summary>
    Reconstruction = 1,

    /// <summary>What cleaning noisy rows is worth.</summary>
    Denoising = 2,

    /// <summary>How likely rows are, and which latents are in use.</summary>
    Variational = 4,

    /// <summary>What each layer retains of the rows.</summary>
    Information = 8,

    /// <summary>What latents tell of labels.</summary>
    Probes = 16,

    /// <summary>Which latents tell of which factors.</summary>
    Disentanglement = 32,

    /// <summary>All of it.</summary>
    All = Reconstruction | Denoising | Variational | Information | Probes | Disentanglement,
}
