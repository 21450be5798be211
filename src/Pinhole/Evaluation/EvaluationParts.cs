namespace Pinhole.Evaluation;

/// <summary>What an <see cref="Evaluator"/> measures, if it applies to the model and the rows.</summary>
[Flags]
public enum EvaluationParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The errors of reconstructions, or of classes, beside PCA.</summary>
    Reconstruction = 1,

    /// <summary>The errors of noisy rows before and after cleaning.</summary>
    Denoising = 2,

    /// <summary>The likelihood of the rows, and the latents in use.</summary>
    Variational = 4,

    /// <summary>How much information each layer retains.</summary>
    Information = 8,

    /// <summary>How well labels are predicted from latents.</summary>
    Probes = 16,

    /// <summary>Which latents predict which factors.</summary>
    Disentanglement = 32,

    /// <summary>All of it.</summary>
    All = Reconstruction | Denoising | Variational | Information | Probes | Disentanglement,
}
